import TallyColumns
import TallyDiagnostics
import TallySyntax

/// The wording of everything that a script can be looked through for, in alphabetical order.
enum LintDiagnostics {
  static func hidesColumn(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "hides-column", "there is a column \(name.text), which this name hides", severity: .warning,
      at: name.span,
      help: "give it a name of its own")
  }

  static func hidesTable(_ name: NameSyntax, _ table: Table) -> Diagnostic {
    Diagnostic(
      "hides-table", "\(name.text) is also a table that is open, which this name hides", severity: .warning,
      at: name.span, help: "give it a name of its own")
  }

  static func matchesNothing(_ condition: Span) -> Diagnostic {
    Diagnostic("matches-nothing", "no row can match this", severity: .warning, at: condition)
  }

  static func multiplied(_ words: [String], _ query: Span) -> Diagnostic {
    Diagnostic(
      "multiplied",
      "\(words.joined(separator: " and ")) \(words.count == 1 ? "counts" : "count") rows several times",
      severity: .warning, at: query,
      help: "a join has made them stand several times; sum first and join then")
  }

  static func unused(_ name: NameSyntax, isParameter: Bool) -> Diagnostic {
    Diagnostic(
      "unused", "nothing below asks for \(isParameter ? "$" : "")\(name.text)", severity: .warning,
      at: name.span)
  }
}
