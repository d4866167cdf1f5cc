/// What a column's values are.
public enum Kind: String, Sendable, Hashable, CaseIterable {
  /// `yes` or `no`, stored as 1 and 0.
  case boolean
  /// A 64-bit whole number.
  case whole
  /// A 64-bit binary floating-point number (IEEE 754); never NaN, which is unknown.
  case real
  /// Unicode text.
  case text
  /// A day, stored as days since 1970-01-01.
  case date
  /// A moment in UTC, stored as microseconds since 1970-01-01T00:00.
  case time
  /// A length of time, stored as microseconds.
  case duration

  /// The kind in plain words: `a whole number`.
  public var phrase: String {
    switch self {
    case .boolean: "yes or no"
    case .whole: "a whole number"
    case .real: "a number"
    case .text: "text"
    case .date: "a date"
    case .time: "a time"
    case .duration: "a duration"
    }
  }

  /// The kind in one word, as `describe` shows it.
  public var word: String {
    switch self {
    case .boolean: "yes/no"
    default: rawValue
    }
  }

  /// Whole and real numbers.
  public var isNumber: Bool { self == .whole || self == .real }
  /// Kinds that a figure with bounds can have.
  public var canBeBounded: Bool { isNumber || self == .duration }
}

/// How a column's values want to be shown, beyond their kind.
public enum Presentation: Sendable, Hashable {
  case plain
  /// A part of a whole: 0.951 is shown as 95.1 %.
  case percent
  /// A date or time that stands for the period it begins: `2025-05` for May.
  case period(DateLevel)
  /// 1 for Monday to 7 for Sunday, shown by name.
  case weekday
  /// A number that names rather than counts, such as a year or an identifier: without thousands separators.
  case ordinal
  /// A text of counts, `3 1 0` or `3 1 1 of 5`: people see signs of their height.
  case counts
}
