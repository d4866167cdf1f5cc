/// The forms an answer can be written in.
public enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns, for people.
  case table
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
}
