import BenchmarkData
import TallyWorkers
import TestFolders
import Testing

/// The data are the same on every machine and in every run, and as the benchmarks have them.
@Suite struct BenchmarkDataTests {
  // MARK: - Numbers of rows

  @Test(arguments: [
    ("1e7", 10_000_000), ("1E3", 1000), ("2.5e6", 2_500_000), ("1_000", 1000), ("0", 0), ("42", 42),
    ("1.50e1", 15), ("9223372036854775807", Int.max),
  ]) func numbersOfRowsAreRead(_ text: String, _ number: Int) {
    #expect(RowNumber.parse(text) == number)
  }

  @Test(arguments: [
    "", "e", "1e", "e7", "-1", "+1", "1e-2", "1.5", "1e19", "1e99", "ten", "1 e3", "٣", "1e7e1", "1.2.3e9",
  ])
  func otherTextsAreNoNumbersOfRows(_ text: String) {
    #expect(RowNumber.parse(text) == nil)
  }

  @Test(arguments: [(1, "1e0"), (10, "1e1"), (2_500_000, "2.5e6"), (12_345, "1.2345e4"), (10_000_000, "1e7")])
  func numbersOfRowsAreNamedShortly(_ number: Int, _ text: String) {
    #expect(RowNumber.text(number) == text)
    #expect(RowNumber.parse(text) == number)
  }

  // MARK: - The same bytes everywhere

  /// The bytes of a chunk depend on nothing but the seed: these hashes hold on all machines.
  @Test func bytesAreTheSameEverywhere() throws {
    #expect(try fingerprint(GroupbyTable(rows: 10_000)) == 0xF3F8_0A01_13CC_A322)
    #expect(
      try fingerprint(GroupbyTable(rows: 10_000, groups: 10, unknownPercent: 5, isSorted: true))
        == 0x8923_8E03_9FCC_5E0F)
    #expect(try fingerprint(JoinTable(.x, size: 10_000)) == 0x7824_AEA2_4FBB_EC1E)
    #expect(try fingerprint(JoinTable(.small, size: 10_000)) == 0xDBF6_A5DE_7F22_E414)
    #expect(try fingerprint(JoinTable(.medium, size: 10_000)) == 0xB913_523F_F8D9_F681)
    #expect(try fingerprint(JoinTable(.big, size: 10_000)) == 0x6BB6_E5CB_9EC5_1FDB)
    #expect(try fingerprint(HitsTable(rows: 1000)) == 0xF9EB_6063_AFE4_39CC)
  }

  @Test func anotherSeedGivesOtherRowsUnderAnotherName() throws {
    let (usual, other) = (try GroupbyTable(rows: 1000), try GroupbyTable(rows: 1000, seed: 7))
    #expect(usual.fileName == "G1_1e3_1e2_0_0.csv")
    #expect(other.fileName == "G1_1e3_1e2_0_0_seed7.csv")
    #expect(try text(usual) != text(other))
  }

  @Test func threadsDoNotChangeTheFile() throws {
    let folder = try TestFolder()
    let table = try GroupbyTable(rows: 70_000, unknownPercent: 1, isSorted: true)
    var files: [String] = []
    for threads in [1, 3] {
      let writer = BenchmarkWriter(folder: "\(folder.path)/\(threads)", workers: Workers(count: threads))
      #expect(try writer.write(table).wasThere == false)
      files.append(try folder.read("\(threads)/\(table.fileName)"))
    }
    #expect(files[0] == files[1])
    #expect(files[0].hasPrefix("id1,id2,id3,id4,id5,id6,v1,v2,v3\n"))
  }

  // MARK: - Groupby

  @Test func groupbyHasTheOriginalsForm() throws {
    let rows = try records(GroupbyTable(rows: 5000, groups: 10))
    #expect(rows.count == 5000)
    #expect(Set(rows.map { $0[0] }) == Set((1...9).map { "id00\($0)" } + ["id010"]))
    for row in rows {
      #expect(row[0].wholeMatch(of: #/id0\d\d/#) != nil)
      #expect(row[2].wholeMatch(of: #/id\d{10}/#) != nil)
      #expect((1...10).contains(Int(row[3]) ?? 0) && (1...10).contains(Int(row[4]) ?? 0))
      #expect((1...500).contains(Int(row[5]) ?? 0))
      #expect((1...5).contains(Int(row[6]) ?? 0) && (1...15).contains(Int(row[7]) ?? 0))
      #expect(row[8].wholeMatch(of: #/\d{1,3}(\.\d{0,5}[1-9])?/#) != nil, "\(row[8])")
      #expect((0...100).contains(Double(row[8]) ?? -1))
    }
  }

  @Test func aPartOfIdsAndOfValuesIsUnknown() throws {
    let rows = try records(GroupbyTable(rows: 10_000, groups: 100, unknownPercent: 5))
    for column in 0..<6 {
      // 95 of the 100 ids of a column are there, and some rows without any.
      #expect(Set(rows.map { $0[column] }).subtracting([""]).count == 95)
      #expect(rows.contains { $0[column].isEmpty })
    }
    for column in 6..<9 { #expect(rows.filter { $0[column].isEmpty }.count == 500) }
  }

  @Test func sortedRowsAreTheSameRows() throws {
    let plain = try records(GroupbyTable(rows: 3000, groups: 20, unknownPercent: 10))
    let sorted = try records(GroupbyTable(rows: 3000, groups: 20, unknownPercent: 10, isSorted: true))
    #expect(plain.map { $0.joined() }.sorted() == sorted.map { $0.joined() }.sorted())
    let keys = sorted.map { row in row[..<6].map { Int($0.filter(\.isNumber)) ?? 0 } }
    #expect(zip(keys, keys.dropFirst()).allSatisfy { !$1.lexicographicallyPrecedes($0) })
  }

  // MARK: - Join

  @Test func tablesToJoinShareNineTenthsOfTheirIds() throws {
    let size = 100_000
    let tables = try JoinTable.Part.allCases.map { try JoinTable($0, size: size) }
    #expect(tables.map(\.rowCount) == [100_000, 10, 100, 100_000])
    #expect(
      tables.map(\.fileName) == [
        "J1_1e5_NA_0_0.csv", "J1_1e5_1e1_0_0.csv", "J1_1e5_1e2_0_0.csv", "J1_1e5_1e5_0_0.csv",
      ])
    let rows = try tables.map { try records($0) }
    // The column of the id of which all differ, in x and in the table it is joined to.
    for (table, column, other) in [(1, 0, 0), (2, 1, 1), (3, 2, 2)] {
      let left = Set(rows[0].map { $0[column] })
      let right = Set(rows[table].map { $0[other] })
      #expect(right.count == rows[table].count)
      #expect(left.count == right.count)
      #expect(left.intersection(right).count == left.count * 9 / 10)
    }
    #expect(rows[0].allSatisfy { $0[3] == "id" + $0[0] && $0[4] == "id" + $0[1] && $0[5] == "id" + $0[2] })
  }

  @Test func onlyXHasUnknownIds() throws {
    let rows = try JoinTable.Part.allCases.map {
      try records(JoinTable($0, size: 2000, unknownPercent: 10, isSorted: true))
    }
    #expect(rows[0].contains { $0[0].isEmpty && $0[3].isEmpty } && rows[0].contains { $0[6].isEmpty })
    #expect(rows.dropFirst().allSatisfy { $0.allSatisfy { !$0.contains("") } })
    let big = rows[3].compactMap { Int($0[2]) }
    #expect(big == big.sorted() && big.count == 2000)
  }

  // MARK: - Hits

  @Test func hitsHaveClickBenchsColumns() throws {
    #expect(HitsTable.columnTypes.count == 105)
    #expect(
      Set(HitsTable.columnTypes.map(\.type)) == [
        "BIGINT", "INTEGER", "SMALLINT", "TEXT", "DATE", "TIMESTAMP",
      ])
    #expect(HitsTable.columnTypes[0].name == "WatchID" && HitsTable.columnTypes[104].name == "CLID")
  }

  // MARK: - Files

  @Test func whatIsThereIsLeftAndWhatIsForcedIsNot() throws {
    let folder = try TestFolder(["G1_1e3_1e2_0_0.csv": "mine"])
    let writer = BenchmarkWriter(folder: folder.path)
    let table = try GroupbyTable(rows: 1000)
    #expect(try writer.write(table).wasThere)
    #expect(try folder.read(table.fileName) == "mine")
    let file = try writer.write(table, isForced: true)
    let written = try folder.read(table.fileName)
    #expect(!file.wasThere && file.bytes == written.utf8.count)
  }

  @Test func whatStopsLeavesNothingBehind() throws {
    let folder = try TestFolder([".G1_1e9_1e2_0_0.csv.partial": "left by a crash"])
    let writer = BenchmarkWriter(folder: folder.path, cancellation: Cancellation { true })
    #expect(throws: Cancelled.self) { try writer.write(try GroupbyTable(rows: 1000)) }
    #expect(throws: TestFolder.Failure.self) { try folder.read("G1_1e3_1e2_0_0.csv") }
    #expect(throws: TestFolder.Failure.self) { try folder.read(".G1_1e3_1e2_0_0.csv.partial") }
    #expect(throws: TestFolder.Failure.self) { try folder.read(".G1_1e9_1e2_0_0.csv.partial") }
  }

  @Test func wrongNumbersAreRefused() throws {
    #expect(throws: BenchmarkDataError.self) { try GroupbyTable(rows: 0) }
    #expect(throws: BenchmarkDataError.self) { try GroupbyTable(rows: 10, groups: 11) }
    #expect(throws: BenchmarkDataError.self) { try GroupbyTable(rows: 10, groups: 1, unknownPercent: 101) }
    #expect(throws: BenchmarkDataError.self) { try JoinTable(.x, size: 999) }
    #expect(throws: BenchmarkDataError.self) { try HitsTable(rows: 0) }
    #expect(throws: BenchmarkDataError.self) {
      try BenchmarkWriter(folder: "/dev/null/folder").write(try GroupbyTable(rows: 100))
    }
  }

  // MARK: - Helpers

  private func text(_ table: some BenchmarkTable) throws -> [UInt8] {
    var lines = LineBuffer()
    try table.prepared(workers: Workers(), cancellation: .never).write(0..<table.rowCount, to: &lines)
    return lines.bytes
  }

  /// The cells of tables that have no quotes.
  private func records(_ table: some BenchmarkTable) throws -> [[String]] {
    String(decoding: try text(table), as: UTF8.self).split(separator: "\n").map { line in
      line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
  }

  /// The FNV-1a hash of the bytes.
  private func fingerprint(_ table: some BenchmarkTable) throws -> UInt64 {
    try text(table).reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
