import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

/// The truth is always inside: whatever the numbers behind bounds and unknowns are, the exact answer lies
/// inside the answered bounds. A world without an answer, where no row is left that gives one, is no
/// witness against any.
@Suite struct SoundnessTests {
  private static let worldsOfEach = 1_000

  /// Ten runs of twenty random tables, each asked one random question in a thousand worlds.
  @Test(arguments: 0..<10) func theExactAnswerOfEveryWorldLiesInsideTheBounds(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<20 {
      let worlds = PossibleWorlds(&random)
      let query = RandomQuery(&random)
      let answer = try answer(query.text, worlds)
      var groups: [Int?: Int] = [:]
      for row in 0..<answer.rowCount {
        if query.keyCount == 0 {
          groups[nil] = row
        } else {
          groups[groupCode(answer.columns[0].value(at: row))] = row
        }
      }
      let bounds = answer.columns[query.keyCount...].map { column in column.values.map(Bounds.init) }
      for _ in 0..<SoundnessTests.worldsOfEach {
        let world = worlds.world(&random)
        guard let truth = query.answer(world) else { continue }
        if let witness = witness(against: bounds, groups, truth) {
          Issue.record(
            "\(witness)\n\(query.text)\n\(describe(worlds.table))\n\(answer.columns.map { $0.values.map { $0.text() } })\n\(world)"
          )
          break
        }
      }
    }
  }

  @Test(arguments: 10..<20) func sureRowsAreInEveryWorldAndOthersInNone(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<20 {
      let worlds = PossibleWorlds(&random)
      let condition = RandomCondition(&random, depth: 3)
      let rows = { (words: String) throws -> Set<Int64> in
        Set(try answer("list id \(words) \(condition.text)", worlds).columns[0].values.compactMap(\.stored))
      }
      let sure = try rows("where")
      let possible = try rows("where maybe")
      #expect(sure.isSubset(of: possible))
      for _ in 0..<SoundnessTests.worldsOfEach {
        let world = worlds.world(&random)
        let wrong = world.first { row in
          condition.isSo(row) ? !possible.contains(Int64(row.id)) : sure.contains(Int64(row.id))
        }
        if let wrong {
          Issue.record("row \(wrong.id) of \(condition.text)\n\(describe(worlds.table))\n\(wrong)")
          break
        }
      }
    }
  }

  /// A column for each area that there can be, and in every world its cells hold what that area has.
  @Test(arguments: 20..<25) func answersAcrossHoldTheTruth(_ seed: UInt64) throws {
    var random = SeededNumbers(seed: seed)
    for _ in 0..<20 {
      let worlds = PossibleWorlds(&random)
      let condition = RandomCondition(&random, depth: 2)
      let figure = RandomExpression(&random, depth: 1, isTotal: true)
      let question = "sum (\(figure.text)) as total, count as rows where \(condition.text) across area"
      let answer = try answer(question, worlds)
      let cells = Dictionary(
        uniqueKeysWithValues: zip(answer.fields, answer.columns).map { ($0.name, Bounds($1.value(at: 0))) })
      for _ in 0..<SoundnessTests.worldsOfEach {
        let groups = Dictionary(grouping: worlds.world(&random).filter(condition.isSo)) { $0.group }
        for group in [0, 1, 2, nil] {
          let rows = groups[group] ?? []
          let name = group.map { PossibleWorlds.places[$0] } ?? "unknown"
          // An area without a column has no rows in any world.
          let count = cells["\(name) rows"].map { $0.hold(Double(rows.count)) } ?? rows.isEmpty
          let sum = RandomQuery.Call(operation: "sum", argument: figure).value(rows)
          guard count, sum.map({ cells["\(name) total"]?.hold($0) == true }) ?? true else {
            Issue.record("\(name) of \(question)\n\(describe(worlds.table))\n\(rows)")
            return
          }
        }
      }
    }
  }

  // MARK: - Asking

  private func answer(_ question: String, _ worlds: PossibleWorlds) throws -> Table {
    let source = SourceText(question)
    guard case .query(let query) = try Parser.statement(source, vocabulary: .standard) else {
      Issue.record("no query: \(question)")
      return worlds.table
    }
    do {
      let executor = Executor(workers: Workers(count: 1))
      var catalog = Catalog(tables: [worlds.table])
      catalog.findsValues = { try executor.differentValues(of: $1, over: $0) }
      return try executor.run(try Planner.plan(query, source: source, catalog: catalog)).table
    } catch let diagnostic as Diagnostic {
      Issue.record("\(diagnostic.message): \(question)")
      throw diagnostic
    }
  }

  private func groupCode(_ value: Value) -> Int? {
    if case .text(let name) = value { PossibleWorlds.places.firstIndex(of: name) } else { nil }
  }

  // MARK: - Checking

  /// What an answer says of a figure.
  private struct Bounds {
    let isUnknown: Bool
    let low: Double
    let high: Double

    init(_ value: Value) {
      isUnknown = value.isUnknown
      if case .figure(let figure, _) = value {
        (low, high) = (figure.low?.asDouble ?? -.infinity, figure.high?.asDouble ?? .infinity)
      } else if case .real(let real) = value {
        (low, high) = (real, real)
      } else {
        let whole = value.stored.map(Double.init)
        (low, high) = (whole ?? -.infinity, whole ?? .infinity)
      }
    }

    /// Whether a number lies inside, but for what rounding does to reals.
    func hold(_ number: Double) -> Bool {
      let slack = 1e-9 * max(1, number.magnitude)
      return !isUnknown && low - slack <= number && number <= high + slack
    }
  }

  private func witness(
    against bounds: [[Bounds]], _ groups: [Int?: Int], _ truth: [Int?: [Double?]]
  ) -> String? {
    for (group, figures) in truth {
      guard let row = groups[group] else { return "the answer lacks group \(String(describing: group))" }
      for (column, figure) in figures.enumerated() {
        if let figure, !bounds[column][row].hold(figure) {
          return
            "\(figure) is outside of \(bounds[column][row]) in column \(column), group \(String(describing: group))"
        }
      }
    }
    return nil
  }

  private func describe(_ table: Table) -> String {
    (0..<table.rowCount).map { row in table.columns.map { $0.value(at: row).text() }.joined(separator: ",") }
      .joined(separator: "\n")
  }
}
