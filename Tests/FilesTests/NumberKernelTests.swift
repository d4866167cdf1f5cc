import TallyColumns
import TallyFiles
import TallyWorkers
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Numbers read many at once are those that are read one at a time, and reals are those of the C library.
@Suite struct NumberKernelTests {
  private static let rowCount = 5_000

  /// A table whose middle column has these cells, among columns of other lengths.
  private func column(_ cells: [String], lineEnd: String = "\n") throws -> Column {
    let rows = cells.enumerated().map { "\($0 % 7),\($1),x\($0 % 100)" }
    let text = "a,b,c" + lineEnd + rows.joined(separator: lineEnd) + lineEnd
    return try read(text) { $0.workers = Workers(count: 2) }.columns[1]
  }

  private func digits(_ count: Int, using random: inout SmallRandom) -> String {
    String((0..<count).map { _ in "0123456789".randomElement(using: &random) ?? "0" })
  }

  /// A row of digits without zeros before it, but perhaps 0 itself.
  private func number(_ count: Int, using random: inout SmallRandom) -> String {
    if count <= 1 { return digits(1, using: &random) }
    return String(Int.random(in: 1...9, using: &random)) + digits(count - 1, using: &random)
  }

  @Test(arguments: 0..<12) func wholeNumbers(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    let most = Int.random(in: 1...18, using: &random)
    let cells = (0..<NumberKernelTests.rowCount).map { _ in
      let sign = ["", "", "-", "+"][seed < 4 ? 0 : Int.random(in: 0..<4, using: &random)]
      let number = number(Int.random(in: 1...most, using: &random), using: &random)
      let space = Int.random(in: 0..<50, using: &random) == 0 ? " " : ""
      return sign == "+" && number.count > 7 ? number : space + sign + number + space
    }
    let column = try column(cells, lineEnd: seed % 2 == 0 ? "\n" : "\r\n")
    #expect(column.kind == .whole)
    for (row, cell) in cells.enumerated() {
      #expect(column.storage.integer(at: row) == Int64(cell.filter { $0 != " " }), "\(cell)")
    }
  }

  @Test(arguments: 0..<24) func realsAreThoseOfTheCLibrary(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed + 50)
    let (before, behind) = [(3, 6), (8, 9), (18, 18), (1, 8), (7, 2), (2, 1)][Int(seed) % 6]
    let cells = (0..<NumberKernelTests.rowCount * 4).map { row in
      let sign = seed < 6 || Bool.random(using: &random) ? "" : "-"
      let whole = number(Int.random(in: 1...before, using: &random), using: &random)
      if row == 0 { return "0.5" }
      if Int.random(in: 0..<40, using: &random) == 0 { return sign + whole }
      let fraction = digits(Int.random(in: 1...behind, using: &random), using: &random)
      let power =
        Int.random(in: 0..<60, using: &random) == 0 ? "e-\(Int.random(in: 0...30, using: &random))" : ""
      return "\(sign)\(whole).\(fraction)\(power)"
    }
    let column = try column(cells)
    guard case .real(let values) = column.storage else {
      Issue.record("the column is \(column.kind)")
      return
    }
    for (row, cell) in cells.enumerated() {
      #expect(values[row].bitPattern == strtod(cell, nil).bitPattern, "\(cell)")
    }
  }

  /// Forms that look like the plain one and are none of a number make the column text, wherever they stand.
  @Test(arguments: [
    "007", "-007", "00", "1-", "--1", "1.", ".", ":", "/1", "1:2", "12345678a", "a2345678", "1 2", "0x1",
    "1,5",
    "+12345678", "1..2", "1.2.3", "1.2a", "a.b", "00.5", "-00.5", "1.-5",
  ])
  func nearlyNumbers(_ odd: String) throws {
    for place in [0, 1, 63, 64, 100, 127, 199] {
      for plain in ["7", "12345678", "1.25"] {
        var cells = [String](repeating: plain, count: 200)
        cells[place] = "\"\(odd)\""
        let column = try column(cells)
        let alone = try read("b\n\"\(odd)\"\n").columns[0].kind
        let joined = alone == .whole || alone == .real ? (plain == "1.25" ? .real : alone) : Kind.text
        #expect(column.kind == joined, "\(odd) at \(place) among \(plain)")
      }
    }
  }

  @Test func zonesAreThoseOfTheValues() throws {
    var random = SmallRandom(seed: 9)
    var text = "a,b,c,d\n"
    for row in 0..<40_000 {
      let isBlank = row % 1000 == 3 || (16_384..<32_768).contains(row)
      text += "\(row % 100),\(isBlank ? "" : "\(Int.random(in: -9999...9999, using: &random))"),"
      text += "\(Int.random(in: -99_999...99_999, using: &random)).5,\(row * 1_000_003)\n"
    }
    let table = try read(text) {
      $0.workers = Workers(count: 3)
      $0.sectionBytes = 77_777
    }
    for column in table.columns {
      #expect(column.best.zones == ZoneMap(column.storage, missing: column.best.missing))
    }
  }
}
