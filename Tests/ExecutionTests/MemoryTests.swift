import Synchronization
import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@testable import TallyExecution

/// Work for which there is no memory is refused before it is taken, and says how much was wanted.
@Suite struct MemoryTests {
  private func system(available: Int, resident: Int) -> MemoryBudget.System {
    MemoryBudget.System(available: { available }, resident: { resident })
  }

  @Test func whatIsLeftIsTheLimitWithoutWhatIsTaken() {
    let budget = MemoryBudget(limit: 1000, system: system(available: 5000, resident: 300))
    #expect(budget.left == 700)
    budget.limit = 200
    #expect(budget.left == 0)
    budget.limit = 9000
    #expect(budget.left == 5000, "no more than the system has")
    budget.limit = nil
    #expect(budget.left == 4000, "a share of what the system has")
  }

  @Test func freedMemoryGoesBackBeforeWorkIsRefused() throws {
    let resident = Mutex(900)
    let budget = MemoryBudget(
      limit: 1000,
      system: MemoryBudget.System(
        available: { 5000 }, resident: { resident.withLock { $0 } },
        giveBack: { resident.withLock { $0 = 300 } }))
    try budget.reserve(700)
    #expect(throws: MemoryShortage.self) { try budget.reserve(701) }
  }

  @Test func littleIsNotAskedFor() {
    let budget = MemoryBudget(limit: 1600, system: system(available: 0, resident: 0))
    #expect(budget.fits(99) && !budget.fits(100))
    #expect(throws: MemoryShortage.self) { try budget.reserve(100) }
  }

  @Test func theSystemTellsOfItself() {
    #expect(availableMemory() > 1 << 20)
    #expect(residentMemory() > 1 << 20)
  }

  @Test func aLimitThatDoesIsNamedWhereThereIsOne() {
    let shortage = {
      MemoryShortage(wanted: $0, left: 0, available: $1, resident: 500_000_000, limit: 600_000_000)
    }
    #expect(shortage(1_600_000_000, 9_000_000_000).sufficientGigabytes == 3)
    #expect(shortage(1_600_000_000, 1_000_000_000).sufficientGigabytes == nil)
  }

  @Test(arguments: [
    ("list n from a sort r", "sorting"), ("list n from a sort t", "sorting"),
    ("count by r from a", "grouping"), ("sum n by r, t from a", "telling texts apart"),
    ("list distinct r from a", "grouping"), ("count by t from a", "telling texts apart"),
    ("from a | join b on r | count", "joining"), ("from a | join b on g | count", "joining"),
  ])
  func longArraysAreAskedFor(_ question: String, _ use: String) throws {
    let count = 40_000
    let columns: [(String, Column)] = [
      ("n", Column(kind: .whole, .int32((0..<count).map { Int32($0) }))),
      ("g", Column(kind: .whole, .int32((0..<count).map { Int32($0 / 2) }))),
      ("r", Column(kind: .real, .real((0..<count).map { Double($0 * 7919 % count) / 7 }))),
      ("t", Column(kind: .text, .plain(TextDictionary((0..<count).map { "text \($0)" })))),
    ]
    let tables = ["a", "b"].map {
      Table(name: $0, fields: columns.map { Field($0.0) }, columns: columns.map(\.1), rowCount: count)
    }
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: tables))
    let short = MemoryBudget(limit: 60_000, system: system(available: 1 << 40, resident: 10_000))
    let diagnostic = #expect(throws: Diagnostic.self) {
      _ = try Executor(workers: Workers(count: 2), memory: short).run(plan)
    }
    #expect(diagnostic?.id == "not-enough-memory")
    let message = diagnostic?.message ?? ""
    #expect(
      message.hasPrefix("\(use) needs ") && message.hasSuffix("50 kB are left of the 60 kB that may be taken")
    )
    #expect(diagnostic?.help == "ask for fewer columns or rows, or allow more: set memory 1GB")
    let ample = MemoryBudget(limit: 1 << 30, system: system(available: 1 << 40, resident: 10_000))
    #expect(throws: Never.self) { _ = try Executor(workers: Workers(count: 2), memory: ample).run(plan) }
  }
}
