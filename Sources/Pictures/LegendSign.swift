/// A sign whose meaning is told below a picture, where it stands in it.
enum LegendSign: Sendable {
  /// What is surely so much, and what may be, in a bar.
  case sure, shaded
  /// An open end in bars and shades, and beside lines.
  case right, left, up, down
  /// The best estimate between the ends.
  case best
  /// A number that nothing bounds.
  case about
  /// From the least to the greatest.
  case whisker

  var meaning: String {
    switch self {
    case .sure: PictureWording.surely
    case .shaded: PictureWording.perhaps
    case .right, .up: PictureWording.openAbove
    case .left, .down: PictureWording.openBelow
    case .best: PictureWording.best
    case .about: PictureWording.about
    case .whisker: PictureWording.range
    }
  }

  /// Whether a figure is drawn with it.
  func stands(for figure: DrawnFigure) -> Bool {
    guard figure.exact == nil else { return false }
    let hasBounds = figure.low != nil || figure.high != nil
    return switch self {
    case .sure: hasBounds
    case .shaded: figure.high != nil || figure.best != nil
    case .right: figure.isOpenAbove
    case .left: figure.isOpenBelow
    // What may be anything has no place on a line.
    case .up: figure.isOpenAbove && hasBounds
    case .down: figure.isOpenBelow && hasBounds
    case .best: figure.best != nil && hasBounds
    case .about: figure.isAbout
    case .whisker: hasBounds && figure.ends.count > 1
    }
  }
}

extension [LegendSign] {
  static let inBars: [LegendSign] = [.sure, .shaded, .right, .left, .best, .about]
  static let besideLines: [LegendSign] = [.whisker, .up, .down, .about]
  static let inShades: [LegendSign] = [.right, .left]

  /// Those that some of the figures are drawn with.
  func standing(for figures: [DrawnFigure]) -> [LegendSign] {
    filter { sign in figures.contains(where: sign.stands) }
  }
}
