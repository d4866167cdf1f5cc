import TallyRendering

/// Lines of text whose signs are as high as their figures.
///
///     Russia   █▁  307 – 390
struct SparkText {
  let lines: [String]

  private static let gap = 2
  private static let leastSpark = 4

  init(_ chart: LineChart, _ screen: PictureRenderer) {
    guard chart.lines.contains(where: { !$0.points.isEmpty }) else {
      lines = []
      return
    }
    let names = chart.lines.map { screen.width(of: $0.name) }.max() ?? 0
    let ranges = chart.lines.map { screen.width(of: $0.range) }.max() ?? 0
    var name = min(names, max(6, screen.width / 3))
    var range = ranges
    if name + range + 2 * SparkText.gap + SparkText.leastSpark > screen.width { range = 0 }
    name = min(name, max(1, screen.width - range - SparkText.leastSpark - SparkText.gap))
    let room = screen.width - name - SparkText.gap - (range > 0 ? range + SparkText.gap : 0)
    let slots = min(max(1, room), chart.slots)
    let extent = chart.extent
    let axis = Axis(extent)
    let gap = String(repeating: " ", count: SparkText.gap)
    var lines = chart.lines.enumerated().map { number, line in
      let heights = SparkText.heights(line, axis, slots: slots, screen.glyphs)
      // Blanks at the end of a line are none.
      let shown = range > 0 ? heights : screen.trimmed(heights)
      let spark = screen.paint.usesColor ? screen.paint.series(shown, number) : shown
      return screen.trimmed(
        screen.padded(line.name, name) + gap + spark + (range > 0 ? gap + screen.paint.dim(line.range) : ""))
    }
    let bounded = chart.lines.filter { line in
      line.points.contains { $0.figure.map { $0.exact == nil } ?? false }
    }
    if !bounded.isEmpty { lines += screen.asides([PictureWording.sparkBounds(bounded.map(\.name))]) }
    self.lines = lines
  }

  /// The greatest figure of each place as a sign; a blank where nothing is known.
  private static func heights(_ line: LineChart.Line, _ axis: Axis, slots: Int, _ glyphs: Glyphs) -> String {
    var greatest = [Double?](repeating: nil, count: slots)
    for point in line.points {
      guard let center = point.figure?.center else { continue }
      let slot = Int((axis.place(point.x) * Double(slots - 1)).rounded())
      greatest[slot] = max(greatest[slot] ?? center, center)
    }
    return glyphs.spark(greatest)
  }
}

extension Glyphs {
  /// Figures as signs of their height between the least and the greatest of them; a blank for nil.
  func spark(_ figures: [Double?]) -> String {
    let known = figures.compactMap { $0 }
    let (low, high) = (known.min() ?? 0, known.max() ?? 0)
    let axis = Axis(low: low, high: high, ticks: [])
    let signs = figures.map { figure -> Character in
      guard let figure else { return " " }
      guard high > low else { return heights[high > 0 ? heights.count / 2 : 0] }
      return heights[min(Int(axis.place(figure) * Double(heights.count)), heights.count - 1)]
    }
    return String(signs)
  }
}
