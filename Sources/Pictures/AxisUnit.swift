import TallyColumns

/// What the numbers along an axis are, which decides where its ticks stand and how they are written.
enum AxisUnit: Sendable, Hashable {
  case number
  /// A part of a whole.
  case percent
  /// A length of time in microseconds.
  case duration
  /// A number that names, such as a year: without separators.
  case ordinal
  /// Days since 1970-01-01.
  case calendar

  init(_ column: Column, _ field: Field) {
    switch (column.kind, field.presentation) {
    case (.date, _), (.time, _): self = .calendar
    case (.duration, _): self = .duration
    case (_, .percent): self = .percent
    case (_, .ordinal), (_, .weekday): self = .ordinal
    default: self = .number
    }
  }

  /// A number beside the axis, by itself.
  func text(_ number: Double) -> String {
    switch self {
    case .percent: Value.real(number).text(.readable, as: .percent)
    case .duration: Int64(exactly: number.rounded()).map(Moment.durationText) ?? Value.real(number).text()
    default: Value.real(number).text(.readable)
    }
  }
}
