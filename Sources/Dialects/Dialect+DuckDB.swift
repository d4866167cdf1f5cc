import TallyColumns

/// DuckDB: close to Postgres, with functions of its own for text and time.
struct DuckDBSpelling: Spelling {
  let title = "DuckDB"

  func type(of kind: Kind) -> String {
    switch kind {
    case .boolean: "BOOLEAN"
    case .whole, .duration: "BIGINT"
    case .real: "DOUBLE"
    case .text: "VARCHAR"
    case .date: "DATE"
    case .time: "TIMESTAMP"
    }
  }

  /// Without an exponent it would be a decimal of a few digits.
  func real(_ value: Double) -> SQLText {
    let text = value.description
    let number = SQLText.verbatim(text.contains("e") ? text : text + "e0")
    return value < 0 ? number.binding(.sign) : number
  }

  func contains(_ text: SQLText, _ part: SQLText) -> SQLText { .call("CONTAINS", text, part) }

  func ends(_ text: SQLText, with part: SQLText, count: Int) -> SQLText { .call("ENDS_WITH", text, part) }

  func matches(_ text: SQLText, _ pattern: String) -> SQLText? {
    literal(pattern).map { .call("REGEXP_MATCHES", text, .verbatim($0), "'i'") }
  }

  func firstMatch(_ text: SQLText, _ pattern: String, group: Int64) -> SQLText? {
    guard let quoted = literal(pattern).map(SQLText.verbatim), group < 10 else { return nil }
    let found = "REGEXP_EXTRACT(\(text), \(quoted), \(Int(group)), 'i')" as SQLText
    return .when(.call("REGEXP_MATCHES", text, quoted, "'i'"), found)
  }

  /// A place below 1 would be counted from behind.
  func part(_ text: SQLText, from start: Int64, length: Int64?) -> SQLText {
    guard start < 0 else {
      let rest: SQLText = length.map { ", \(.verbatim(String($0)))" } ?? ""
      return "SUBSTR(\(text), \(.verbatim(String(start)))\(rest))"
    }
    let before = SQLText.verbatim(String(-(start + 1)))
    let first = SQLText.infix(.call("LENGTH", text), "-", before, .sum)
    guard let length else { return "SUBSTR(\(text), GREATEST(\(first), 1))" }
    let count = SQLText.verbatim(String(length))
    let left = "GREATEST(LEAST(\(count), \(first) + \(count) - 1), 0)" as SQLText
    return "SUBSTR(\(text), GREATEST(\(first), 1), \(left))"
  }

  func rounded(_ value: SQLText, digits: SQLText) -> SQLText {
    "ROUND(\(value), CAST(\(digits) AS INTEGER))"
  }

  func adding(
    microseconds: SQLText, seconds: Int64?, to moment: SQLText, isTime: Bool, isSubtraction: Bool
  ) -> SQLText {
    let length: SQLText =
      if let seconds {
        "INTERVAL '\(.verbatim(String(seconds))) seconds'"
      } else {
        // A sum is of a type that the function does not take.
        .call("TO_MICROSECONDS", cast(microseconds, .duration))
      }
    return .infix(isTime ? moment : time(of: moment), isSubtraction ? "-" : "+", length, .sum)
  }

  func finite(_ value: SQLText) -> SQLText { .when(.call("ISFINITE", value), value) }

  func dayNumber(_ date: SQLText) -> SQLText { .infix(date, "-", "DATE '1970-01-01'", .sum) }

  func date(ofDayNumber number: SQLText) -> SQLText {
    .infix("DATE '1970-01-01'", "+", "CAST(FLOOR(\(number)) AS INTEGER)", .sum)
  }

  func momentNumber(_ time: SQLText) -> SQLText { .call("EPOCH_US", time) }

  func time(ofMomentNumber number: SQLText) -> SQLText { "MAKE_TIMESTAMP(CAST(FLOOR(\(number)) AS BIGINT))" }

  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText {
    .call(isMaximum ? "MAX_BY" : "MIN_BY", text, .call("ROW", lower(text), text))
  }

  func quantile(_ value: SQLText, _ fraction: Double) -> SQLText? {
    if fraction == 0.5 { return .call("MEDIAN", value) }
    return "QUANTILE_CONT(\(value), \(.verbatim(fraction.description)))"
  }

  /// Not a number where one does not vary.
  func correlation(_ a: SQLText, _ b: SQLText) -> SQLText? {
    let found = SQLText.call("CORR", a, b)
    return "CASE WHEN ISFINITE(\(found)) THEN \(found) END"
  }

  func unnested(_ series: String) -> String { "UNNEST(\(series))" }

  /// The number of the row, where no column has taken its name.
  func place(in columnNames: Set<String>) -> SQLText? {
    columnNames.contains("rowid") ? nil : .column("rowid")
  }
}
