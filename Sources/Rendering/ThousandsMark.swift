import TallyColumns

/// What stands between groups of three digits where people read numbers.
///
/// A point is none of them, whatever a language does: the mark before fractions is a point everywhere, and 1.234
/// would be two numbers.
public enum ThousandsMark: String, CaseIterable, Sendable {
  /// `1,234,567`
  case comma
  /// `1 234 567`, with blanks at which lines do not end.
  case space
  /// `1'234'567`
  case apostrophe
  /// `1234567`, which can be typed as it stands.
  case none

  /// What is closest to the mark of a locale: a blank where it has points, and no mark where it has none.
  /// - Parameter separator: its bytes, in whichever encoding it uses.
  public init(localeSeparator separator: [UInt8]) {
    switch separator {
    case []: self = .none
    case [UInt8(ascii: ",")]: self = .comma
    case [UInt8(ascii: "'")], Array("’".utf8), [0xB4]: self = .apostrophe
    default: self = .space
    }
  }

  var style: ValueStyle {
    switch self {
    case .comma: .readable
    case .space: .readable(thousands: "\u{A0}")
    case .apostrophe: .readable(thousands: "'")
    case .none: .readable(thousands: "")
    }
  }
}
