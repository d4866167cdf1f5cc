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
        .call("TO_MICROSECONDS", microseconds)
      }
    return .infix(isTime ? moment : time(of: moment), isSubtraction ? "-" : "+", length, .sum)
  }

  func dayNumber(_ date: SQLText) -> SQLText { .infix(date, "-", "DATE '1970-01-01'", .sum) }

  func date(ofDayNumber number: SQLText) -> SQLText {
    .infix("DATE '1970-01-01'", "+", "CAST(FLOOR(\(number)) AS INTEGER)", .sum)
  }

  func momentNumber(_ time: SQLText) -> SQLText { .call("EPOCH_US", time) }

  func time(ofMomentNumber number: SQLText) -> SQLText { "MAKE_TIMESTAMP(CAST(FLOOR(\(number)) AS BIGINT))" }

  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText {
    .call(isMaximum ? "MAX_BY" : "MIN_BY", text, .call("ROW", lower(text), text))
  }

  func median(_ value: SQLText) -> SQLText? { .call("MEDIAN", value) }

  /// The number of the row, where no column has taken its name.
  func place(in columnNames: Set<String>) -> SQLText? {
    columnNames.contains("rowid") ? nil : .column("rowid")
  }
}
