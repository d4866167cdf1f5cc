import GRDB
import TallyColumns
import TallyDialects

/// Values as they stand in SQLite, and back.
enum SQLiteValue {
  /// One value, or the three parts of a figure, an open one NULL.
  static func stored(_ value: Value, isBounded: Bool) -> [DatabaseValue] {
    guard isBounded else { return [stored(value)] }
    let figure: Figure? =
      switch value {
      case .figure(let figure, _): figure
      case .real(let real): Figure(exactly: .real(real))
      default: value.stored.map { Figure(exactly: .whole($0)) }
      }
    return [figure?.low, figure?.best, figure?.high].map { $0.map(stored) ?? .null }
  }

  private static func stored(_ value: Value) -> DatabaseValue {
    switch value {
    case .unknown: .null
    case .boolean(let isSo): (isSo ? 1 : 0).databaseValue
    case .whole(let whole), .duration(let whole): whole.databaseValue
    case .real(let real): real.databaseValue
    case .text(let text): text.databaseValue
    case .date(let day): CalendarDate(days: day).description.databaseValue
    case .time(let moment): ISOTime.text(moment).databaseValue
    case .figure(let figure, _): figure.exact.map(stored) ?? .null
    }
  }

  private static func stored(_ number: Number) -> DatabaseValue {
    switch number {
    case .whole(let whole): whole.databaseValue
    case .real(let real): real.databaseValue
    }
  }

  /// A value of a kind.
  static func value(_ stored: DatabaseValue, _ kind: Kind) throws -> Value {
    switch (kind, stored.storage) {
    case (_, .null): return .unknown
    case (.boolean, .int64(let number)): return .boolean(number != 0)
    case (.whole, .int64(let number)): return .whole(number)
    case (.duration, .int64(let number)): return .duration(number)
    case (.real, .int64(let number)): return .real(Double(number))
    // Engines have infinities; here what is beyond all numbers is unknown.
    case (.real, .double(let number)): return number.isFinite ? .real(number) : .unknown
    case (.text, .string(let text)): return .text(text)
    case (.date, .string(let text)):
      if let day = read(text, LiteralScanner.date) { return .date(day) }
    case (.time, .string(let text)):
      if let moment = read(text, LiteralScanner.time) { return .time(moment) }
    default: break
    }
    throw SQLiteTables.Unreadable(what: "\(stored) is not \(kind.phrase)")
  }

  /// The figure of three parts; unknown where all are NULL.
  static func figure(
    _ low: DatabaseValue, _ best: DatabaseValue, _ high: DatabaseValue, _ kind: Kind
  ) throws -> Value {
    let parts = try [low, best, high].map { part -> Number? in
      switch try value(part, kind) {
      case .unknown: nil
      case .real(let real): .real(real)
      case let value: value.stored.map(Number.whole)
      }
    }
    let figure = Figure(low: parts[0], best: parts[1], high: parts[2])
    return figure.isOpen ? .unknown : Value(figure, kind: kind)
  }

  private static func read(_ text: String, _ scanner: (LiteralScanner.Bytes) -> Int64?) -> Int64? {
    var text = text
    return text.withUTF8(scanner)
  }
}
