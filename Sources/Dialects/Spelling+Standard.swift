import TallyColumns

/// What most dialects say alike.
extension Spelling {
  func type(of kind: Kind) -> String {
    switch kind {
    case .boolean: "BOOLEAN"
    case .whole, .duration: "BIGINT"
    case .real: "DOUBLE PRECISION"
    case .text: "VARCHAR"
    case .date: "DATE"
    case .time: "TIMESTAMP"
    }
  }

  func cast(_ value: SQLText, _ kind: Kind) -> SQLText {
    "CAST(\(value) AS \(.verbatim(type(of: kind))))"
  }

  // MARK: Names and values

  func quoted(_ name: String) -> String? {
    name.isEmpty || name.holdsNUL ? nil : name.quoted(by: "\"")
  }

  func literal(_ text: String) -> String? {
    text.holdsNUL ? nil : text.quoted(by: "'")
  }

  func real(_ value: Double) -> SQLText {
    let text = SQLText.verbatim(value.description)
    return value < 0 ? text.binding(.sign) : text
  }

  var days: ClosedRange<Int64> {
    CalendarDate(year: 1, month: 1, day: 1).days...CalendarDate(year: 9999, month: 12, day: 31).days
  }

  func date(_ iso: String) -> SQLText { "DATE '\(.verbatim(iso))'" }
  func time(_ iso: String) -> SQLText { "TIMESTAMP '\(.verbatim(iso))'" }

  /// A day as a literal; nil where it could not be compared with others.
  func literal(day: Int64) -> SQLText? {
    days.contains(day) ? date(CalendarDate(days: day).description) : nil
  }

  /// `2025-05-24 07:30:00`, with six digits more where there is a fraction of a second.
  func literal(moment: Int64) -> SQLText? {
    days.contains(moment.flooredDivision(by: Moment.perDay)) ? time(ISOTime.text(moment)) : nil
  }

  // MARK: Conditions and text

  var foldsOnlyASCII: Bool { false }
  func lower(_ text: SQLText) -> SQLText { .call("LOWER", text) }
  func upper(_ text: SQLText) -> SQLText { .call("UPPER", text) }
  func length(_ text: SQLText) -> SQLText { .call("LENGTH", text) }
  func byBytes(_ text: SQLText) -> SQLText { text }

  func starts(_ text: SQLText, with part: SQLText, count: Int) -> SQLText {
    .call("STARTS_WITH", text, part)
  }

  func joined(_ texts: [SQLText]) -> SQLText {
    .joined(texts.map { $0.inside(.sign) }, " || ").binding(.sign)
  }

  func replaced(_ text: SQLText, _ piece: SQLText, by other: SQLText) -> SQLText {
    .call("REPLACE", text, piece, other)
  }

  func part(_ text: SQLText, from start: Int64, length: Int64?) -> SQLText {
    let rest: SQLText = length.map { ", \(.verbatim(String($0)))" } ?? ""
    guard start < 0 else { return "SUBSTR(\(text), \(.verbatim(String(start)))\(rest))" }
    // Places before the first hold nothing, and take up of the length.
    let before = SQLText.verbatim(String(-(start + 1)))
    let first = SQLText.infix(.call("LENGTH", text), "-", before, .sum)
    return "SUBSTR(\(text), \(first)\(rest))"
  }

  func piece(_ text: SQLText, separator: String, quoted: SQLText, _ place: Int64) -> SQLText? {
    let width = separator.unicodeScalars.count
    let removed = SQLText.infix(
      .call("LENGTH", text), "-", .call("LENGTH", .call("REPLACE", text, quoted, "''")), .sum)
    guard let least = Int64(exactly: Double(width) * (Double(place.magnitude) - 1)) else { return nil }
    // So many separators take up so many code points.
    return .when(
      .compare(removed, ">=", .verbatim(String(least))),
      .call("SPLIT_PART", text, quoted, .verbatim(String(place))))
  }

  var hasPatterns: Bool { true }

  func perhaps(_ condition: SQLText) -> SQLText {
    ("\(condition.inside(.whole)) IS NOT FALSE" as SQLText).binding(.comparison)
  }

  // MARK: Numbers

  var overflow: String? { nil }

  func quotient(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    .infix(isReal ? a : cast(a, .real), "/", divisor(b), .product)
  }

  func remainder(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText { .infix(a, "%", divisor(b), .product) }

  /// NULL instead of 0; a number that is written out needs no asking.
  func divisor(_ b: SQLText) -> SQLText {
    if let number = Double(b.written()), number != 0 { return b }
    return .call("NULLIF", b, "0")
  }

  func realKey(_ real: SQLText) -> SQLText { real }

  func absolute(_ value: SQLText, isReal: Bool) -> SQLText { .call("ABS", value) }

  var typesAreOfValues: Bool { false }
  func ofOneKind(_ numbers: [SQLText]) -> [SQLText] { numbers }

  func roundedToWhole(_ value: SQLText) -> SQLText { cast(rounded(value), .whole) }

  func rounded(_ value: SQLText) -> SQLText { .call("ROUND", value) }
  func rounded(_ value: SQLText, digits: SQLText) -> SQLText { .call("ROUND", value, digits) }
  /// What is rounded by scaling, unless the scaled number is so great that it is a whole one anyway. A few
  /// digits that are written out never make it so.
  func whereFractionsAre(
    _ scaled: SQLText, _ digits: SQLText, _ rounded: SQLText, else value: SQLText
  ) -> SQLText {
    if let count = Int(digits.written()), (-15...15).contains(count) { return rounded }
    let isSmall = SQLText.compare(.call("ABS", scaled), "<", "4503599627370496")
    return "CASE WHEN \(isSmall) THEN \(rounded) WHEN \(SQLText.isNotNull(digits)) THEN \(value) END"
  }

  func power(_ a: SQLText, _ b: SQLText) -> SQLText { .call("POWER", a, b) }

  func finite(_ value: SQLText) -> SQLText { value }

  func root(_ value: SQLText) -> SQLText {
    .when(.compare(value, ">=", "0"), .call("SQRT", value))
  }

  func logarithm(_ value: SQLText, name: String) -> SQLText {
    .when(.compare(value, ">", "0"), .call(name, value))
  }

  func extreme(_ values: [SQLText], isMaximum: Bool) -> SQLText {
    let found = SQLText.call(isMaximum ? "GREATEST" : "LEAST", values)
    let open = values.filter { Double($0.written()) == nil }
    return open.isEmpty ? found : .when(.all(open.map(SQLText.isNotNull)), found)
  }

  // MARK: Dates and times

  func period(_ level: DateLevel, _ moment: SQLText, isTime: Bool) -> SQLText {
    let start = SQLText.call("DATE_TRUNC", "'\(.verbatim(level.rawValue))'", moment)
    return level.needsTime ? start : cast(start, .date)
  }

  func part(_ name: String, _ moment: SQLText, isTime: Bool) -> SQLText {
    let field = name == "weekday" ? "ISODOW" : name.uppercased()
    return "EXTRACT(\(.verbatim(field)) FROM \(moment))"
  }

  func date(of time: SQLText) -> SQLText { cast(time, .date) }
  func time(of date: SQLText) -> SQLText { cast(date, .time) }

  func adding(days: SQLText, to date: SQLText, isSubtraction: Bool) -> SQLText {
    let count = Int32(days.written()) == nil ? "CAST(\(days) AS INTEGER)" : days
    return .infix(date, isSubtraction ? "-" : "+", count, .sum)
  }

  func microseconds(from b: SQLText, isTime bIsTime: Bool, to a: SQLText, isTime aIsTime: Bool) -> SQLText {
    let number = { (moment: SQLText, isTime: Bool) in momentNumber(isTime ? moment : time(of: moment)) }
    return .infix(number(a, aIsTime), "-", number(b, bIsTime), .sum)
  }

  func days(from b: SQLText, to a: SQLText) -> SQLText { .infix(a, "-", b, .sum) }

  // MARK: Aggregates and windows

  func aggregate(_ name: String, _ value: SQLText) -> SQLText { .call(name, value) }
  func mean(_ value: SQLText, isWhole: Bool) -> SQLText { aggregate("AVG", value) }

  func quantile(_ value: SQLText, _ fraction: Double) -> SQLText? {
    "PERCENTILE_CONT(\(.verbatim(fraction.description))) WITHIN GROUP (ORDER BY \(value))"
  }

  func correlation(_ a: SQLText, _ b: SQLText) -> SQLText? { .call("CORR", a, b) }

  func any(_ value: SQLText, _ kind: Kind) -> SQLText { aggregate("MAX", value) }

  func deviation(_ value: SQLText, isSquared: Bool) -> SQLText? {
    .call(isSquared ? "VAR_SAMP" : "STDDEV_SAMP", value)
  }

  func neighbour(_ value: SQLText, isNext: Bool, over window: SQLText, isOrdered: Bool) -> SQLText {
    "\(.verbatim(isNext ? "LEAD" : "LAG"))(\(value)) OVER (\(window))"
  }

  // MARK: The statement

  var countsInSteps: Bool { false }

  func periods(_ level: DateLevel, _ column: String, from table: String, as step: String) -> [String] {
    let length = level == .quarter ? "3 months" : "1 \(level.rawValue)"
    let kind = level.needsTime ? type(of: .time) : type(of: .date)
    let series = "GENERATE_SERIES(MIN(\(column)), MAX(\(column)), INTERVAL '\(length)')"
    return ["SELECT CAST(\(unnested(series)) AS \(kind)) AS period", "FROM \(table)"]
  }

  /// The elements of a series, each a row.
  func unnested(_ series: String) -> String { series }

  func place(in columnNames: Set<String>) -> SQLText? { nil }

  var settingOfJoins: String? { nil }

  func slice(skip: Int, limit: Int?) -> [String] {
    [limit.map { "LIMIT \($0)" }, skip > 0 ? "OFFSET \(skip)" : nil].compactMap { $0 }
  }
}
