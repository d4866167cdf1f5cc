/// The forms an answer can be written in.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns, for people.
  case table
  /// The columns of a row below one another, for people.
  case vertical
  /// Comma-separated values (RFC 4180), for files and machines.
  case csv
  /// The same with tabs.
  case tsv
  /// One object with columns, rows and notes (RFC 8259).
  case json
  /// An object a row, a row a line.
  case jsonl
  /// A pipe table of GitHub Flavored Markdown.
  case markdown

  /// Whether it is laid out for the screen it stands on, and may be cut there.
  public var isForPeople: Bool { self == .table || self == .vertical }

  /// What the name of a file ends in that is written so.
  public var fileEnding: String {
    switch self {
    case .table, .vertical: "txt"
    case .markdown: "md"
    case .csv, .tsv, .json, .jsonl: rawValue
    }
  }
}
