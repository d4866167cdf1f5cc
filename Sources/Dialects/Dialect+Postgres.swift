import TallyColumns

/// PostgreSQL: strict about kinds, and errors where others say NULL.
struct PostgresSpelling: Spelling {
  let title = "Postgres"

  func type(of kind: Kind) -> String {
    switch kind {
    case .boolean: "boolean"
    case .whole, .duration: "bigint"
    case .real: "double precision"
    case .text: "text"
    case .date: "date"
    case .time: "timestamp"
    }
  }

  /// Backslashes mean something in a plain literal only where `standard_conforming_strings` is off; in one
  /// with an E they always do.
  func literal(_ text: String) -> String? {
    guard !text.holdsNUL else { return nil }
    guard text.utf8.contains(UInt8(ascii: "\\")) else { return text.quoted(by: "'") }
    return "E" + text.escaping(["\\"], with: "\\").quoted(by: "'")
  }

  func byBytes(_ text: SQLText) -> SQLText {
    ("\(text.inside(.whole)) COLLATE \"C\"" as SQLText).binding(.sign)
  }

  func contains(_ text: SQLText, _ part: SQLText) -> SQLText {
    .compare(.call("STRPOS", text, part), ">", "0")
  }

  func ends(_ text: SQLText, with part: SQLText, count: Int) -> SQLText {
    .compare("RIGHT(\(text), \(count))", "=", part)
  }

  func matches(_ text: SQLText, _ pattern: String) -> SQLText? {
    let isExact = pattern.hasPrefix("(?-i)")
    let rest = isExact ? String(pattern.dropFirst(5)) : pattern
    guard let read = PostgresPattern.text(rest), let quoted = literal(read) else { return nil }
    return .compare(text, isExact ? "~" : "~*", .verbatim(quoted))
  }

  /// Groups are counted from 1 in what is found, so the pattern as a whole is made one.
  func firstMatch(_ text: SQLText, _ pattern: String, group: Int64) -> SQLText? {
    let isExact = pattern.hasPrefix("(?-i)")
    let rest = isExact ? String(pattern.dropFirst(5)) : pattern
    guard let read = PostgresPattern.text(rest), let quoted = literal("(\(read))"), group < 100 else {
      return nil
    }
    let flags: SQLText = isExact ? "" : ", 'i'"
    return "(REGEXP_MATCH(\(text), \(.verbatim(quoted))\(flags)))[\(Int(group) + 1)]"
  }

  /// Reals have no `%`, and decimals have one.
  func remainder(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    guard isReal else { return .infix(a, "%", divisor(b), .product) }
    let rest = SQLText.call("MOD", decimal(a), divisor(decimal(b)))
    return cast(rest, .real)
  }

  /// Reals are rounded to even, decimals away from zero.
  func rounded(_ value: SQLText) -> SQLText { cast(.call("ROUND", decimal(value)), .real) }

  func roundedToWhole(_ value: SQLText) -> SQLText { cast(.call("ROUND", decimal(value)), .whole) }

  func rounded(_ value: SQLText, digits: SQLText) -> SQLText {
    cast("ROUND(\(decimal(value)), CAST(\(digits) AS integer))", .real)
  }

  private func decimal(_ value: SQLText) -> SQLText { "CAST(\(value) AS numeric)" }

  func power(_ a: SQLText, _ b: SQLText) -> SQLText { .call("POWER", cast(a, .real), b) }

  func root(_ value: SQLText) -> SQLText {
    .when(.compare(value, ">=", "0"), .call("SQRT", cast(value, .real)))
  }

  func logarithm(_ value: SQLText, name: String) -> SQLText {
    .when(.compare(value, ">", "0"), .call(name, cast(value, .real)))
  }

  func period(_ level: DateLevel, _ moment: SQLText, isTime: Bool) -> SQLText {
    let time = isTime ? moment : cast(moment, .time)
    let start = SQLText.call("DATE_TRUNC", "'\(.verbatim(level.rawValue))'", time)
    return level.needsTime ? start : cast(start, .date)
  }

  func part(_ name: String, _ moment: SQLText, isTime: Bool) -> SQLText {
    let field = name == "weekday" ? "ISODOW" : name.uppercased()
    let part = "EXTRACT(\(.verbatim(field)) FROM \(moment))" as SQLText
    // Seconds and their fractions stay behind.
    return cast(name == "second" ? .call("FLOOR", part) : part, .whole)
  }

  func adding(
    microseconds: SQLText, seconds: Int64?, to moment: SQLText, isTime: Bool, isSubtraction: Bool
  ) -> SQLText {
    let length: SQLText =
      if let seconds {
        "INTERVAL '\(.verbatim(String(seconds))) seconds'"
      } else {
        .infix(microseconds, "*", "INTERVAL '1 microsecond'", .product)
      }
    return .infix(isTime ? moment : time(of: moment), isSubtraction ? "-" : "+", length, .sum)
  }

  func microseconds(from b: SQLText, isTime bIsTime: Bool, to a: SQLText, isTime aIsTime: Bool) -> SQLText {
    let length = SQLText.infix(aIsTime ? a : time(of: a), "-", bIsTime ? b : time(of: b), .sum)
    return cast(.infix("EXTRACT(EPOCH FROM \(length))", "*", "1000000", .product), .duration)
  }

  func dayNumber(_ date: SQLText) -> SQLText { .infix(date, "-", "DATE '1970-01-01'", .sum) }

  func date(ofDayNumber number: SQLText) -> SQLText {
    .infix("DATE '1970-01-01'", "+", "CAST(FLOOR(\(number)) AS integer)", .sum)
  }

  func momentNumber(_ time: SQLText) -> SQLText {
    .infix("EXTRACT(EPOCH FROM \(time))", "*", "1000000", .product)
  }

  func time(ofMomentNumber number: SQLText) -> SQLText {
    adding(
      microseconds: .call("FLOOR", number), seconds: nil, to: time("1970-01-01 00:00:00"), isTime: true,
      isSubtraction: false)
  }

  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText {
    let down: SQLText = isMaximum ? " DESC" : ""
    let order = "\(byBytes(lower(text)))\(down), \(byBytes(text))\(down)" as SQLText
    return "(ARRAY_AGG(\(text) ORDER BY \(order)) FILTER (WHERE \(SQLText.isNotNull(text))))[1]"
  }

  /// Yes and no have no greatest.
  func any(_ value: SQLText, _ kind: Kind) -> SQLText {
    .call(kind == .boolean ? "BOOL_OR" : "MAX", value)
  }
}
