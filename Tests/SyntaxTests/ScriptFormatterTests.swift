import TallyDiagnostics
import Testing

@testable import TallySyntax

/// Scripts in the canonical way: what they are written as, and that this is left as it is.
@Suite struct ScriptFormatterTests {
  private let vocabulary = Vocabulary(
    aggregates: ["sum": .column, "count": .rows], functions: ["round"], levels: ["month"],
    commands: ["load": .words, "tables": .nothing, "explain": .query])

  private func formatted(_ text: String) throws -> String {
    try ScriptFormatter.formatted(SourceText(text), vocabulary: vocabulary)
  }

  private static let long = String(repeating: "x", count: 60)

  static let scripts: [(String, String)] = [
    ("", ""), ("\n \n", ""), ("list a", "list a\n"),
    // Statements: a line each, and one blank line where there were some.
    ("SUM a;list b\nlist c", "sum a\nlist b\nlist c\n"),
    ("\n\n\nlist a\n\n\n\nlist b\n", "list a\n\nlist b\n"),
    ("let x = 2  +  3\nload 'a b.csv'  as t", "let x = 2 + 3\nload \"a b.csv\" as t\n"),
    // Comments between statements and behind them.
    ("#  one  \n-- two\n\n# three\nlist a", "#  one\n-- two\n\n# three\nlist a\n"),
    ("list a # why\n# own\n\n# last", "list a  # why\n# own\n\n# last\n"),
    ("list a; -- why\nlist b", "list a  -- why\nlist b\n"),
    // Comments inside a statement: behind a stage, above one, or above all of it.
    ("sum a by b # one\n| where a > 1 # two\n", "sum a by b  # one\n  | where a > 1  # two\n"),
    ("sum a by b |  # one\n where a > 1", "sum a by b  # one\n  | where a > 1\n"),
    ("sum a by b\n# one\n# two\n| where a > 1", "sum a by b\n  # one\n  # two\n  | where a > 1\n"),
    ("list a where a in (1, # one\n 2, # two\n 3)", "# one\n# two\nlist a where a in (1, 2, 3)\n"),
    ("list a | where a in (1, # one\n 2) # two", "list a\n  # one\n  | where a in (1, 2)  # two\n"),
    ("let t = # one\n list a | sort a", "# one\nlet t = list a | sort a\n"),
    ("explain list a | sort a # one", "explain list a | sort a  # one\n"),
    ("list a where a = \"# no\" # yes", "list a where a = \"# no\"  # yes\n"),
    // Long statements are broken at their bars.
    (
      "let t = list \(long) | list \(long) | sort a",
      "let t = list \(long)\n  | list \(long)\n  | sort a\n"
    ),
    ("list \(long), \(long)", "list \(long), \(long)\n"),
    ("list a\n|\nsort a\n\n| list b", "list a | sort a | list b\n"),
    // A line that goes on from the answer before stays apart from the words before.
    ("sum a by b;\n| where a > 1", "sum a by b;\n| where a > 1\n"),
    ("sum a by b; # why\n|sum a|list a", "sum a by b;  # why\n| sum a | list a\n"),
    ("| sum a", "| sum a\n"),
    ("\u{FEFF}list a\r\n\r\n# b \r\nlist c\r\n", "list a\n\n# b\nlist c\n"),
  ]

  @Test(arguments: scripts) func aScriptHasOneForm(_ text: String, _ form: String) throws {
    #expect(try formatted(text) == form)
    #expect(try formatted(form) == form)
  }

  @Test func whatCannotBeReadIsPointedAt() {
    let script = SourceText("list a\n\n  list b where (c > 1\nlist d", name: "s.tally")
    let thrown = #expect(throws: ScriptFormatter.Unreadable.self) {
      try ScriptFormatter.formatted(script, vocabulary: vocabulary)
    }
    guard let thrown, let span = thrown.diagnostic.span else { return }
    #expect(thrown.statement.position(of: span.start) == Position(line: 3, column: 16))
  }

  /// Comments anywhere between the tokens of a script: none is lost, and the second time nothing changes.
  @Test func noCommentIsLost() throws {
    let script = "sum a by b | where a > 1; let t = list (a), b | sort a\ntables"
    let tokens = Lexer.tokens(in: SourceText(script)).filter { $0.kind != .newline && $0.kind != .end }
    for token in tokens where !token.isSymbol(.semicolon) {
      let end = token.span.end
      let source = SourceText(script)
      let text = "\(source[Span(0, end)]) # mark\n\(source[Span(end, script.utf8.count)])"
      guard let form = try? formatted(text) else { continue }
      #expect(form.split(separator: "# mark", omittingEmptySubsequences: false).count == 2, "\(text)")
      #expect(try formatted(form) == form, "\(text)")
    }
  }
}
