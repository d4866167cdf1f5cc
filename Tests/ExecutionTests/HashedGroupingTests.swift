import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax
import TallyWorkers
import Testing

@testable import TallyExecution

/// Groups by keys that are neither places nor room in a word, held against dictionaries of the rows.
@Suite struct HashedGroupingTests {
  /// A number that looks like no order; the same for the same row.
  private static func mixed(_ row: Int, _ salt: UInt64) -> UInt64 {
    var word = UInt64(row) &* 0x9E37_79B9_7F4A_7C15 &+ salt &* 0xD1B5_4A32_D192_ED03
    word = (word ^ word >> 31) &* 0xBF58_476D_1CE4_E5B9
    return word ^ word >> 29
  }

  /// - Parameter different: about how many different values each key has.
  private static func table(_ rows: Int, different: Int, unknowns: Bool) -> Table {
    func column(_ kind: Kind, _ salt: UInt64, _ make: (Int) -> Value) -> Column {
      Column(
        kind: kind,
        values: (0..<rows).map { row in
          let word = mixed(row, salt)
          return unknowns && word >> 60 == 0 ? .unknown : make(Int(word % UInt64(max(1, different))))
        })
    }
    let ends: [Int64] = [.max, .min, 0, -1, .max - 1, 1 << 41]
    let columns: [(String, Column)] = [
      ("r", column(.real, 1) { .real($0 % 9 == 0 ? -0.0 : (Double($0) - 3) * 1.7e3) }),
      ("w", column(.whole, 2) { .whole($0 < ends.count ? ends[$0] : Int64($0) << 42) }),
      ("t", column(.text, 3) { .text("text \($0)") }),
      ("n", column(.whole, 4) { .whole(Int64($0 % 1000) - 500) }),
      ("x", column(.whole, 5) { .whole(Int64($0 % 90) - 45) }),
    ]
    return Table(name: "t", fields: columns.map { Field($0.0) }, columns: columns.map(\.1), rowCount: rows)
  }

  private func answer(_ question: String, _ table: Table, threads: Int, batch: Int) throws -> [[Value]] {
    let source = SourceText(question)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else { return [] }
    let plan = try Planner.plan(query, source: source, catalog: Catalog(tables: [table]))
    let answer = try Executor(workers: Workers(count: threads), batchRows: batch).run(plan).table
    return (0..<answer.rowCount).map { row in answer.columns.map { $0.value(at: row) } }
  }

  /// A key as it is told apart: 0 and −0 are one number.
  private struct Key: Hashable, Comparable {
    let values: [Value]

    init(_ values: [Value]) {
      self.values = values.map { if case .real(0) = $0 { .real(0) } else { $0 } }
    }

    /// Unknown comes last.
    static func < (a: Key, b: Key) -> Bool {
      for (x, y) in zip(a.values, b.values) where x != y {
        switch (x, y) {
        case (.unknown, _): return false
        case (_, .unknown): return true
        case (.real(let x), .real(let y)): return x < y
        case (.whole(let x), .whole(let y)): return x < y
        case (.text(let x), .text(let y)): return Array(x.utf8).lexicographicallyPrecedes(Array(y.utf8))
        default: return false
        }
      }
      return false
    }
  }

  /// Few groups, so that what threads gather is merged, and many, so that rows are parted; medians are always parted.
  @Test(
    arguments: [["r"], ["w"], ["r", "n"], ["w", "r", "t"], ["t", "w", "n"]],
    [(0, 1), (1, 1), (700, 5), (3000, 2900), (70_000, 40_000)])
  func groupsAreTheRowsThatAreTheSame(_ names: [String], _ size: (rows: Int, different: Int)) throws {
    for unknowns in size.rows > 10_000 ? [true] : [false, true] {
      let table = HashedGroupingTests.table(size.rows, different: size.different, unknowns: unknowns)
      let keys = names.map { table.column(named: $0)?.values ?? [] }
      let x = table.column(named: "x")?.values ?? []
      var members: [Key: [Int]] = [:]
      for row in 0..<size.rows { members[Key(keys.map { $0[row] }), default: []].append(row) }
      let expected = members.keys.sorted()
      for (threads, batch) in size.rows > 10_000 ? [(2, 16_384)] : [(1, 7), (2, 1), (3, 500), (2, 16_384)] {
        let by = names.joined(separator: ", ")
        let answer = try answer("count, sum x, min x, last x by \(by)", table, threads: threads, batch: batch)
        let medians = try self.answer("median x, count by \(by)", table, threads: threads, batch: batch)
        #expect(answer.map { Key(Array($0.prefix(names.count))) } == expected)
        #expect(medians.map { Key(Array($0.prefix(names.count))) } == expected)
        for (place, key) in expected.enumerated() {
          let rows = members[key] ?? []
          let known = rows.compactMap { x[$0].stored }
          let sorted = known.sorted()
          let middle =
            known.isEmpty ? nil : Double(sorted[(known.count - 1) / 2] + sorted[known.count / 2]) / 2
          let count = Value.whole(Int64(rows.count))
          let sum: Value = known.isEmpty ? .unknown : .whole(known.reduce(0, +))
          let least: Value = known.min().map(Value.whole) ?? .unknown
          let last: Value = known.last.map(Value.whole) ?? .unknown
          let median: Value = middle.map(Value.real) ?? .unknown
          let (found, foundMedian) = (
            answer[place].dropFirst(names.count), medians[place].dropFirst(names.count)
          )
          #expect(Array(found) == [count, sum, least, last])
          #expect(Array(foundMedian) == [median, count])
        }
      }
    }
  }

  /// Of a dictionary with many more texts than rows, only theirs are put in order.
  @Test func textsOfAFewRowsOfManyAreGrouped() throws {
    let dictionary = TextDictionary((0..<90_000).map { "entry \($0 * 7919 % 90_000)" })
    let codes = (0..<300).map { UInt32($0 % 100 * 811) }
    var missing = NullMask(count: 300)
    for row in stride(from: 5, to: 300, by: 100) { missing.setNull(row) }
    let table = Table(
      name: "t", fields: [Field("a"), Field("n")],
      columns: [
        Column(kind: .text, .code32(codes, dictionary), missing: missing),
        Column(kind: .whole, .int8((0..<300).map { Int8($0 / 100) })),
      ])
    let answer = try answer("count, max n by a", table, threads: 2, batch: 64)
    let texts = Set(codes.enumerated().filter { !missing[$0.offset] }.map { dictionary[Int($0.element)] })
    let expected = texts.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }.map(Value.text)
    #expect(answer.map { $0[0] } == expected + [.unknown])
    #expect(answer.allSatisfy { $0[1] == .whole(3) && $0[2] == .whole(2) })
  }

  // MARK: - What it is made of

  private func context(_ threads: Int) -> ExecutionContext {
    ExecutionContext(workers: Workers(count: threads), cancellation: .never, batchRows: 100)
  }

  @Test(arguments: [1, 2, 3], [1, 3, 1000])
  func tablesGrowOverManyDifferentKeys(_ width: Int, _ batch: Int) {
    var table = KeyTable(width: width)
    var numbers: [[UInt64]: UInt32] = [:]
    for start in stride(from: 0, to: 6000, by: batch) {
      let tuples = (start..<start + batch).map { row in
        // Every third row comes again.
        (0..<width).map { HashedGroupingTests.mixed(row % 3 == 0 ? row % 300 : row, UInt64($0)) >> 40 }
      }
      let expected = tuples.map { tuple in
        let number = numbers[tuple] ?? UInt32(numbers.count)
        numbers[tuple] = number
        return number
      }
      #expect(table.numbers(tuples.flatMap { $0 }, rows: batch) == expected)
    }
    #expect(table.count == numbers.count)
    for (tuple, number) in numbers {
      #expect(
        tuple.withUnsafeBufferPointer { $0.baseAddress.flatMap { table.number(of: $0) } } == Int(number))
      #expect(Array(table.words[Int(number) * width..<(Int(number) + 1) * width]) == tuple)
    }
  }

  @Test(arguments: [0, 1, 2, 5000, 70_000], [1, 2])
  func equalRowsHaveTheNumbersInWhichTheyAreMet(_ count: Int, _ threads: Int) throws {
    let words = (0..<count).map {
      [HashedGroupingTests.mixed($0, 1) % 9000, HashedGroupingTests.mixed($0, 2) % 3]
    }
    let (numbers, different) = try EqualRows(count, width: 2, for: .grouping, context(threads)) {
      range, tuples in
      for (place, row) in range.enumerated() {
        (tuples[2 * place], tuples[2 * place + 1]) = (words[row][0], words[row][1])
      }
    }.numbered(context(threads))
    var met: [[UInt64]: UInt32] = [:]
    var firsts: [UInt32] = []
    for (row, word) in words.enumerated() {
      if met[word] == nil {
        met[word] = UInt32(firsts.count)
        firsts.append(UInt32(row))
      }
    }
    #expect(different == firsts)
    #expect(numbers == words.map { met[$0] ?? .max })
  }

  @Test(arguments: [0, 1, 40, 40_000]) func textsThatComeAgainStandOnce(_ count: Int) throws {
    let texts = (0..<count).map { row -> String in
      let number = HashedGroupingTests.mixed(row, 7) % 9001
      return number % 4 == 0 ? "" : String(repeating: "ä\(number) ", count: Int(number % 5))
    }
    let column = try Column(kind: .text, .plain(TextDictionary(texts))).withoutRepeatedEntries(context(2))
    guard case .code32(let codes, let dictionary) = column.storage else {
      Issue.record("not codes")
      return
    }
    #expect(codes.map { dictionary[Int($0)] } == texts)
    #expect(dictionary.count == Set(texts).count)
  }

  @Test(arguments: [0, 1, 3, 40_000]) func ranksOfAllCoresAreThoseOfOne(_ count: Int) throws {
    let texts = (0..<count).map { row -> String in
      let word = HashedGroupingTests.mixed(row, 9)
      let stem = ["a", "A", "Äpfel", "äpfel", "the same long beginning of ", ""][Int(word % 6)]
      return stem + (word % 5 == 0 ? "" : "\(word % 701)")
    }
    let alone = TextDictionary(texts).ranks
    #expect(try TextDictionary(texts).ranks(context(2)) == alone)
    let order = Set(texts).sorted { TextOrder.Key($0) < TextOrder.Key($1) }
    var rank: [String: UInt32] = [:]
    for (place, text) in order.enumerated() { rank[text] = UInt32(place) }
    #expect(alone == texts.map { rank[$0] ?? .max })
  }
}
