import TallyColumns
import TallyFiles
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A real file of 2,425 rows, where it lies beside the package.
@Suite struct MissileFileTests {
  static let path =
    #filePath.split(separator: "/").dropLast(4).reduce("") { "\($0)/\($1)" }
    + "/shared/data/missile_attacks_daily.csv"
  static var isThere: Bool { access(path, R_OK) == 0 }

  @Test(.enabled(if: isThere, "the file of missile attacks is not beside the package"))
  func loadsWithoutRegrets() throws {
    let table = try CSVReader().read(MissileFileTests.path)
    #expect(table.name == "missile_attacks_daily")
    #expect(table.rowCount == 2425)
    #expect(table.columns.count == 17)
    // Some attacks have a day only, which is remarked on and harmless.
    #expect(table.remarks.allSatisfy { $0.contains("without a time read as 00:00") }, "\(table.remarks)")
    #expect(table.column(named: "time_start")?.kind == .time)
    #expect(table.column(named: "affected region")?.kind == .text)
    let launched = try #require(table.column(named: "launched"))
    let model = try #require(table.column(named: "model"))
    #expect(launched.kind == .whole)
    var sum: Int64 = 0
    for row in 0..<table.rowCount where model.value(at: row) == .text("Shahed-136/131") {
      sum += launched.value(at: row).stored ?? 0
    }
    #expect(sum == 29_045)
  }
}
