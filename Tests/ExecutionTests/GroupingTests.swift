import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@testable import TallyExecution

/// Groups come out the same in whichever way they are found, and in the order of their keys.
@Suite struct GroupingTests {
  /// Rows with keys of few and of many values, some of them unknown, and with numbers of several widths.
  private static func table(_ rows: Int, seed: UInt64, unknowns: Bool) -> Table {
    var random = SplitMix(state: seed)
    func column(_ kind: Kind, _ make: (UInt64) -> Value) -> Column {
      Column(
        kind: kind,
        values: (0..<rows).map { _ in
          let word = random.next()
          return unknowns && word >> 60 == 0 ? .unknown : make(word & 0xFFFF_FFFF)
        })
    }
    let columns: [(String, Column)] = [
      ("few", column(.text) { .text(["b", "A", "a", "ä", "Z"][Int($0 % 5)]) }),
      ("many", column(.text) { .text("t\($0 % 700)") }),
      ("n", column(.whole) { .whole(Int64($0 % 300) - 150) }),
      ("wide", column(.whole) { .whole(Int64($0) * 2_000_000_000) }),
      ("day", column(.date) { .date(Int64($0 % 400)) }),
      ("flag", column(.boolean) { .boolean($0 % 2 == 0) }),
      ("x", column(.whole) { .whole(Int64($0 % 9) - 4) }),
      ("y", column(.whole) { .whole(Int64($0 % 70_000)) }),
      ("r", column(.real) { .real(Double($0 % 1000) / 8 - 20) }),
    ]
    return Table(name: "t", fields: columns.map { Field($0.0) }, columns: columns.map(\.1), rowCount: rows)
  }

  private func plan(_ question: String, _ table: Table) throws -> QueryPlan {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw NoQuery()
    }
    return try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
  }

  private struct NoQuery: Error {}

  private func rows(_ question: String, _ table: Table, threads: Int, batch: Int) throws -> [[Value]] {
    let answer = try Executor(workers: Workers(count: threads), batchRows: batch).run(plan(question, table))
      .table
    return (0..<answer.rowCount).map { row in answer.columns.map { $0.value(at: row) } }
  }

  /// Of keys that have more combinations than are addressed directly.
  @Test(arguments: [0, 1, 2, 5, 300, 3000], [false, true])
  func sortedGroupsAreTheRowsThatAreTheSame(_ count: Int, _ unknowns: Bool) throws {
    let table = GroupingTests.table(count, seed: UInt64(count), unknowns: unknowns)
    let names = ["few", "many", "n", "day", "flag"]
    let values = names.map { name in table.column(named: name)?.values ?? [] }
    let (x, r) = (table.column(named: "x")?.values ?? [], table.column(named: "r")?.values ?? [])
    var groups: [[KeyIdentity]: [Int]] = [:]
    for row in 0..<count { groups[values.map { KeyIdentity($0[row]) }, default: []].append(row) }
    let question = "count, sum x, median r, max r, first y by few, many, n, day, flag"
    for (threads, batch) in [(1, 7), (2, 1), (2, 16_384)] {
      let answer = try rows(question, table, threads: threads, batch: batch)
      #expect(answer.count == groups.count)
      let sorted = try rows(
        "\(question) | list sort few, many, n, day, flag", table, threads: 1, batch: 16_384)
      #expect(answer == sorted)
      for group in answer {
        let members = groups[group.prefix(names.count).map(KeyIdentity.init)] ?? []
        let sum = members.compactMap { x[$0].stored }.reduce(0, +)
        let reals = members.compactMap { row in
          if case .real(let real) = r[row] { real } else { nil }
        }.sorted()
        let middle = (reals.count - 1) / 2
        #expect(group[5] == .whole(Int64(members.count)))
        #expect(group[6] == (members.allSatisfy { x[$0].isUnknown } ? .unknown : .whole(sum)))
        let median = reals.isEmpty ? Value.unknown : .real((reals[middle] + reals[reals.count / 2]) / 2)
        #expect(group[7] == median)
        #expect(group[8] == (reals.last.map(Value.real) ?? .unknown))
      }
    }
  }

  /// Quantiles and deviations of groups that are addressed directly.
  @Test(arguments: [0, 1, 2, 300, 3000], [false, true])
  func gatheredValuesAreThoseOfTheirGroups(_ count: Int, _ unknowns: Bool) throws {
    let table = GroupingTests.table(count, seed: UInt64(count) + 7, unknowns: unknowns)
    let (few, flag) = (table.column(named: "few")?.values ?? [], table.column(named: "flag")?.values ?? [])
    let r = table.column(named: "r")?.values ?? []
    var groups: [[KeyIdentity]: [Int]] = [:]
    for row in 0..<count { groups[[KeyIdentity(few[row]), KeyIdentity(flag[row])], default: []].append(row) }
    for (threads, batch) in [(1, 7), (2, 1), (3, 16_384)] {
      let answer = try rows("median r, stddev r, count by few, flag", table, threads: threads, batch: batch)
      #expect(answer.count == groups.count)
      for group in answer {
        let members = groups[group.prefix(2).map(KeyIdentity.init)] ?? []
        let reals = members.compactMap { if case .real(let real) = r[$0] { real } else { nil } }.sorted()
        let (low, high) = (reals.isEmpty ? 0 : (reals.count - 1) / 2, reals.count / 2)
        #expect(group[2] == (reals.isEmpty ? .unknown : .real((reals[low] + reals[high]) / 2)))
        let mean = reals.reduce(0, +) / Double(max(1, reals.count))
        let squares = reals.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
        let deviation = (squares / Double(reals.count - 1)).squareRoot()
        #expect(isNear(group[3], reals.count > 1 ? .real(deviation) : .unknown))
        #expect(group[4] == .whole(Int64(members.count)))
      }
    }
  }

  @Test(arguments: [
    "sum x, mean r, min n, max y, stddev x, variance y, correlation of x and y, count r by few, flag",
    "median n, stddev r, mode many, count distinct day, quantile 0.3 of y by n",
    "median r, stddev r, quantile 0.9 of r, median n, variance wide, median day, count, sum x by few, n",
    "sum r, count, mean r, max r by few, many, n, day, flag", "variance x, min x, count by many, n, day, y",
    "sum x, count r by many, n, day, y where y > 9", "count where x > 1 and y < 60000", "count where few = b",
    "median r, stddev r by flag where x > 1", "variance (r + x), median wide by few, flag",
    "count, sum wide by wide", "count, mean y by r", "first many, last day by few, many, day, n, y",
    "sum x", "count distinct many", "min r, max day by many where x > 2",
  ])
  func batchesAndThreadsChangeNothing(_ question: String) throws {
    for (count, unknowns) in [(0, false), (1, true), (2500, false), (2500, true)] {
      let table = GroupingTests.table(count, seed: 9, unknowns: unknowns)
      let expected = try rows(question, table, threads: 1, batch: 1 << 20)
      for (threads, batch) in [(1, 3), (2, 7), (3, 500)] {
        let answer = try rows(question, table, threads: threads, batch: batch)
        #expect(answer.count == expected.count)
        for (row, other) in zip(answer, expected) {
          for (value, wanted) in zip(row, other) {
            #expect(isNear(value, wanted), "\(question), \(threads) threads, batches of \(batch)")
          }
        }
      }
    }
  }

  private func isNear(_ a: Value, _ b: Value) -> Bool {
    if case .real(let x) = a, case .real(let y) = b { return (x - y).magnitude <= 1e-9 * max(1, x.magnitude) }
    return a == b
  }

  @Test(arguments: [0, 1, 2, 24, 25, 100, 5000, 70_000])
  func rowsAreSortedByTheirKeysAndStandAsTheyStood(_ count: Int) throws {
    var random = SplitMix(state: UInt64(count) + 1)
    for make in [
      { $0 }, { _ in 5 }, { $0 % 3 }, { $0 % 1000 << 50 | $0 % 7 }, { $0 % 64 == 0 ? .max : $0 % 2 },
    ] as [(UInt64) -> UInt64] {
      var rows = (0..<count).map { KeyedRow(key: make(random.next()), load: UInt64($0)) }
      let expected = rows.sorted { ($0.key, $0.position) < ($1.key, $1.position) }
      try rows.withUnsafeMutableBufferPointer { try KeyedSort(cancellation: .never).sort($0) }
      #expect(rows.elementsEqual(expected) { $0.key == $1.key && $0.position == $1.position })
    }
  }

  @Test func sortingCanBeStopped() {
    var rows = (0..<100_000).map { KeyedRow(key: UInt64($0), load: UInt64($0)) }
    #expect(throws: Cancelled.self) {
      try rows.withUnsafeMutableBufferPointer { try KeyedSort(cancellation: Cancellation { true }).sort($0) }
    }
  }

  @Test func longNumbersBecomeTheNearestReals() {
    let numbers: [Int128] = [
      0, 1, -1, 3, 1 << 53 + 1, 1 << 64, 1 << 64 + 1 << 11, 1 << 64 + 1 << 11 + 1, -(1 << 64 + 3 << 11),
      1 << 100,
      1 << 100 - 1, 1 << 117 + 1 << 64, 1 << 117 + 1 << 64 + 1, .max, .min, .min + 1,
      12_345_678_901_234_567_890_123,
    ]
    for number in numbers { #expect(Double(nearest: number) == Double(number)) }
  }

  @Test func waysAreChosenByHowManyGroupsThereCanBe() {
    let table = GroupingTests.table(3000, seed: 4, unknowns: true)
    let ways = ["few", "few, flag", "many, n, day", "r", "wide, many"].map { keys in
      let columns = keys.split(separator: ", ").compactMap { table.column(named: String($0)) }
      return GroupKeys(columns.map { GroupKeyColumn(counted: $0, isPositional: false) }).way(
        rows: 3000, keepValues: false)
    }
    #expect(ways == [.direct(6), .direct(18), .sorted, .hashed, .hashed])
  }
}

/// A small generator of numbers that are spread evenly (Steele, Lea and Flood, Fast Splittable Pseudorandom Number
/// Generators, 2014).
private struct SplitMix {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
