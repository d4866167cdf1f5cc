import TallyColumns
import TallySyntax

extension ParameterKind {
  /// The kind of what a default is; text where nothing else fits.
  public init(of value: LiteralSyntax) {
    let kinds: [ParameterKind] = [.boolean, .time, .duration, .number, .date]
    self = value.isQuoted ? .text : kinds.first { $0.spelling(of: value.text, today: 0) != nil } ?? .text
  }

  /// A text as a value of the kind is written; nil where it is none.
  /// - Parameter today: days since 1970-01-01.
  public func spelling(of text: String, today: Int64) -> String? {
    switch (self, Value(literal: text)) {
    case (.text, _): text
    case (.number, .whole), (.number, .real): text
    case (.number, .figure(_, let kind)): kind.isNumber ? text : nil
    case (.number, .text): part(text)
    case (.duration, .duration), (.duration, .figure(_, .duration)): text
    case (.time, .time), (.boolean, .boolean): text
    case (.date, _):
      if text.lowercased() == "today" {
        CalendarDate(days: today).description
      } else if let period = Period(text),
        !period.isTime
      {
        text
      } else {
        nil
      }
    default: nil
    }
  }

  /// Whether what is written so has no value but its text: a month or a year is a period beside a date, and cannot be
  /// reckoned with.
  public func isText(_ spelling: String) -> Bool {
    if self != .date { return self == .text }
    if case .date = Value(literal: spelling) { return false }
    return true
  }

  /// `0.05` for `5 %`; nil where that is no percentage.
  private func part(_ text: String) -> String? {
    let (number, isPercent) = Percentage.split(text)
    guard isPercent, case .real(let part) = Value(literal: number).scaled(isPercent: true) else { return nil }
    return Value.real(part).text()
  }

  /// A value of the kind, for messages: `a date, such as 2025-05-24`
  public var wanted: String {
    switch self {
    case .text: "a text"
    case .number: "a number, such as 20"
    case .date: "a date, such as 2025-05-24"
    case .time: "a time, such as 2025-05-24T07:30"
    case .duration: "a duration, such as 7h"
    case .boolean: "yes or no"
    }
  }
}
