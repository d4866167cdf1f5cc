/// One way to go on at the cursor.
public struct Candidate: Equatable, Sendable {
  /// What is inserted.
  public var text: String
  /// What is shown in the list; usually the text.
  public var label: String
  /// What it is, in a word: `verb`, `column`, `table`, `value`.
  public var kind: String
  /// What a menu says of it: `text column`, `1,234 rows`; usually the kind.
  public var remark: String
  /// Whether a space follows once it is the only candidate.
  public var appendsSpace: Bool

  public init(
    _ text: String, label: String? = nil, kind: String, remark: String? = nil, appendsSpace: Bool = true
  ) {
    self.text = text
    self.label = label ?? text
    self.kind = kind
    self.remark = remark ?? kind
    self.appendsSpace = appendsSpace
  }
}

/// The candidates at a cursor, and the stretch of text that one of them takes the place of.
public struct CompletionList: Equatable, Sendable {
  /// UTF-8 offsets in the text; empty at the cursor when nothing is typed yet.
  public var replaced: Range<Int>
  /// In the order to show them.
  public var candidates: [Candidate]
  /// How many more there are, or at least are known to be: too many to be listed.
  public var omitted: Int

  public init(replaced: Range<Int>, candidates: [Candidate], omitted: Int = 0) {
    self.replaced = replaced
    self.candidates = candidates
    self.omitted = omitted
  }
}
