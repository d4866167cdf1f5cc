import TallySyntax

/// How an answer is drawn: which picture, and the part that each of its columns plays in it.
public struct PicturePlan: Sendable, Hashable {
  public let kind: PictureKind
  /// Columns that together say what a row, or a row of shades, is called.
  public let labels: [Int]
  /// The column that says where a row stands along the axis: a time or a number. Nil for the order of the rows.
  public let position: Int?
  /// The date or time at which what began at `position` ends.
  public let end: Int?
  /// The column whose values are lines of their own, or the columns of a heatmap.
  public let series: Int?
  /// The columns whose figures are drawn.
  public let figures: [Int]

  public init(
    _ kind: PictureKind, labels: [Int] = [], position: Int? = nil, end: Int? = nil, series: Int? = nil,
    figures: [Int] = []
  ) {
    self.kind = kind
    self.labels = labels
    self.position = position
    self.end = end
    self.series = series
    self.figures = figures
  }
}

extension PicturePlan {
  /// `draw bars #1, by #0`
  var outline: String {
    let columns = { (numbers: [Int]) in numbers.map { "#\($0)" }.joined(separator: ", ") }
    let parts = [
      figures.isEmpty ? nil : columns(figures), labels.isEmpty ? nil : "by \(columns(labels))",
      position.map { "along #\($0)" }, end.map { "to #\($0)" }, series.map { "split by #\($0)" },
    ]
    return "draw \(kind.rawValue) " + parts.compactMap { $0 }.joined(separator: ", ")
  }
}
