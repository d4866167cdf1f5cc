/// How answers are to be written, and what the place they are written to can show.
public struct RenderingOptions: Sendable, Hashable {
  public var format: OutputFormat
  /// Columns of the terminal, at least 20; nil when the answer goes into a pipe or file, where a table
  /// is neither ruled nor cut and carries no notes.
  public let width: Int?
  /// Most rows a table shows; nil for all. Every other format always writes all rows.
  public let maximumRows: Int?
  /// Whether to colour with ANSI escapes.
  public let usesColor: Bool
  /// Whether rules, cuts and marks may go beyond ASCII; values are written as they are in any case.
  public let usesUnicode: Bool

  public init(
    format: OutputFormat = .table, width: Int? = nil, maximumRows: Int? = nil, usesColor: Bool = false,
    usesUnicode: Bool = true
  ) {
    self.format = format
    self.width = width.map { max(20, $0) }
    self.maximumRows = maximumRows.map { max(0, $0) }
    self.usesColor = usesColor
    self.usesUnicode = usesUnicode
  }

  /// Whether an answer's text has its notes in it; where not, they belong on standard error.
  public var carriesNotes: Bool {
    switch format {
    case .table: width != nil
    case .json, .markdown: true
    case .csv, .tsv, .jsonl: false
    }
  }
}
