import TallyColumns
import TallyFiles
import TallyLessons
import TestFolders
import Testing

@testable import TallySession

/// The other tables that answers are judged on look like the shipped ones and are sound.
@Suite struct VariantTests {
  static let seeds: [UInt64] = Array(1...12)

  private static func data() throws -> LessonData {
    let session = try Shipped.session()
    return LessonData(
      tables: session.catalog.tables, places: session.catalog.places, events: session.catalog.events)
  }

  /// What is added to such columns doubles from one to the next.
  @Test(.timeLimit(.minutes(1))) func columnsMayIncludeOthersAHundredDeep() {
    let count = 120
    var roles = TableRoles()
    for column in 0..<(count - 2) { roles.includes[column] = [column + 1, column + 2] }
    let kinds: [Kind] = (0..<count).map { $0 % 2 == 0 ? .whole : .duration }
    let table = Table(
      name: "t", fields: (0..<count).map { Field("c\($0)") },
      columns: kinds.map { Column(kind: $0, values: [Value(stored: 5, kind: $0)]) }, roles: roles)
    let variant = LessonData(tables: [table], places: nil, events: nil).variant(2)
    #expect(variant.tables[0].columns.count == count)
  }

  @Test(arguments: seeds) func columnsAreTheSameAndRowsAreNot(_ seed: UInt64) throws {
    let data = try VariantTests.data()
    let variant = data.variant(seed)
    #expect(variant.tables.map(\.name) == data.tables.map(\.name))
    for (table, other) in zip(data.tables, variant.tables) {
      #expect(table.fields == other.fields && table.roles == other.roles, "\(table.name)")
      #expect(table.columns.map(\.kind) == other.columns.map(\.kind), "\(table.name)")
      #expect(other.rowCount > table.rowCount, "\(table.name) has rows for the second time")
      for (field, (column, new)) in zip(table.fields, zip(table.columns, other.columns)) {
        #expect(new.count == other.rowCount, "\(table.name).\(field.name)")
        let isNamed = column.kind == .text || column.kind == .date
        let lost = isNamed ? Set(column.values).subtracting(new.values) : []
        #expect(lost.isEmpty, "\(table.name).\(field.name) has no \(lost) any more")
      }
    }
  }

  @Test(arguments: seeds) func isTheSameForTheSameSeed(_ seed: UInt64) throws {
    let data = try VariantTests.data()
    let (one, other) = (data.variant(seed), data.variant(seed))
    for (a, b) in zip(one.tables, other.tables) {
      #expect(a.columns.map(\.values) == b.columns.map(\.values))
    }
    #expect(
      zip(one.tables, data.variant(seed + 100).tables).contains {
        $0.columns.map(\.values) != $1.columns.map(\.values)
      })
  }

  @Test(arguments: seeds) func listsAreSound(_ seed: UInt64) throws {
    let variant = try VariantTests.data().variant(seed)
    let places = try #require(variant.places)
    let events = try #require(variant.events)
    let table = { (name: String) in try #require(variant.tables.first { $0.name == name }) }
    let texts = { (table: Table, column: String) in
      try #require(table.column(named: column)).values.filter { !$0.isUnknown }.map { $0.text() }
    }
    #expect(try texts(table("places"), "name") == places.entries.map(\.name))
    #expect(try texts(table("events"), "event") == events.entries.map(\.name))
    for inside in try texts(table("places"), "inside") { #expect(places.number(of: inside) != nil) }
    for whole in try texts(table("events"), "part_of") { #expect(events.number(of: whole) != nil) }
    for other in variant.tables {
      guard let event = other.roles.event else { continue }
      for name in other.columns[event].values { #expect(events.number(of: name.text()) != nil, "\(name)") }
      // A place stands beside its city in every row.
      guard let place = other.roles.place, let city = other.columnIndex(named: "city") else { continue }
      for row in 0..<other.rowCount {
        let inner = try #require(places.number(of: other.columns[place].value(at: row).text()))
        let outer = try #require(places.number(of: other.columns[city].value(at: row).text()))
        #expect(inner == outer || places.isInside(inner, outer))
      }
    }
  }

  /// Bounds are in their order, stretches of time do not end before they begin, and a figure that includes others is
  /// no less than these.
  @Test(arguments: seeds) func figuresAreSound(_ seed: UInt64) throws {
    for table in try VariantTests.data().variant(seed).tables {
      for column in table.columns where column.kind.canBeBounded {
        for row in 0..<table.rowCount { #expect(column.figure(at: row)?.isOrdered ?? true) }
      }
      for span in table.roles.spans {
        for row in 0..<table.rowCount {
          guard case .date(let start) = table.columns[span.start].value(at: row),
            case .date(let end) = table.columns[span.end].value(at: row)
          else { continue }
          #expect(start <= end)
        }
      }
    }
    let strikes = try #require(try VariantTests.data().variant(seed).tables.first { $0.name == "strikes" })
    for row in 0..<strikes.rowCount {
      let number = { (name: String) -> Int64? in strikes.column(named: name)?.value(at: row).stored }
      guard let all = number("neutralised"), let shot = number("shot_down"), let jammed = number("jammed"),
        strikes.column(named: "weapon")?.value(at: row) == .text("Shahed drone")
      else { continue }
      #expect(all >= shot + jammed)
    }
  }

  /// Numbers at the ends of what there is, and tables without rows or columns.
  @Test(arguments: seeds) func nothingIsTooGreat(_ seed: UInt64) {
    let columns: [Column] = [
      Column(kind: .whole, values: [.whole(.max), .whole(.min), .unknown]),
      Column(
        kind: .real, values: [.real(.greatestFiniteMagnitude), .real(-.greatestFiniteMagnitude), .real(0)]),
      Column(kind: .duration, values: [.duration(.max), .duration(.min), .unknown]),
      Column(kind: .time, values: [.time(.max), .time(.min), .unknown]),
      Column(kind: .date, values: [.date(CalendarDate.dayRange.upperBound), .date(0), .unknown]),
      Column(kind: .boolean, values: [.boolean(true), .boolean(false), .unknown]),
      Column(
        kind: .whole,
        values: [
          .figure(.anything(.whole), .whole),
          .figure(Figure(low: .whole(.max), best: nil, high: nil), .whole), .unknown,
        ]),
    ]
    let tables = [
      Table(name: "a", fields: columns.indices.map { Field("c\($0)") }, columns: columns),
      Table(name: "b", fields: [], columns: [], rowCount: 0),
      Table(name: "c", fields: [Field("x")], columns: [Column(kind: .text, values: [])]),
    ]
    let variant = LessonData(tables: tables, places: nil, events: nil).variant(seed)
    #expect(variant.tables[0].rowCount > 3)
    #expect(variant.tables[1].rowCount == 0 && variant.tables[2].rowCount == 0)
  }
}
