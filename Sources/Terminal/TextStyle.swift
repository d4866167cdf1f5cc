import CEditLine
import TallySyntax

/// How a piece of what is painted looks. The raw value is what the painter knows it by; 0 is plain.
enum TextStyle: UInt8, CaseIterable {
  case plain, prompt
  case verb, keyword, column, table, function, value, number, text, comment, unknown, invalid
  case suggestion

  /// The numbers of its SGR escape: of the eight colours that every terminal has and its user may have chosen.
  var numbers: String {
    switch self {
    case .plain: ""
    case .prompt: "1;36"
    case .verb: "1;35"
    case .keyword: "35"
    case .column: "36"
    case .table: "1;36"
    case .function: "34"
    case .value, .text: "32"
    case .number: "33"
    case .comment, .suggestion: "2"
    case .unknown: "4;31"
    case .invalid: "31"
    }
  }

  init(_ kind: HighlightedSpan.Kind) {
    self =
      switch kind {
      case .verb: .verb
      case .keyword: .keyword
      case .column: .column
      case .table: .table
      case .function: .function
      case .value: .value
      case .number: .number
      case .text: .text
      case .comment: .comment
      case .unknown: .unknown
      case .invalid: .invalid
      }
  }
}

/// How what is typed at the prompt looks, for whoever shows it elsewhere: the numbers of SGR escapes.
public enum TypedText {
  public static let prompt = TextStyle.prompt.numbers

  public static func numbers(_ kind: HighlightedSpan.Kind) -> String { TextStyle(kind).numbers }
}
