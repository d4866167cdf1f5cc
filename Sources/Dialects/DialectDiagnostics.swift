import TallyColumns
import TallyDiagnostics

/// The wording of everything that a dialect cannot say, in alphabetical order.
enum DialectDiagnostics {
  static func day(_ dialect: Dialect, _ day: Int64, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-day", "\(dialect.rawValue) has no \(CalendarDate(days: day)) that could be compared", at: span,
      help: "its dates are those from \(ends(dialect).first) to \(ends(dialect).last)")
  }

  private static func ends(_ dialect: Dialect) -> (first: CalendarDate, last: CalendarDate) {
    let days = dialect.spelling.days
    return (CalendarDate(days: days.lowerBound), CalendarDate(days: days.upperBound))
  }

  static func disputed(_ dialect: Dialect) -> Diagnostic {
    Diagnostic(
      "sql-disputed", "what is disputed comes out when claims are settled, which \(dialect.rawValue) cannot",
      help: "tally and why show it")
  }

  static func figures(_ dialect: Dialect, _ word: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-figures",
      "\(dialect.rawValue) is given the bounds of sums and extremes, and not those of \"\(word)\"",
      at: span, help: "best(x), low(x) and high(x) take one number of each figure")
  }

  static func function(_ dialect: Dialect, _ name: String, _ span: Span) -> Diagnostic {
    Diagnostic("sql-function", "\(dialect.rawValue) has no \"\(name)\"", at: span)
  }

  static func name(_ dialect: Dialect, _ name: String) -> Diagnostic {
    let reason = name.isEmpty ? "without a name" : "with a NUL in its name"
    return Diagnostic("sql-name", "\(dialect.rawValue) has no table or column \(reason)")
  }

  static func order(_ dialect: Dialect, _ word: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-order", "rows have no order of their own in \(dialect.rawValue), and \"\(word)\" goes by one",
      at: span,
      help: "a stage before it gives them one: … | sort date | …")
  }

  static func pattern(_ dialect: Dialect, _ pattern: String, _ span: Span) -> Diagnostic {
    let what =
      dialect.spelling.hasPatterns
      ? "\(dialect.rawValue) cannot read the regular expression \"\(pattern)\""
      : "\(dialect.rawValue) has no regular expressions"
    return Diagnostic(
      "sql-matches", what, at: span, help: "contains, starts with and ends with look for plain text")
  }

  static func tally(_ dialect: Dialect, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-tally", "\"tally\" shows how claims are settled, which \(dialect.rawValue) cannot", at: span,
      help: "the figures as they stand are asked with list or sum")
  }

  static func text(_ dialect: Dialect, _ span: Span) -> Diagnostic {
    Diagnostic("sql-text", "\(dialect.rawValue) has no text with a NUL in it", at: span)
  }

  static func writing(_ dialect: Dialect, _ kind: Kind, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-writing", "\(dialect.rawValue) writes \(kind.phrase) in another way than files do", at: span)
  }

  static func writtenOut(_ dialect: Dialect, _ name: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "sql-written-out", "\(dialect.rawValue) wants this of \"\(name)\" to be written out", at: span)
  }
}
