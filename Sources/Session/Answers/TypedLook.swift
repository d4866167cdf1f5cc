import TallySyntax

/// How what is typed at the prompt looks: the numbers of SGR escapes, such as `1;36`; empty for plain.
public struct TypedLook: Sendable {
  public let prompt: String
  public let comment: String
  public let numbers: @Sendable (HighlightedSpan.Kind) -> String

  public init(
    prompt: String, comment: String, numbers: @escaping @Sendable (HighlightedSpan.Kind) -> String
  ) {
    self.prompt = prompt
    self.comment = comment
    self.numbers = numbers
  }
}
