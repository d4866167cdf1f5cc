extension String {
  /// The text with a sign before each of some signs.
  ///
  /// Signs are Unicode scalars, as engines read them: a quote and an accent behind it are one character, and
  /// the quote ends a literal all the same.
  func escaping(_ signs: [Unicode.Scalar], with escape: Unicode.Scalar) -> String {
    var result = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      if signs.contains(scalar) { result.append(escape) }
      result.append(scalar)
    }
    return String(result)
  }

  /// The text between quotes, those inside it doubled.
  func quoted(by quote: Unicode.Scalar) -> String { "\(quote)\(escaping([quote], with: quote))\(quote)" }

  /// Whether it holds a NUL, at which engines end a text.
  var holdsNUL: Bool { utf8.contains(0) }
}
