/// What a table remarks on how it was read, in alphabetical order.
enum FileRemarks {
  static func datesAsTimes(_ count: Int, column: String) -> String {
    "column \(column): \(FileDiagnostics.count(count, "date")) without a time read as 00:00"
  }

  static func encoding(_ encoding: TextEncoding) -> String {
    "read as \(encoding.rawValue)"
  }

  static func nameMissing(_ name: String) -> String {
    "a column without a name is called \(name)"
  }

  static func nameRepeated(_ name: String, as unique: String) -> String {
    "a further column \(name) is called \(unique)"
  }

  static func placeholders(_ count: Int, _ examples: [String], column: String) -> String {
    let words = examples.joined(separator: ", ")
    let cells = FileDiagnostics.count(count, "cell")
    return "column \(column): \(cells) that say\(count == 1 ? "s" : "") \(words) read as unknown"
  }

  static func raggedRows(_ count: Int, firstLine: Int) -> String {
    let rows = FileDiagnostics.count(count, "row")
    return "\(rows) had too few or too many cells and \(count == 1 ? "was" : "were") padded or cut, "
      + "the first on line \(firstLine)"
  }

  static func separator(_ separator: UInt8) -> String {
    let word =
      switch separator {
      case UInt8(ascii: "\t"): "tabs"
      case UInt8(ascii: ";"): "semicolons"
      case UInt8(ascii: "|"): "vertical bars"
      default: "\"\(Character(Unicode.Scalar(separator)))\""
      }
    return "separated by \(word)"
  }

  static func textAfterQuotes(_ count: Int, firstLine: Int) -> String {
    "\(FileDiagnostics.count(count, "cell")) had text after a closing quote, the first on line \(firstLine)"
  }

  static func typeReadAsText(_ type: String, column: String) -> String {
    "column \(column): the declared type \(type) is read as text"
  }

  static func unterminatedQuote(line: Int) -> String {
    "the quote on line \(line) is never closed, so the rest of the file is one cell"
  }
}
