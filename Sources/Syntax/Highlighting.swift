/// A stretch of a text, and what it is, for whoever colours it.
public struct HighlightedSpan: Equatable, Sendable {
  public enum Kind: Sendable, CaseIterable {
    /// What a question or a command begins with: `sum`, `list`, `describe`
    case verb
    /// Other words of the language: `where`, `and`, `down`
    case keyword
    case column, table, function
    /// A text without quotes, a word for a value, a value by its name: `Kyiv`, `yes`, `$city`
    case value
    /// Numbers, dates and durations.
    case number
    /// A text in quotes.
    case text
    case comment
    /// The name of a column, table or value that there is not.
    case unknown
    /// What is no token of the language.
    case invalid
  }

  /// UTF-8 offsets.
  public var range: Range<Int>
  public var kind: Kind

  public init(_ range: Range<Int>, _ kind: Kind) {
    self.range = range
    self.kind = kind
  }
}
