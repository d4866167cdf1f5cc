import TallyColumns

/// SQLite: dates are text, and what it has no function for is written out.
struct SQLiteSpelling: Spelling {
  let title = "SQLite"

  func type(of kind: Kind) -> String {
    switch kind {
    case .boolean, .whole, .duration: "INTEGER"
    case .real: "REAL"
    case .text, .date, .time: "TEXT"
    }
  }

  func quoted(_ name: String) -> String? {
    name.holdsNUL ? nil : name.quoted(by: "\"")
  }

  var days: ClosedRange<Int64> {
    CalendarDate(year: 0, month: 1, day: 1).days...CalendarDate(year: 9999, month: 12, day: 31).days
  }

  func date(_ iso: String) -> SQLText { "'\(.verbatim(iso))'" }
  func time(_ iso: String) -> SQLText { "'\(.verbatim(iso))'" }

  var foldsOnlyASCII: Bool { true }

  func contains(_ text: SQLText, _ part: SQLText) -> SQLText {
    .compare(.call("INSTR", text, part), ">", "0")
  }

  func starts(_ text: SQLText, with part: SQLText, count: Int) -> SQLText {
    .compare("SUBSTR(\(text), 1, \(count))", "=", part)
  }

  func ends(_ text: SQLText, with part: SQLText, count: Int) -> SQLText {
    .compare("SUBSTR(\(text), -\(count))", "=", part)
  }

  func matches(_ text: SQLText, _ pattern: String) -> SQLText? { nil }
  func firstMatch(_ text: SQLText, _ pattern: String, group: Int64) -> SQLText? { nil }
  var hasPatterns: Bool { false }

  /// Places below 0 are counted from behind here, too.
  func part(_ text: SQLText, from start: Int64, length: Int64?) -> SQLText {
    guard let length else { return "SUBSTR(\(text), \(.verbatim(String(start))))" }
    return "SUBSTR(\(text), \(.verbatim(String(start))), \(.verbatim(String(length))))"
  }

  /// Only the first piece has an end that can be looked for.
  func piece(_ text: SQLText, separator: String, quoted: SQLText, _ place: Int64) -> SQLText? {
    guard place == 1 else { return nil }
    return "SUBSTR(\(text), 1, INSTR(\(text.inside(.sign)) || \(quoted), \(quoted)) - 1)"
  }

  /// Nothing is replaced where there is nothing to look for, not even by NULL.
  func replaced(_ text: SQLText, _ piece: SQLText, by other: SQLText) -> SQLText {
    let replaced = SQLText.call("REPLACE", text, piece, other)
    return other.written().hasPrefix("'") ? replaced : .when(.isNotNull(other), replaced)
  }

  var typesAreOfValues: Bool { true }

  var overflow: String? { "turns into a real" }

  /// What is divided by 0 is NULL.
  func quotient(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    .infix(isReal ? a : cast(a, .real), "/", b, .product)
  }

  /// `%` is of whole numbers only.
  func remainder(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    isReal ? .call("MOD", a, b) : .infix(a, "%", b, .product)
  }

  /// `ROUND(x, 1)` would round the binary number, of which 0.35 is a little less.
  func rounded(_ value: SQLText, digits: SQLText) -> SQLText {
    // Tens to a power below all reals would be 0.
    let power = Int(digits.written()) == nil ? .call("MAX", digits, "-300") : digits
    let scale = SQLText.call("POWER", "10", power)
    let scaled = SQLText.infix(value, "*", scale, .product)
    return whereFractionsAre(
      scaled, digits, .infix(.call("ROUND", scaled), "/", scale, .product), else: value)
  }

  /// A number that is too great to be written is infinite.
  func finite(_ value: SQLText) -> SQLText { .when(.compare(.call("ABS", value), "<", "9e999"), value) }

  func root(_ value: SQLText) -> SQLText { .call("SQRT", value) }
  func logarithm(_ value: SQLText, name: String) -> SQLText { .call(name, value) }

  func extreme(_ values: [SQLText], isMaximum: Bool) -> SQLText {
    .call(isMaximum ? "MAX" : "MIN", values)
  }

  /// Dates are cut off times first: the engine rounds to a millisecond, and so perhaps into the next day.
  func period(_ level: DateLevel, _ moment: SQLText, isTime: Bool) -> SQLText {
    let day = isTime ? date(of: moment) : moment
    switch level {
    case .year: return "DATE(\(day), 'start of year')"
    case .month: return "DATE(\(day), 'start of month')"
    case .quarter:
      let behind = "(STRFTIME('%m', \(day)) - 1) % 3" as SQLText
      return "DATE(\(day), 'start of month', '-' || (\(behind)) || ' months')"
    // On to the Sunday of the week, and back to its Monday.
    case .week: return "DATE(\(day), 'weekday 0', '-6 days')"
    case .day: return day
    case .hour: return ("SUBSTR(\(moment), 1, 13) || ':00:00'" as SQLText).binding(.sign)
    case .minute: return ("SUBSTR(\(moment), 1, 16) || ':00'" as SQLText).binding(.sign)
    }
  }

  func part(_ name: String, _ moment: SQLText, isTime: Bool) -> SQLText {
    let day = isTime ? date(of: moment) : moment
    let format = { (format: String) -> SQLText in "STRFTIME('%\(.verbatim(format))', \(day))" }
    switch name {
    case "quarter": return ("(\(format("m")) + 2) / 3" as SQLText).binding(.product)
    // The week of a day is that of its Thursday.
    case "week":
      let thursday = "STRFTIME('%j', \(day), '-3 days', 'weekday 4')" as SQLText
      return ("(\(thursday) - 1) / 7 + 1" as SQLText).binding(.sum)
    case "weekday": return ("(\(format("w")) + 6) % 7 + 1" as SQLText).binding(.sum)
    case "hour": return cast("SUBSTR(\(moment), 12, 2)", .whole)
    case "minute": return cast("SUBSTR(\(moment), 15, 2)", .whole)
    case "second": return cast("SUBSTR(\(moment), 18, 2)", .whole)
    default: return cast(format(name == "year" ? "Y" : name == "month" ? "m" : "d"), .whole)
    }
  }

  func date(of time: SQLText) -> SQLText { "SUBSTR(\(time), 1, 10)" }

  func time(of date: SQLText) -> SQLText {
    ("\(date.inside(.sign)) || ' 00:00:00'" as SQLText).binding(.sign)
  }

  func adding(days: SQLText, to date: SQLText, isSubtraction: Bool) -> SQLText {
    let count = isSubtraction ? ("-\(days.inside(.whole))" as SQLText).binding(.sign) : days
    return "DATE(\(date), \(count.inside(.sign)) || ' days')"
  }

  func adding(
    microseconds: SQLText, seconds: Int64?, to moment: SQLText, isTime: Bool, isSubtraction: Bool
  ) -> SQLText {
    if !isTime, let seconds {
      let sign = (seconds < 0) == isSubtraction ? "+" : "-"
      return "DATETIME(\(moment), '\(.verbatim(sign + String(seconds.magnitude))) seconds')"
    }
    let start = number(of: moment, isTime: isTime)
    return time(ofMomentNumber: .infix(start, isSubtraction ? "-" : "+", microseconds, .sum))
  }

  func microseconds(from b: SQLText, isTime bIsTime: Bool, to a: SQLText, isTime aIsTime: Bool) -> SQLText {
    .infix(number(of: a, isTime: aIsTime), "-", number(of: b, isTime: bIsTime), .sum)
  }

  private func number(of moment: SQLText, isTime: Bool) -> SQLText {
    isTime ? momentNumber(moment) : ("UNIXEPOCH(\(moment)) * 1000000" as SQLText).binding(.product)
  }

  func days(from b: SQLText, to a: SQLText) -> SQLText { .infix(dayNumber(a), "-", dayNumber(b), .sum) }

  func dayNumber(_ date: SQLText) -> SQLText {
    ("UNIXEPOCH(\(date)) / 86400" as SQLText).binding(.product)
  }

  func date(ofDayNumber number: SQLText) -> SQLText { "DATE(FLOOR(\(number)) * 86400, 'unixepoch')" }

  /// Microseconds since 1970; the fraction has six digits or none.
  func momentNumber(_ time: SQLText) -> SQLText {
    let seconds = "UNIXEPOCH(SUBSTR(\(time), 1, 19)) * 1000000" as SQLText
    return ("\(seconds) + CAST(SUBSTR(\(time), 21) AS INTEGER)" as SQLText).binding(.sum)
  }

  func time(ofMomentNumber number: SQLText) -> SQLText {
    let fraction = "(us % 1000000 + 1000000) % 1000000" as SQLText
    let seconds = "DATETIME((us - \(fraction)) / 1000000, 'unixepoch')" as SQLText
    let behind = "CASE WHEN \(fraction) > 0 THEN PRINTF('.%06d', \(fraction)) ELSE '' END" as SQLText
    return "(SELECT \(seconds) || \(behind) FROM (SELECT \(number) AS us))"
  }

  /// Small letters first and then the text itself, cut off again behind a sign that comes before all letters.
  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText {
    let name = isMaximum ? "MAX" : "MIN"
    let found = "\(.verbatim(name))(\(lower(text)) || CHAR(1) || \(text.inside(.sign)))" as SQLText
    return "SUBSTR(\(found), INSTR(\(found), CHAR(1)) + 1)"
  }

  func quantile(_ value: SQLText, _ fraction: Double) -> SQLText? { nil }
  func correlation(_ a: SQLText, _ b: SQLText) -> SQLText? { nil }
  func deviation(_ value: SQLText, isSquared: Bool) -> SQLText? { nil }

  /// The number of the row, under a name that no column has taken.
  func place(in columnNames: Set<String>) -> SQLText? {
    ["rowid", "_rowid_", "oid"].first { !columnNames.contains($0) }.map { .column($0) }
  }

  var countsInSteps: Bool { true }

  func periods(_ level: DateLevel, _ column: String, from table: String, as step: String) -> [String] {
    let length = ["quarter": "+3 months", "week": "+7 days"][level.rawValue] ?? "+1 \(level.rawValue)"
    let function = level.needsTime ? "DATETIME" : "DATE"
    return [
      "SELECT MIN(\(column)) AS period", "FROM \(table)", "HAVING COUNT(\(column)) > 0", "UNION ALL",
      "SELECT \(function)(period, '\(length)')", "FROM \(step)",
      "WHERE period < (SELECT MAX(\(column)) FROM \(table))",
    ]
  }

  func slice(skip: Int, limit: Int?) -> [String] {
    guard limit != nil || skip > 0 else { return [] }
    return ["LIMIT \(limit ?? -1)"] + (skip > 0 ? ["OFFSET \(skip)"] : [])
  }
}
