extension ExpressionSyntax {
  /// What two expressions that mean the same have in common: names in any case, texts as they are typed.
  public var identity: String { unwrapped.formatted.foldingNames }
}

extension AggregateSyntax {
  /// What two aggregates that ask the same have in common.
  public var identity: String { formatted.foldingNames }
}

extension String {
  /// A formatted expression in small letters, but for the texts in quotes in it, where case matters.
  fileprivate var foldingNames: String {
    var result = ""
    var word = ""
    var (isText, isName) = (false, false)
    for character in self {
      if character == "\"", !isName {
        result += isText ? word : word.lowercased()
        word = ""
        isText.toggle()
      } else if !isText, character == "[" || character == "]" {
        // `]]` in a name ends it and begins it anew, which comes to the same.
        isName.toggle()
      }
      word.append(character)
    }
    return result + (isText ? word : word.lowercased())
  }
}
