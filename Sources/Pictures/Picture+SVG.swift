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

  /// What shades and arrows mean, as far as they are there.
  mutating func boundsLegend(_ figures: [DrawnFigure]) {
    let bounded = figures.filter { $0.exact == nil }
    guard !bounded.isEmpty else { return }
    var entries: [(swatch: (inout Scene, Double, Double) -> Void, text: String)] = []
    let ink = Scene.color(0)
    if bounded.contains(where: { $0.low != nil || $0.high != nil }) {
      entries.append(
        ({ $0.add(.rectangle(x: $1, y: $2 - 8, width: 14, height: 9, ink)) }, PictureWording.surely))
    }
    if bounded.contains(where: { $0.high != nil || $0.best != nil }) {
      let shade = Scene.color(0, opacity: Scene.shade)
      entries.append(
        ({ $0.add(.rectangle(x: $1, y: $2 - 8, width: 14, height: 9, shade)) }, PictureWording.perhaps))
    }
    if bounded.contains(where: { $0.high == nil && ($0.best == nil || $0.low != nil) }) {
      entries.append(({ $0.add(Scene.arrow($1 + 2, $2 - 4, toRight: true, ink)) }, PictureWording.openAbove))
    }
    if bounded.contains(where: { $0.low == nil && ($0.best == nil || $0.high != nil) }) {
      entries.append(
        ({ $0.add(Scene.arrow($1 + 12, $2 - 4, toRight: false, ink)) }, PictureWording.openBelow))
    }
    if bounded.contains(where: { $0.best != nil && ($0.low != nil || $0.high != nil) }) {
      entries.append(
        (
          { $0.add(.line(Point($1 + 6, $2 - 10), Point($1 + 6, $2 + 2), Scene.ink, width: 2)) },
          PictureWording.best
        ))
    }
    if bounded.contains(where: { $0.best != nil && $0.low == nil && $0.high == nil }) {
      entries.append(({ $0.text("~", $1 + 4, $2 + 1, size: 14) }, PictureWording.about))
    }
    legend(entries)
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
