/// How answers are to be written, and what the place they are written to can show.
public struct RenderingOptions: Sendable, Hashable {
  public var format: OutputFormat
  /// Columns of the terminal, at least 20; nil when the answer goes into a pipe or file, where a table
  /// is neither ruled nor cut and carries no notes.
  public let width: Int?
  /// What becomes of a table that is wider than that.
  public var fit: TableFit
  /// Most rows that are shown to people; nil for all. Formats for machines always have all rows.
  public let maximumRows: Int?
  /// Rows of the screen on which what is longer is read page by page, from its beginning; nil where it is not.
  public let pageRows: Int?
  /// What stands between groups of three digits where people read numbers.
  public var thousands: ThousandsMark
  /// Whether to colour with ANSI escapes.
  public let usesColor: Bool
  /// Whether rules, cuts and marks may go beyond ASCII; values are written as they are in any case.
  public let usesUnicode: Bool

  public init(
    format: OutputFormat = .table, width: Int? = nil, fit: TableFit = .auto, maximumRows: Int? = nil,
    pageRows: Int? = nil, thousands: ThousandsMark = .comma, usesColor: Bool = false, usesUnicode: Bool = true
  ) {
    self.format = format
    self.width = width.map { max(20, $0) }
    self.fit = fit
    self.maximumRows = maximumRows.map { max(0, $0) }
    self.pageRows = pageRows
    self.thousands = thousands
    self.usesColor = usesColor
    self.usesUnicode = usesUnicode
  }

  /// Columns of the screen that lines must not go beyond; nil where they may be of any length.
  var lineWidth: Int? { fit == .on ? nil : width }

  /// Whether somebody looks at it, so that nothing in a value may reach the terminal but its text.
  var isOnScreen: Bool { width != nil }

  /// Whether an answer's text has its notes in it; where not, they belong on standard error.
  public var carriesNotes: Bool {
    switch format {
    case .table, .vertical: width != nil
    case .json, .markdown: true
    case .csv, .tsv, .jsonl: false
    }
  }
}
