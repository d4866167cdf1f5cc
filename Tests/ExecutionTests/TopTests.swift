import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// The first rows of an order, kept in heaps, are those that sorting all of them gives.
@Suite struct TopTests {
  /// Every column of up to five rows of few values, for every number of rows skipped and wanted.
  @Test(arguments: 0...5) func everySmallColumnGivesItsFirstRows(_ count: Int) throws {
    let values: [Value] = [.whole(1), .whole(2), .unknown]
    for number in 0..<TopTests.power(values.count, count) {
      var rest = number
      let column = (0..<count).map { _ -> Value in
        defer { rest /= values.count }
        return values[rest % values.count]
      }
      let table = TopTests.table(column)
      for isDescending in [false, true] {
        let sorted = TopTests.sorted(column, isDescending: isDescending)
        for (skip, limit) in [(0, 0), (0, 1), (0, 2), (1, 2), (2, 3), (0, count), (5, 2)] {
          let query = "list row sort n\(isDescending ? " down" : "") skip \(skip) limit \(limit)"
          let expected = sorted.dropFirst(skip).prefix(limit).map { Value.whole(Int64($0)) }
          #expect(try TopTests.answer(query, table) == Array(expected), "\(column) \(query)")
        }
      }
    }
  }

  /// Row numbers in order, unknowns last, equal rows as they come.
  private static func sorted(_ column: [Value], isDescending: Bool) -> [Int] {
    let known = column.indices.filter { !column[$0].isUnknown }
    let unknown = column.indices.filter { column[$0].isUnknown }
    return known.sorted { a, b in
      let (x, y) = (column[a].stored ?? 0, column[b].stored ?? 0)
      return x != y ? (isDescending ? x > y : x < y) : a < b
    } + unknown
  }

  private static func power(_ base: Int, _ exponent: Int) -> Int {
    (0..<exponent).reduce(1) { product, _ in product * base }
  }

  private static func table(_ column: [Value]) -> Table {
    Table(
      name: "things", fields: [Field("row"), Field("n")],
      columns: [
        Column(kind: .whole, values: column.indices.map { .whole(Int64($0)) }),
        Column(kind: .whole, values: column),
      ])
  }

  private static func answer(_ text: String, _ table: Table) throws -> [Value] {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return [] }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    return try Executor(workers: Workers(count: 3), batchRows: 2).run(plan).table.columns[0].values
  }
}
