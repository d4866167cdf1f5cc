import TallyColumns
import TallyRendering

/// Bars on a screen: what each is called, its figure, and the bar.
///
///     weapon             sum launched
///     ballistic missile            14  ██▎
///     Shahed drone                250  ████████████████████████████████████████
///
/// Where there is no room beside the figures, bars stand below them.
struct BarText {
  let lines: [String]

  fileprivate static let gap = 2
  /// The least room that is worth a bar, and that labels are cut to.
  private static let leastBar = 6
  private static let leastLabel = 5

  init(_ chart: BarChart, _ screen: PictureRenderer) {
    guard !chart.groups.isEmpty else {
      lines = []
      return
    }
    let body = BarRows(chart, screen)
    lines = body.lines + screen.asides(screen.glyphs.legend(.inBars, of: chart.figures))
  }

  /// How wide the parts of a line are.
  fileprivate struct Layout {
    var label: Int
    var name: Int
    var value: Int
    var bar: Int
    var isShort = false

    /// The parts beside one another, or nil where bars have to stand below.
    init?(label: Int, name: Int, value: Int, short: Int, heading: Int, width: Int) {
      let gaps = [label, name, value].count { $0 > 0 } * BarText.gap
      let least = min(label, BarText.leastLabel) + min(name, BarText.leastLabel)
      self.value = value
      if least + value + gaps + BarText.leastBar > width {
        guard least + short + gaps + BarText.leastBar <= width else { return nil }
        self.value = short
        isShort = true
      }
      // Texts share what half of the line leaves them, and have at least what they can be cut to.
      let room = max(least, (width - gaps - self.value) / 2)
      (self.label, self.name) = (label, name)
      if label + name > room {
        self.name = name == 0 ? 0 : min(name, max(min(name, BarText.leastLabel), room / 2))
        self.label = label == 0 ? 0 : min(label, max(min(label, BarText.leastLabel), room - self.name))
      }
      bar = width - self.label - self.name - self.value - gaps
      // The heading has its room where bars have enough.
      if heading > self.value, bar - (heading - self.value) >= width / 3 {
        bar -= heading - self.value
        self.value = heading
      }
      guard bar >= BarText.leastBar else { return nil }
    }
  }
}

/// The lines of bars.
private struct BarRows {
  let lines: [String]

  init(_ chart: BarChart, _ screen: PictureRenderer) {
    let hasNames = chart.series.count > 1
    let labels = chart.groups.map(\.label)
    let all = chart.groups.flatMap(\.bars)
    let widest = { (texts: [String]) in texts.map(screen.width).max() ?? 0 }
    let hasLabels = labels.contains { !$0.isEmpty }
    let heading = hasNames ? "" : chart.series.first?.name ?? ""
    let layout = BarText.Layout(
      label: hasLabels ? widest(labels + [chart.heading]) : 0,
      name: hasNames ? widest(chart.series.map(\.name)) : 0,
      value: widest(all.map(\.text)), short: widest(all.map { BarRows.short($0) }),
      heading: screen.width(of: heading), width: screen.width)
    let units = Set(chart.series.map(\.unit))
    let barWidth = layout?.bar ?? screen.width
    let gauges = Dictionary(
      uniqueKeysWithValues: units.map { unit in
        let figures = chart.groups.flatMap { group in
          zip(chart.series, group.bars).compactMap { $0.0.unit == unit ? $0.1.figure : nil }
        }
        return (unit, BarGauge(chart.stretch(of: unit), of: figures, width: barWidth, glyphs: screen.glyphs))
      })
    var lines: [String] = []
    let isPainted = hasNames && screen.paint.usesColor
    if let layout {
      let head = BarRows.beside(
        layout, hasLabels ? chart.heading : "", "", heading, screen)
      if !head.allSatisfy({ $0 == " " }) { lines.append(screen.paint.bold(screen.trimmed(head))) }
    } else {
      lines.append(
        screen.paint.bold(screen.fitted(heading.isEmpty ? chart.heading : heading, screen.width).text))
    }
    for group in chart.groups {
      for (number, (series, bar)) in zip(chart.series, group.bars).enumerated() {
        let style = TextCells.Style.series(isPainted ? number : 0)
        let cells = gauges[series.unit]?.cells(bar.figure, screen.paint.usesColor ? style : .plain)
        let drawn = cells?.text(screen.paint) ?? ""
        let name = hasNames ? series.name : ""
        if let layout {
          let text = layout.isShort ? BarRows.short(bar) : bar.text
          let words = BarRows.beside(layout, number == 0 ? group.label : "", name, text, screen)
          let painted = bar.figure == nil ? BarRows.dimmed(words, text, screen) : words
          lines.append(drawn.isEmpty ? screen.trimmed(painted) : painted + drawn)
        } else {
          let words = [number == 0 ? group.label : "", name, bar.text].filter { !$0.isEmpty }
          let whole = words.joined(separator: " ")
          let text =
            screen.width(of: whole) > screen.width
            ? (words.dropLast() + [BarRows.short(bar)]).joined(separator: " ") : whole
          lines.append(screen.fitted(text, screen.width).text)
          if !drawn.isEmpty { lines.append(drawn) }
        }
      }
    }
    self.lines = lines
  }

  /// Label, name and figure, each in its room, with the blanks up to the bar.
  private static func beside(
    _ layout: BarText.Layout, _ label: String, _ name: String, _ value: String, _ screen: PictureRenderer
  ) -> String {
    let gap = String(repeating: " ", count: BarText.gap)
    return [
      layout.label > 0 ? screen.padded(label, layout.label) + gap : "",
      layout.name > 0 ? screen.padded(name, layout.name) + gap : "",
      layout.value > 0 ? screen.padded(value, layout.value, isRight: true) + gap : "",
    ].joined()
  }

  /// What is unknown is told with less weight.
  private static func dimmed(_ words: String, _ text: String, _ screen: PictureRenderer) -> String {
    let words = screen.trimmed(words)
    guard screen.paint.usesColor, words.hasSuffix(text) else { return words }
    return words.dropLast(text.count) + screen.paint.dim(text)
  }

  /// A figure in a few signs, where there is no room for all of them: `9.22e+18`, `1.2e+6+`.
  private static func short(_ bar: BarChart.Bar) -> String {
    guard let figure = bar.figure else { return bar.text }
    let text = figure.words(hasBest: false) { number in
      guard number != 0 else { return "0" }
      let power = Step.exponent(of: number.magnitude) - 2
      let digits = (number / Step.scaled(1, power)).rounded()
      let rounded = digits.isFinite ? Step.scaled(digits, power) : number
      return rounded.magnitude < 100_000 && rounded.magnitude >= 1e-3
        ? Value.real(rounded).text(.readable) : Value.real(rounded).text()
    }
    guard let text, text.count < bar.text.count else { return bar.text }
    return text
  }
}
