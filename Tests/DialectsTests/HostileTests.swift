import SQLiteTables
import TallyColumns
import TallyDiagnostics
import TallyDialects
import TallySyntax
import Testing

@testable import TallyPlanning

/// Whatever tables, columns and texts are called, SQL takes them for names and texts and nothing else.
@Suite struct HostileTests {
  @Test func sqliteFindsTextsInColumnsOfAnyName() throws {
    let texts = QuotingTests.hostileTexts
    for name in QuotingTests.hostileNames + [""] {
      let table = Table(
        name: name.isEmpty ? "t" : name, fields: [Field(name), Field("n")],
        columns: [
          Column(kind: .text, values: texts.map(Value.text)),
          Column(kind: .whole, values: texts.indices.map { .whole(Int64($0)) }),
        ])
      let tables = try SQLiteTables([table])
      for (row, text) in texts.enumerated() {
        let plan = try HostileTests.plan(
          .text(TextMatch(.identical, [text]), Expression(.column(0), ValueType(.text), Span(0, 0))), table)
        let sql = try SQLTranslation(plan, as: .sqlite)
        let rows = try tables.rows(of: sql.text, types: plan.types)
        #expect(rows.contains([.text(text), .whole(Int64(row))]), "\(sql.text)")
        #expect(rows.allSatisfy { $0.first == .text(text) }, "\(sql.text)")
      }
    }
  }

  /// Names that differ only in case, or that the ends of figures would have, are told apart.
  @Test func namesAreToldApart() {
    let fields = ["x", "X", "x_low", "x_high", "x_2"].map { Field($0) }
    let figure = Value.figure(Figure(low: .whole(1), best: nil, high: nil), .whole)
    let columns = fields.indices.map { index in
      Column(kind: .whole, values: index == 0 ? [figure] : [.whole(1)])
    }
    let names = ColumnNames.of(Table(name: "t", fields: fields, columns: columns)).flatMap(\.all)
    #expect(Set(names.map { $0.lowercased() }).count == names.count)
    #expect(names.contains("x_low_2"), "\(names)")
  }

  /// A text of several lines stays out of the remarks, which end with theirs.
  @Test(arguments: Dialect.allCases) func remarksHoldNoText(_ dialect: Dialect) throws {
    let table = Table(
      name: "t\n; DROP TABLE t; --", fields: [Field("Ä\n; DROP TABLE t; --")],
      columns: [Column(kind: .text, values: [.text("Ä")])])
    let subject = Expression(.column(0), ValueType(.text), Span(0, 0))
    let plan = try HostileTests.plan(.text(TextMatch(.equals, ["Ä\n; DROP TABLE t; --"]), subject), table)
    let lines = try SQLTranslation(plan, as: dialect).text.split(separator: "\n")
    for line in lines where line.hasPrefix("--") { #expect(!line.contains("DROP"), "\(line)") }
  }

  /// All columns of the rows that pass.
  private static func plan(_ predicate: Predicate, _ table: Table) throws -> QueryPlan {
    let source = SourceText("from t")
    var catalog = Catalog(tables: [table.renamed("t")])
    catalog.use("t")
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "no query")
    }
    let plan = try Planner.plan(query, source: source, catalog: catalog)
    return QueryPlan(
      relation: .filter(.scan(table), predicate, keepsMaybe: false), fields: plan.fields, types: plan.types,
      isSingleFigure: false, isAggregated: false, isOfClaims: false, notes: [], omittable: [])
  }
}
