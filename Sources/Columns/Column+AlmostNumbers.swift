extension Column {
  /// The text that keeps a column from being one of numbers: the first of its different texts that is no number,
  /// where most of them are. Nil where they are not.
  /// - Complexity: O(different texts), and no more than the first so many of them are looked at.
  public var textAmongNumbers: String? {
    guard kind == .text, let dictionary = storage.dictionary else { return nil }
    var other: String?
    var numbers = 0
    let looked = min(dictionary.count, Column.mostTextsLooked)
    for entry in 0..<looked {
      let text = dictionary[entry]
      if text.isEmpty { continue }
      if Column.isNumber(text) {
        numbers += 1
      } else if other == nil {
        other = text
      }
    }
    return numbers * 2 >= looked ? other : nil
  }

  private static let mostTextsLooked = 10_000

  private static func isNumber(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { LiteralScanner.figure($0) != nil }
  }
}
