import TallyColumns

extension ScalarFunction {
  /// Functions of dates and times.
  static let calendar: [ScalarFunction] = [
    part("day", "the day of the month, 1 to 31", "24") { Int64(CalendarDate(days: $0).day) },
    part("month", "the month of the year, 1 to 12", "5") { Int64(CalendarDate(days: $0).month) },
    part("quarter", "the quarter of the year, 1 to 4", "2") {
      Int64((CalendarDate(days: $0).month - 1) / 3 + 1)
    },
    part("week", "the ISO 8601 week of the year, 1 to 53", "21") {
      Int64(CalendarDate.isoWeek(ofDay: $0).week)
    },
    part("weekday", "the day of the week, Monday to Sunday", "Saturday", presentation: .weekday) {
      Int64(CalendarDate.weekday(ofDay: $0))
    },
    part("year", "the year", "2025", presentation: .ordinal) { Int64(CalendarDate(days: $0).year) },
    clock("hour", "the hour of the day, 0 to 23", "7") { $0 / Moment.perHour },
    clock("minute", "the minute of the hour, 0 to 59", "30") { $0 / Moment.perMinute % 60 },
    clock("second", "the second of the minute, 0 to 59", "0") { $0 / Moment.perSecond % 60 },
    ScalarFunction(
      "date", usage: "date(time)", "the day a time falls on",
      examples: [Example("date(2025-05-24T07:30)", "2025-05-24")], parameters: [.dateOrTime],
      result: { _ in ValueType(.date) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .date) { $0 }
      }),
  ]

  /// The period of a level that a date or time falls into, by its first day or moment.
  public static func period(_ level: DateLevel) -> ScalarFunction {
    ScalarFunction(
      level.rawValue, usage: "\(level.rawValue) of date", "the \(level.rawValue) that a date falls into",
      parameters: [level.needsTime ? .time : .dateOrTime],
      result: { types in ValueType(level.needsTime ? .time : .date, presentation: .period(level)) },
      kernel: .vectors { arguments, rows in
        if level.needsTime {
          return Kernels.mapIntegers(arguments[0], rows: rows, kind: .time) { level.start(ofMoment: $0) }
        }
        return Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .date) {
          level.start(ofDay: $0)
        }
      })
  }

  private static func part(
    _ name: String, _ summary: String, _ answer: String, presentation: Presentation = .plain,
    _ operation: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(date)", summary, examples: [Example("\(name)(2025-05-24)", answer)],
      parameters: [.dateOrTime], result: { _ in ValueType(.whole, presentation: presentation) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(Kernels.days(arguments[0], rows: rows), rows: rows, kind: .whole, operation)
      })
  }

  private static func clock(
    _ name: String, _ summary: String, _ answer: String, _ operation: @escaping @Sendable (Int64) -> Int64
  ) -> ScalarFunction {
    ScalarFunction(
      name, usage: "\(name)(time)", summary, examples: [Example("\(name)(2025-05-24T07:30)", answer)],
      parameters: [.time], result: { _ in ValueType(.whole) },
      kernel: .vectors { arguments, rows in
        Kernels.mapIntegers(arguments[0], rows: rows, kind: .whole) { moment in
          operation(moment.flooredRemainder(by: Moment.perDay))
        }
      })
  }
}

extension Kernels {
  /// Times as the days they fall on; dates as they are.
  static func days(_ vector: Vector, rows: Int) -> Vector {
    guard vector.kind == .time else { return vector }
    return mapIntegers(vector, rows: rows, kind: .date) { $0.flooredDivision(by: Moment.perDay) }
  }
}
