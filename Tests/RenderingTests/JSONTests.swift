import TallyColumns
import Testing

@testable import TallyRendering

@Suite struct JSONTests {
  @Test func anAnswerIsOneObject() {
    let table = Samples.table(
      ("place", .text, .plain, [.text("Одеса\n\"a\""), .unknown]),
      ("killed", .whole, .plain, [.figure(Samples.atLeast(15), .whole), .whole(1_234_567)]),
      ("part", .real, .percent, [.real(0.1 + 0.2), .unknown]),
      ("weekday", .whole, .weekday, [.whole(6), .whole(1)]))
    #expect(
      table.rendered(.json, notes: ["says \"so\"", "b"])
        == #"""
        {"columns":[{"name":"place","kind":"text"},{"name":"killed","kind":"whole"},\#
        {"name":"part","kind":"real"},{"name":"weekday","kind":"text"}],
        "rows":[
        {"place":"Одеса\n\"a\"","killed":{"low":15,"best":null,"high":null},\#
        "part":0.30000000000000004,"weekday":"Saturday"},
        {"place":null,"killed":1234567,"part":null,"weekday":"Monday"}
        ],
        "notes":["says \"so\"","b"]}

        """#)
  }

  @Test func linesAreRows() {
    #expect(
      Samples.weapons.rendered(.jsonl, notes: ["n"]) == """
        {"weapon":"ballistic missile","launched":14}
        {"weapon":"Shahed drone","launched":250}

        """)
  }

  @Test func emptyTables() {
    #expect(
      Samples.numbers(0).rendered(.json) == """
        {"columns":[{"name":"n","kind":"whole"}],
        "rows":[],
        "notes":[]}

        """)
    let none = Table(name: "none", fields: [], columns: [], rowCount: 2)
    #expect(none.rendered(.json) == "{\"columns\":[],\n\"rows\":[\n{},\n{}\n],\n\"notes\":[]}\n")
    #expect(Samples.numbers(0).rendered(.jsonl) == "")
  }

  @Test func columnsOfOneNameAreToldApart() {
    let table = Samples.table(
      ("a", .whole, .plain, [.whole(1)]), ("a", .whole, .plain, [.whole(2)]),
      ("a_2", .whole, .plain, [.whole(3)]), ("a", .whole, .plain, [.whole(4)]))
    #expect(table.rendered(.jsonl) == "{\"a\":1,\"a_3\":2,\"a_2\":3,\"a_4\":4}\n")
  }

  @Test func figuresAreTheirParts() {
    let length = Figure(low: .whole(7 * Moment.perHour), best: nil, high: .whole(8 * Moment.perHour))
    let about = Figure(low: nil, best: .real(2.5), high: nil)
    let table = Samples.table(
      ("d", .duration, .plain, [.figure(length, .duration)]), ("r", .real, .plain, [.figure(about, .real)]))
    #expect(
      table.rendered(.jsonl) == """
        {"d":{"low":"7h","best":null,"high":"8h"},"r":{"low":null,"best":2.5,"high":null}}

        """)
  }

  @Test func infinitiesAreNull() {
    let reals = [.infinity, -0.0, 1e300, 1e16].map(Value.real)
    let table = Samples.table(("r", .real, .plain, reals))
    #expect(table.rendered(.jsonl) == "{\"r\":null}\n{\"r\":0}\n{\"r\":1e+300}\n{\"r\":1e+16}\n")
  }

  @Test func noControlCharacterIsLeft() throws {
    let text = Samples.hostile.rendered(.json, notes: ["\u{1}\u{85}"])
    let controls = text.unicodeScalars.filter { $0.properties.generalCategory == .control && $0 != "\n" }
    #expect(controls.isEmpty)
  }

  /// U+2028 and U+2029 end a line, U+202A to U+202E and U+2066 to U+2069 turn the direction; what stands beside them
  /// in Unicode, or has the same bytes at its end, does not.
  @Test func whatTurnsTheDirectionOrEndsALineIsEscaped() throws {
    let escaped = Array(0x2028...0x202E) + Array(0x2066...0x2069)
    let beside = [0x2026, 0x2027, 0x202F, 0x2065, 0x206A, 0x20A8, 0x3028, 0x1F02A, 0x1F066, 0xA8, 0x828]
    for code in escaped + beside {
      let scalar = try #require(Unicode.Scalar(UInt32(code)))
      let text = "\(scalar)a\(scalar)\(scalar)"
      let line = Samples.table(("t", .text, .plain, [.text(text)])).rendered(.jsonl)
      let digits = String(code, radix: 16)
      let shown = escaped.contains(code) ? "\\u\(digits)a\\u\(digits)\\u\(digits)" : text
      #expect(Array(line.utf8) == Array("{\"t\":\"\(shown)\"}\n".utf8), "\(digits)")
      #expect(try StrictJSON.parse(line)["t"] == .string(text))
    }
  }

  @Test(arguments: [Samples.mixed, Samples.hostile, Samples.weapons, Samples.numbers(0)])
  func whatIsWrittenIsJSON(table: Table) throws {
    let note = "a \u{2} \u{9F} \\ \" é"
    let parsed = try StrictJSON.parse(table.rendered(.json, notes: [note]))
    #expect(parsed["notes"] == .array([.string(note)]))
    guard case .array(let rows) = parsed["rows"], case .array(let columns) = parsed["columns"] else {
      Issue.record("no rows or columns")
      return
    }
    #expect(columns.map { $0["name"] } == table.fields.map { .string($0.name) })
    #expect(columns.map { $0["kind"] } == table.columns.map { .string($0.kind.rawValue) })
    try #require(rows.count == table.rowCount)
    for (row, object) in rows.enumerated() {
      for (field, column) in zip(table.fields, table.columns) {
        #expect(object[field.name] == StrictJSON(column.value(at: row)))
      }
    }
    let lines = table.rendered(.jsonl).split(separator: "\n")
    #expect(try lines.map { try StrictJSON.parse(String($0)) } == rows)
  }
}
