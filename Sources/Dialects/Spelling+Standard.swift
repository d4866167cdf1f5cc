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
    name.isEmpty || name.utf8.contains(0) ? nil : "\"\(name.replacing("\"", with: "\"\""))\""
  }

  func literal(_ text: String) -> String? {
    text.utf8.contains(0) ? nil : "'\(text.replacing("'", with: "''"))'"
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

  // MARK: Conditions and text

  var foldsOnlyASCII: Bool { false }
  func lower(_ text: SQLText) -> SQLText { .call("LOWER", text) }
  func upper(_ text: SQLText) -> SQLText { .call("UPPER", text) }
  func length(_ text: SQLText) -> SQLText { .call("LENGTH", text) }
  func byBytes(_ text: SQLText) -> SQLText { text }

  func starts(_ text: SQLText, with part: SQLText, count: Int) -> SQLText {
    .call("STARTS_WITH", text, part)
  }

  var readsPatternsAlike: Bool { true }

  func perhaps(_ condition: SQLText) -> SQLText {
    ("\(condition.inside(.whole)) IS NOT FALSE" as SQLText).binding(.comparison)
  }

  // MARK: Numbers

  var overflow: String? { nil }

  func quotient(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    .infix(isReal ? a : cast(a, .real), "/", .call("NULLIF", b, "0"), .product)
  }

  func remainder(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText {
    .infix(a, "%", .call("NULLIF", b, "0"), .product)
  }

  func rounded(_ value: SQLText) -> SQLText { .call("ROUND", value) }
  func rounded(_ value: SQLText, digits: SQLText) -> SQLText { .call("ROUND", value, digits) }
  func power(_ a: SQLText, _ b: SQLText) -> SQLText { .call("POWER", a, b) }

  func root(_ value: SQLText) -> SQLText {
    .when(.compare(value, ">=", "0"), .call("SQRT", value))
  }

  func logarithm(_ value: SQLText) -> SQLText {
    .when(.compare(value, ">", "0"), .call("LN", value))
  }

  func extreme(_ values: [SQLText], isMaximum: Bool) -> SQLText {
    let found = SQLText.call(isMaximum ? "GREATEST" : "LEAST", values)
    let open = values.filter(\.holdsColumn)
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
    .infix(date, isSubtraction ? "-" : "+", "CAST(\(days) AS INTEGER)", .sum)
  }

  func days(from b: SQLText, to a: SQLText) -> SQLText { .infix(a, "-", b, .sum) }

  // MARK: Aggregates and windows

  func aggregate(_ name: String, _ value: SQLText) -> SQLText { .call(name, value) }

  func deviation(_ value: SQLText, isSquared: Bool) -> SQLText? {
    .call(isSquared ? "VAR_SAMP" : "STDDEV_SAMP", value)
  }

  func neighbour(_ value: SQLText, isNext: Bool, over window: SQLText, isOrdered: Bool) -> SQLText {
    "\(.verbatim(isNext ? "LEAD" : "LAG"))(\(value)) OVER (\(window))"
  }

  // MARK: The statement

  func place(in columnNames: Set<String>) -> SQLText? { nil }

  func slice(skip: Int, limit: Int?) -> [String] {
    [limit.map { "LIMIT \($0)" }, skip > 0 ? "OFFSET \(skip)" : nil].compactMap { $0 }
  }
}
