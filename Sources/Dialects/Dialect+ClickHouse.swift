import TallyColumns

/// ClickHouse: functions instead of operators, and backslashes in literals and names.
struct ClickHouseSpelling: Spelling {
  let title = "ClickHouse"

  func type(of kind: Kind) -> String {
    switch kind {
    case .boolean: "Bool"
    case .whole, .duration: "Int64"
    case .real: "Float64"
    case .text: "String"
    case .date: "Date32"
    case .time: "DateTime64(6, 'UTC')"
    }
  }

  func cast(_ value: SQLText, _ kind: Kind) -> SQLText {
    // What is behind a NULL is cast, too, and may be no number.
    kind == .whole || kind == .duration
      ? "accurateCastOrNull(\(value), 'Int64')"
      : "CAST(\(value) AS Nullable(\(.verbatim(type(of: kind)))))"
  }

  func quoted(_ name: String) -> String? {
    name.isEmpty || name.holdsNUL ? nil : "\"\(name.escaping(["\\", "\""], with: "\\"))\""
  }

  func literal(_ text: String) -> String? {
    text.holdsNUL ? nil : "'\(text.escaping(["\\", "'"], with: "\\"))'"
  }

  var days: ClosedRange<Int64> {
    CalendarDate(year: 1900, month: 1, day: 1).days...CalendarDate(year: 2299, month: 12, day: 31).days
  }

  func date(_ iso: String) -> SQLText { "toDate32('\(.verbatim(iso))')" }
  func time(_ iso: String) -> SQLText { "toDateTime64('\(.verbatim(iso))', 6, 'UTC')" }

  func lower(_ text: SQLText) -> SQLText { .call("lowerUTF8", text) }
  func upper(_ text: SQLText) -> SQLText { .call("upperUTF8", text) }
  /// Numbers without a sign do not go together with others.
  func length(_ text: SQLText) -> SQLText { .call("toInt64", .call("lengthUTF8", text)) }

  func contains(_ text: SQLText, _ part: SQLText) -> SQLText {
    .compare(.call("position", text, part), ">", "0")
  }

  func starts(_ text: SQLText, with part: SQLText, count: Int) -> SQLText { .call("startsWith", text, part) }
  func ends(_ text: SQLText, with part: SQLText, count: Int) -> SQLText { .call("endsWith", text, part) }

  /// The point would stand for a newline, too.
  func matches(_ text: SQLText, _ pattern: String) -> SQLText? {
    literal("(?i-s)" + pattern).map { .call("match", text, .verbatim($0)) }
  }

  var settingOfJoins: String? { "SETTINGS join_use_nulls = 1" }

  func firstMatch(_ text: SQLText, _ pattern: String, group: Int64) -> SQLText? {
    guard let quoted = literal("(?i-s)" + pattern).map(SQLText.verbatim), group < 100 else { return nil }
    return .when(
      .call("match", text, quoted), "regexpExtract(\(text), \(quoted), \(Int(group)))")
  }

  func joined(_ texts: [SQLText]) -> SQLText { .call("concat", texts) }

  func replaced(_ text: SQLText, _ piece: SQLText, by other: SQLText) -> SQLText {
    .call("replaceAll", text, piece, other)
  }

  func part(_ text: SQLText, from start: Int64, length: Int64?) -> SQLText {
    let first = start == 0 ? 1 : start
    // The place 0 takes up one of the length, and holds nothing.
    let count = length.map { start == 0 ? max(0, $0 - 1) : $0 }
    let rest: SQLText = count.map { ", \(.verbatim(String($0)))" } ?? ""
    return "substringUTF8(\(text), \(.verbatim(String(first)))\(rest))"
  }

  func piece(_ text: SQLText, separator: String, quoted: SQLText, _ place: Int64) -> SQLText? {
    let pieces = "splitByString(\(quoted), assumeNotNull(\(text)))" as SQLText
    let isThere = SQLText.compare(.call("length", pieces), ">=", .verbatim(String(place.magnitude)))
    return .when(
      .all([.isNotNull(text), isThere]), "\(pieces)[\(.verbatim(String(place)))]")
  }

  func perhaps(_ condition: SQLText) -> SQLText { .call("coalesce", condition, "true") }

  var overflow: String? { "wraps around" }

  /// Always a real.
  func quotient(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    .infix(a, "/", divisor(b), .product)
  }

  func absolute(_ value: SQLText, isReal: Bool) -> SQLText {
    let size = SQLText.call("abs", value)
    return isReal ? size : .call("toInt64", size)
  }

  /// 0 and −0 would be two groups.
  func realKey(_ real: SQLText) -> SQLText { .infix(real, "+", "0", .sum) }

  /// They would become a kind that cannot be compared.
  func ofOneKind(_ numbers: [SQLText]) -> [SQLText] { numbers.map { .call("toFloat64", $0) } }

  /// `round` goes to even.
  func rounded(_ value: SQLText) -> SQLText {
    .infix(.call("sign", value), "*", "floor(abs(\(value)) + 0.5)", .product)
  }

  func rounded(_ value: SQLText, digits: SQLText) -> SQLText {
    let scale = SQLText.call("exp10", digits)
    let scaled = SQLText.infix(value, "*", scale, .product)
    return whereFractionsAre(scaled, digits, .infix(rounded(scaled), "/", scale, .product), else: value)
  }

  func power(_ a: SQLText, _ b: SQLText) -> SQLText { .call("pow", a, b) }
  func root(_ value: SQLText) -> SQLText { finite(.call("sqrt", value)) }
  func logarithm(_ value: SQLText, name: String) -> SQLText {
    finite(.call(name == "LN" ? "log" : "log10", value))
  }

  func finite(_ value: SQLText) -> SQLText { "if(isFinite(\(value)), \(value), NULL)" }

  func period(_ level: DateLevel, _ moment: SQLText, isTime: Bool) -> SQLText {
    switch level {
    case .year: return "makeDate32(toYear(\(moment)), 1, 1)"
    case .quarter: return "makeDate32(toYear(\(moment)), toQuarter(\(moment)) * 3 - 2, 1)"
    case .month: return "makeDate32(toYear(\(moment)), toMonth(\(moment)), 1)"
    case .week:
      let day = isTime ? date(of: moment) : moment
      return "addDays(\(day), 1 - toDayOfWeek(\(moment)))"
    case .day: return isTime ? date(of: moment) : moment
    case .hour, .minute:
      let length = level == .hour ? Moment.perHour : Moment.perMinute
      let size = SQLText.verbatim(String(length))
      return "addMicroseconds(\(moment), -positiveModulo(\(momentNumber(moment)), \(size)))"
    }
  }

  func part(_ name: String, _ moment: SQLText, isTime: Bool) -> SQLText {
    let functions = [
      "year": "toYear", "quarter": "toQuarter", "month": "toMonth", "week": "toISOWeek",
      "day": "toDayOfMonth",
      "weekday": "toDayOfWeek", "hour": "toHour", "minute": "toMinute",
      "second": "toSecond",
    ]
    // Narrow numbers would wrap around early.
    return .call("toInt64", .call(functions[name] ?? "toYear", moment))
  }

  func date(of time: SQLText) -> SQLText { .call("toDate32", time) }
  func time(of date: SQLText) -> SQLText { "toDateTime64(\(date), 6, 'UTC')" }

  func adding(days: SQLText, to date: SQLText, isSubtraction: Bool) -> SQLText {
    .call(isSubtraction ? "subtractDays" : "addDays", date, days)
  }

  func adding(
    microseconds: SQLText, seconds: Int64?, to moment: SQLText, isTime: Bool, isSubtraction: Bool
  ) -> SQLText {
    let time = isTime ? moment : self.time(of: moment)
    if let seconds {
      let count = SQLText.verbatim(String(seconds))
      return .call(isSubtraction ? "subtractSeconds" : "addSeconds", time, count)
    }
    return .call(isSubtraction ? "subtractMicroseconds" : "addMicroseconds", time, microseconds)
  }

  func days(from b: SQLText, to a: SQLText) -> SQLText { .infix(dayNumber(a), "-", dayNumber(b), .sum) }

  func dayNumber(_ date: SQLText) -> SQLText { .call("toInt64", date) }

  func date(ofDayNumber number: SQLText) -> SQLText { "toDate32(toInt32(floor(\(number))))" }

  func momentNumber(_ time: SQLText) -> SQLText { .call("toUnixTimestamp64Micro", time) }

  func time(ofMomentNumber number: SQLText) -> SQLText {
    "fromUnixTimestamp64Micro(toInt64(floor(\(number))), 'UTC')"
  }

  /// Of a column that cannot be NULL an aggregate would otherwise be 0 where there are no rows.
  func aggregate(_ name: String, _ value: SQLText) -> SQLText { .call(name.lowercased() + "OrNull", value) }

  /// A sum of whole numbers would wrap around on the way.
  func mean(_ value: SQLText, isWhole: Bool) -> SQLText {
    aggregate("AVG", isWhole ? .call("toFloat64", value) : value)
  }

  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText {
    let name = isMaximum ? "argMaxOrNull" : "argMinOrNull"
    return .call(name, text, .call("tuple", lower(text), text))
  }

  func quantile(_ value: SQLText, _ fraction: Double) -> SQLText? {
    .call("quantileExactInclusiveOrNull(\(fraction))", value)
  }

  func correlation(_ a: SQLText, _ b: SQLText) -> SQLText? { finite(.call("corrStable", a, b)) }

  func periods(_ level: DateLevel, _ column: String, from table: String, as step: String) -> [String] {
    let unit = level.rawValue
    let counted = "range(assumeNotNull(dateDiff('\(unit)', MIN(\(column)), MAX(\(column)))) + 1)"
    let function = "add\(unit.prefix(1).uppercased())\(unit.dropFirst())s"
    return [
      "SELECT \(function)(MIN(\(column)), arrayJoin(\(counted))) AS period", "FROM \(table)",
      "HAVING COUNT(\(column)) > 0",
    ]
  }

  func deviation(_ value: SQLText, isSquared: Bool) -> SQLText? {
    "if(count(\(value)) > 1, \(.verbatim(isSquared ? "varSampStable" : "stddevSampStable"))(\(value)), NULL)"
  }

  /// `LAG` is of the frame here, and of a column that cannot be NULL it would be 0 before the first row.
  func neighbour(_ value: SQLText, isNext: Bool, over window: SQLText, isOrdered: Bool) -> SQLText {
    let frame: SQLText =
      isOrdered ? " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING" : ""
    let name = isNext ? "leadInFrame" : "lagInFrame"
    return "\(.verbatim(name))(toNullable(\(value))) OVER (\(window)\(frame))"
  }
}
