import TallyDiagnostics

/// `draw bars`
public struct DrawSyntax: Sendable, Hashable {
  /// Nil where the answer decides.
  public let kind: PictureKind?
  public let span: Span

  public init(kind: PictureKind?, span: Span) {
    self.kind = kind
    self.span = span
  }
}

/// The pictures that an answer can be drawn as.
public enum PictureKind: String, Sendable, Hashable, CaseIterable {
  /// A bar for each figure.
  case bars
  /// Figures over a time, a number, or the order of the rows.
  case line
  /// How often the values of one column lie where.
  case histogram
  /// A shade for each pair of keys.
  case heatmap
  /// A line of text for each column.
  case spark
  /// Rows along the calendar.
  case timeline

  /// What it shows, for help and completion.
  public var summary: String {
    switch self {
    case .bars: "a bar for each figure"
    case .line: "figures over time, over a number, or in the order of the rows"
    case .histogram: "how often the values of one column lie where"
    case .heatmap: "a shade for each pair of two keys"
    case .spark: "a line of text for each column"
    case .timeline: "rows along the calendar, from their first date to their second"
    }
  }
}
