import TallyColumns
import TallyDiagnostics
import Testing

@testable import TallyRendering

/// The columns of rows below one another.
@Suite struct VerticalTests {
  private func first(_ table: Table) -> Table {
    Table(
      name: table.name, fields: table.fields,
      columns: table.columns.map { Column(kind: $0.kind, values: [$0.value(at: 0)]) })
  }

  @Test func aRowOfItsOwnHasNoNumber() {
    #expect(
      first(Samples.mixed).rendered(.vertical, width: 40, notes: ["n"]) == """
        place   Kyiv
        killed  15+
        part    95.1 %
        day     2025-05-24
        length  7h
        sure    yes
          note: n

        """)
  }

  @Test func rowsAreNumberedOnAScreenAndApartInAPipe() {
    #expect(
      Samples.weapons.rendered(.vertical, width: 30) == """
        row 1 ────────────────────────
        weapon    ballistic missile
        launched  14
        row 2 ────────────────────────
        weapon    Shahed drone
        launched  250

        """)
    #expect(
      Samples.weapons.rendered(.vertical, notes: ["n"]) == """
        weapon    ballistic missile
        launched  14

        weapon    Shahed drone
        launched  250

        """)
    #expect(Samples.weapons.rendered(.vertical, width: 30, usesUnicode: false).hasPrefix("row 1 ------"))
  }

  @Test func textsGoOnOverLinesAndNothingIsCut() {
    let table = Samples.table(
      ("event", .text, .plain, [.text("a night of drones over the port and the town")]),
      ("link", .text, .plain, [.text("https://example.org/a/b/c")]), ("n", .whole, .plain, [.unknown]))
    #expect(
      table.rendered(.vertical, width: 24, unknownWord: "no report") == """
        event  a night of drones
               over the port and
               the town
        link   https://example.o
               rg/a/b/c
        n      no report

        """)
    #expect(table.rendered(.vertical, width: 24, fit: .on).contains("drones over the port and the town\n"))
    for width in [20, 21, 33] {
      for line in table.rendered(.vertical, width: width).split(separator: "\n") {
        #expect(DisplayWidth.of(line) <= width, "\(line)")
      }
    }
  }

  @Test func aSingleRowThatDoesNotFitStandsSo() {
    let row = first(Samples.mixed)
    #expect(row.rendered(.table, width: 40) == row.rendered(.vertical, width: 40))
    #expect(row.rendered(.table, width: 80).hasPrefix("place  killed"))
    #expect(row.rendered(.table, width: 40, fit: .off).contains("1 more column: day ("))
    #expect(
      row.rendered(.table, width: 40, fit: .on).hasPrefix("place  killed    part  day         length  sure\n")
    )
    // Into a pipe, lines are of any length.
    #expect(row.rendered(.table).hasPrefix("place  killed"))
    #expect(!Samples.mixed.rendered(.table, width: 40).contains("row 1"))
  }

  @Test func whatIsNotShownIsSaid() {
    let text = Samples.numbers(2_000).rendered(.vertical, width: 80, maximumRows: 1)
    #expect(
      text == """
        n  0
        … 1,999 more rows (skip 1 shows the next); set format csv shows all

        """)
    #expect(Samples.numbers(0).rendered(.vertical, width: 80) == "(no rows)\n")
    #expect(Samples.numbers(0).rendered(.vertical) == "")
  }

  @Test func namesLeaveRoomForValues() {
    let name = String(repeating: "long ", count: 12)
    let table = Samples.table((name, .text, .plain, [.text("a value of some words")]))
    let lines = table.rendered(.vertical, width: 30).split(separator: "\n")
    #expect(lines == ["long long lo…  a value of some", "               words"])
  }
}
