import TallyColumns
import TallyFiles
import TestFolders
import Testing

/// A real file of 2,425 rows, where it lies beside the package.
@Suite struct MissileFileTests {
  @Test(.enabled(if: ProjectFiles.missiles != nil, "the file of missile attacks is not beside the package"))
  func loadsWithoutRegrets() throws {
    let table = try CSVReader().read(try #require(ProjectFiles.missiles))
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
