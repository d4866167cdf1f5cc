import TallyColumns
import TallyLessons
import TallyWorkers

/// A table that is made up on the spot: deliveries in a few cities, of which nobody is meant. The same rows each time.
struct MadeDeliveries {
  static let name = "deliveries"

  private static let cities = [
    "Kyiv", "Kharkiv", "Odesa", "Dnipro", "Lviv", "Zaporizhzhia", "Vinnytsia", "Poltava", "Chernihiv",
    "Cherkasy",
    "Sumy", "Zhytomyr", "Rivne", "Lutsk", "Uzhhorod", "Ternopil",
  ]
  private static let goods = ["letter", "parcel", "food", "medicine", "books", "furniture"]
  private static let days = 730
  /// The 1 January of 2024, from which the days are counted.
  private static let firstDay = CalendarDate(year: 2024, month: 1, day: 1).days

  /// Bytes that a row takes while the table is made: a day and its date, two codes, boxes, kilograms, minutes.
  private static let bytesPerRow = 2 + 4 + 1 + 1 + 1 + 8 + 2
  private static let stretch = 1 << 16

  /// - Throws: a `Diagnostic` where there is no memory for it; `Cancelled`.
  /// - Complexity: O(rows).
  static func table(rows: Int, memory: MemoryBudget, cancellation: Cancellation) throws -> Table {
    do {
      try memory.reserve(rows.multipliedReportingOverflow(by: bytesPerRow).partialValue)
    } catch let shortage as MemoryShortage {
      throw SessionDiagnostics.madeTooLarge(rows, shortage)
    }
    var day = [Int16](repeating: 0, count: rows)
    var city = [UInt8](repeating: 0, count: rows)
    var kind = [UInt8](repeating: 0, count: rows)
    var boxes = [Int8](repeating: 0, count: rows)
    var weight = [Double](repeating: 0, count: rows)
    var minutes = [Int16](repeating: 0, count: rows)
    var unknown = NullMask(count: rows)
    var random = SeededNumbers(seed: 0x9E37_79B9_7F4A_7C15)
    for row in 0..<rows {
      if row % stretch == 0 { try cancellation.check(passing: min(stretch, rows - row)) }
      let bits = random.next()
      let piece = { (shift: UInt64, count: Int) in (Int((bits >> shift) & 0xFFF) * count) >> 12 }
      // The first of each are the commonest.
      let number = piece(0, cities.count)
      city[row] = UInt8(truncatingIfNeeded: number * number / cities.count)
      let good = piece(12, goods.count)
      kind[row] = UInt8(truncatingIfNeeded: good * (good + 1) / (goods.count + 1))
      day[row] = Int16(truncatingIfNeeded: row * days / max(1, rows))
      boxes[row] = Int8(truncatingIfNeeded: 1 + piece(24, 12))
      weight[row] = Double(piece(36, 400) + 10 * Int(boxes[row])) / 10
      minutes[row] = Int16(truncatingIfNeeded: 15 + piece(44, 180) + 9 * Int(kind[row]))
      // Of some nobody noted how long they took.
      if bits >> 58 == 0 { unknown.setNull(row) }
    }
    let dates = day.map { Int32(truncatingIfNeeded: Int64($0) + firstDay) }
    return Table(
      name: name,
      fields: ["day", "city", "kind", "boxes", "weight", "minutes"].map { Field($0) },
      columns: [
        Column(kind: .date, .int32(dates)), Column(kind: .text, .code8(city, TextDictionary(cities))),
        Column(kind: .text, .code8(kind, TextDictionary(goods))), Column(kind: .whole, .int8(boxes)),
        Column(kind: .real, .real(weight)), Column(kind: .whole, .int16(minutes), missing: unknown),
      ])
  }
}
