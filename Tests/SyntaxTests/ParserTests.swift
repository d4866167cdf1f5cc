import TallyDiagnostics
import TallySyntax
import Testing

@Suite struct ParserTests {
  static let vocabulary = Vocabulary(
    aggregates: [
      "sum": .column, "count": .rows, "max": .column, "first": .column, "quantile": .fraction,
      "correlation": .pair,
    ], functions: ["round", "max"], levels: ["month"],
    commands: ["tables": .nothing, "load": .words, "explain": .query])

  /// Parentheses show how an expression was read.
  @Test(arguments: [
    "1 + 2 * 3": "(1 + (2 * 3))", "1 - 2 - 3": "((1 - 2) - 3)", "8 / 4 / 2": "((8 / 4) / 2)",
    "2 ^ 3 ^ 2": "(2 ^ (3 ^ 2))", "-2 ^ 2": "-(2 ^ 2)", "-a * b": "(-a * b)", "a % b + 1": "((a % b) + 1)",
    "2 ^ -1": "(2 ^ -1)", "~5 + 1": "(~5 + 1)",
    "correlation of a and b ^ 2": "(correlation of a and b ^ 2)",
    "quantile 0.9 of a - sum b": "(quantile 0.9 of a - sum b)",
    "first + 1 * first a": "(first + (1 * first a))",
  ])
  func precedence(_ text: String, _ grouped: String) throws {
    #expect(ParserTests.grouped(try expression(text)) == grouped)
  }

  /// `15+` is at least 15; a plus with something to add behind it adds.
  @Test func plusBehindNumber() throws {
    #expect(try isAtLeast("15+"))
    #expect(try isAtLeast("15+ "))
    #expect(try isAtLeast("7h+"))
    #expect(try !isAtLeast("15+3"))
    #expect(try !isAtLeast("15 + 3"))
    #expect(ParserTests.grouped(try expression("15+ + 3")) == "(15+ + 3)")
  }

  @Test(arguments: [
    "90": "0.9", "99.9": "0.999", "5": "0.05", "0.5": "0.005", "100": "1", "150": "1.5", "0": "0",
    "07.50": "0.075",
  ])
  func percentArePartsOfOne(_ percent: String, _ part: String) {
    #expect(AggregateSyntax.fraction(ofPercent: percent) == part)
  }

  @Test func clausesComeInAnyOrder() throws {
    let first = try parse("sum a from t where b > 1 by c sort d limit 2 skip 1")
    let second = try parse("sum a skip 1 limit 2 sort d by c where b > 1 from t")
    #expect(first.formatted == second.formatted)
  }

  @Test(arguments: ["a and b or c", "a or b and c"]) func mixedConnectivesAreRefused(_ condition: String) {
    #expect(throws: Diagnostic.self) { try parse("list where \(condition)") }
  }

  /// The formatter once left the parentheses of an argument out, so that the text meant something else.
  @Test func argumentsOfAggregatesKeepTheirParentheses() throws {
    #expect(try parse("sum(a - b)").formatted == "sum (a - b)")
    #expect(try parse("sum((a))").formatted == "sum a")
    #expect(try parse("sum(a)").formatted == "sum a")
  }

  /// Two dashes side by side begin a comment.
  @Test func negationOfNegationIsNoComment() throws {
    #expect(try parse("1 + (- -3)").formatted == "1 + (- -3)")
  }

  @Test(arguments: [
    "sum a where", "sum a by", "list a,", "list (a", "sum a |", "top 5 a by", "let x =", "where not",
    "list a sort",
  ])
  func unfinishedStatementsGoOn(_ text: String) {
    #expect(!Parser.isComplete(SourceText(text), vocabulary: ParserTests.vocabulary))
  }

  @Test(arguments: [
    "", "sum a", "sum a;", "list where city=New York", "sum a )", "list \"open", "tables", "sum a | list b",
    "-- only",
    "list where a = 1 and b or c",
  ])
  func finishedOrWrongStatementsDoNot(_ text: String) {
    #expect(Parser.isComplete(SourceText(text), vocabulary: ParserTests.vocabulary))
  }

  @Test func openParenthesisGoesOnOverNewlines() throws {
    #expect(try parse("list where a in (1,\n 2,\n 3)").formatted == "list where a in (1, 2, 3)")
    #expect(try parse("sum a\n| list b").formatted == "sum a | list b")
  }

  /// A hostile nesting is an error rather than an overflow of the stack.
  @Test(arguments: ["(", "-", "not ", "~"]) func deepNestingIsAnError(_ opening: String) {
    let text = "list where " + String(repeating: opening, count: 100_000) + "a"
    #expect(throws: Diagnostic.self) { try parse(text) }
  }

  /// A chain is a tree as deep as it is long; long ones once overflowed the stack, whatever was between.
  @Test(arguments: [" + a", " * a", " % a", " and a", " or a", " ^ a", " + (a)", " and (a + a)"])
  func longChainIsAnError(_ link: String) throws {
    for text in ["list where a", "tally a"] where text.hasPrefix("list") || !link.contains("d a") {
      #expect(throws: Diagnostic.self) { try parse(text + String(repeating: link, count: 20_000)) }
    }
    #expect(throws: Never.self) { try parse("list where a" + String(repeating: link, count: 150)) }
  }

  /// The terms of a chain count through all parentheses: 150 chains of 100 are as deep as one of 15000.
  @Test func nestedChainsCountTogether() throws {
    let chain = String(repeating: " + a", count: 100) + ")"
    let text = String(repeating: "(", count: 150) + "a" + String(repeating: chain, count: 150)
    #expect(throws: Diagnostic.self) { try parse("list " + text) }
    let apart = Array(repeating: "a" + String(repeating: " + a", count: 300), count: 20)
    #expect(throws: Never.self) { try parse("list " + apart.joined(separator: ", ")) }
  }

  /// `month of month of …` and stages were once read to any depth.
  @Test(arguments: ["list month of ", "sum a | "]) func repeatedWordsAreLimited(_ text: String) {
    let word = text.replacing("list ", with: "")
    #expect(throws: Diagnostic.self) { try parse(text + String(repeating: word, count: 20_000) + "count") }
  }

  /// An aggregate's argument in two pairs of parentheses once lost one of them each time it was written.
  @Test(arguments: ["sum ((a))", "sum (((a - b)))", "count distinct ((a))"])
  func formattingTwiceChangesNothing(_ text: String) throws {
    let once = try parse(text).formatted
    #expect(try parse(once).formatted == once)
  }

  @Test func filesStandBehindQuestions() throws {
    #expect(
      try parse("sum a from t | limit 1\n| list b into 'a \"b\".csv'").formatted
        == "sum a from t | limit 1 | list b into \"a \"\"b\"\".csv\"")
    #expect(try parse("t into \"x\"").formatted == "t into \"x\"")
    #expect(try parse("last | sort a").formatted == "last | sort a")
  }

  @Test func commandsTakeWordsUpToTheEnd() throws {
    guard case .command(let load) = try parse("load data/a-b.csv as \"my table\"") else {
      Issue.record("no command")
      return
    }
    #expect(load.arguments.map(\.text) == ["data/a-b.csv", "as", "my table"])
    guard case .query = try parse("tables | sum a") else {
      Issue.record("a table of a command's name is still a table before a bar")
      return
    }
  }

  // MARK: - Scripts

  @Test func statementsOfScript() {
    let script = SourceText(
      "-- first\nsum a; count\n\nlist b\nwhere c > 1 and\n  d\nsum a by\n| where b", name: "s.tally")
    let statements = Script.statements(in: script, vocabulary: ParserTests.vocabulary)
    #expect(
      statements.map(\.text) == ["sum a", "count", "list b", "where c > 1 and\n  d", "sum a by\n| where b"])
    #expect(statements.map(\.origin.line) == [2, 2, 4, 5, 7])
    #expect(statements.map(\.origin.column) == [1, 8, 1, 1, 1])
  }

  @Test func indentedClauseGoesOn() {
    let script = SourceText(
      "  list a\n\n    where b > 1\n    by c\n  where d\n  sort e\ncount\n\twhere f", name: "s.tally")
    let statements = Script.statements(in: script, vocabulary: ParserTests.vocabulary)
    #expect(
      statements.map(\.text) == [
        "list a\n\n    where b > 1\n    by c", "where d", "sort e", "count\n\twhere f",
      ])
  }

  /// A statement that cannot be read ends with its line, and the next is read.
  @Test func brokenStatementEndsWithItsLine() {
    let statements = Script.statements(
      in: SourceText("list \"open\nsum a\nsum ) b\ncount"), vocabulary: ParserTests.vocabulary)
    #expect(statements.map(\.text) == ["list \"open", "sum a", "sum ) b", "count"])
  }

  // MARK: - Helpers

  private func parse(_ text: String) throws -> StatementSyntax {
    try #require(try Parser.statement(SourceText(text), vocabulary: ParserTests.vocabulary))
  }

  private func expression(_ text: String) throws -> ExpressionSyntax {
    guard case .query(let query) = try parse("list \(text)"),
      case .list(let columns, _, _)? = query.stages[0].head
    else {
      throw Diagnostic("no-list", "no list")
    }
    return try #require(columns.first).expression
  }

  private func isAtLeast(_ text: String) throws -> Bool {
    if case .atLeast = try expression(text) { true } else { false }
  }

  private static func grouped(_ expression: ExpressionSyntax) -> String {
    switch expression {
    case .arithmetic(let operation, let left, let right):
      "(\(grouped(left)) \(operation.rawValue) \(grouped(right)))"
    case .negation(let inner, _): "-" + grouped(inner)
    default: expression.formatted
    }
  }
}
