extension Picture {
  /// The picture as an SVG file.
  /// - Parameter notes: what the answer rests on, written below it.
  /// - Complexity: O(what is drawn).
  public func svg(notes: [String]) -> String {
    var scene = Scene()
    scene.head(title)
    switch body {
    case .bars(let chart): scene.draw(chart)
    case .histogram(let chart): scene.drawColumns(chart)
    case .lines(let chart): scene.draw(chart)
    case .sparks(let chart): scene.drawSparks(chart)
    case .shades(let chart): scene.draw(chart)
    case .spans(let chart): scene.draw(chart)
    }
    let caption = remarks + notes
    scene.words += caption
    scene.caption(caption)
    return scene.svg(title: title)
  }
}

extension Scene {
  /// The most values that are told in words.
  static let mostWords = 200

  /// An arrow that says that an end is open: towards the right, or the left.
  static func arrow(_ x: Double, _ middle: Double, toRight: Bool, size: Double = 5, _ ink: Ink) -> Shape {
    let tip = toRight ? x + size * 1.6 : x - size * 1.6
    return .polygon([Point(x, middle - size), Point(tip, middle), Point(x, middle + size)], ink)
  }

  /// An arrow upwards or downwards.
  static func arrow(_ x: Double, _ y: Double, isUp: Bool, size: Double = 4, _ ink: Ink) -> Shape {
    let tip = isUp ? y - size * 1.8 : y + size * 1.8
    return .polygon([Point(x - size, y), Point(x, tip), Point(x + size, y)], ink)
  }

  /// What signs mean, as far as they stand for figures.
  mutating func legend(_ signs: [LegendSign], of figures: [DrawnFigure]) {
    legend(Scene.entries(signs, of: figures, Scene.color(0)))
  }

  /// - Parameter ink: what the signs are drawn with.
  static func entries(_ signs: [LegendSign], of figures: [DrawnFigure], _ ink: Ink) -> [LegendEntry] {
    signs.standing(for: figures).map { sign in
      ({ scene, x, y in scene.add(swatch(sign, x, y, ink)) }, sign.meaning)
    }
  }

  private static func swatch(_ sign: LegendSign, _ x: Double, _ y: Double, _ ink: Ink) -> [Shape] {
    let line = { (ax: Double, ay: Double, bx: Double, by: Double) -> Shape in
      .line(Point(x + ax, y + ay), Point(x + bx, y + by), ink, width: 1.25)
    }
    return switch sign {
    case .sure: [.rectangle(x: x, y: y - 8, width: 14, height: 9, ink)]
    case .shaded: [.rectangle(x: x, y: y - 8, width: 14, height: 9, Ink(ink.color, opacity: Scene.shade))]
    case .right: [arrow(x + 2, y - 4, toRight: true, ink)]
    case .left: [arrow(x + 12, y - 4, toRight: false, ink)]
    case .up: [arrow(x + 7, y, isUp: true, ink)]
    case .down: [arrow(x + 7, y - 8, isUp: false, ink)]
    case .best: [.line(Point(x + 6, y - 10), Point(x + 6, y + 2), Scene.ink, width: 2)]
    case .about: [about(x + 4, y + 1, .start)]
    case .whisker: [line(7, -10, 7, 2), line(3, -10, 11, -10), line(3, 2, 11, 2)]
    }
  }

  /// The sign of a number that nothing bounds.
  static func about(_ x: Double, _ y: Double, _ anchor: Anchor) -> Shape {
    .text(Point(x, y), "~", anchor, size: 13, isBold: false, Scene.ink, isTurned: false)
  }

  /// The colours of columns or lines.
  mutating func seriesLegend(_ names: [String]) {
    guard names.count > 1 else { return }
    legend(
      names.enumerated().map { number, name in
        ({ $0.add(.rectangle(x: $1, y: $2 - 9, width: 14, height: 10, Scene.color(number))) }, name)
      })
  }
}
