import TallyColumns
import TallyDialects

/// Values as an engine's literals, and what it prints for them back as values.
enum EngineCell {
  /// The one value, or the three parts of a figure.
  static func literals(_ value: Value, _ column: Column, _ dialect: Dialect) throws -> [String] {
    guard column.isBounded else { return [try literal(value, column.kind, dialect)] }
    let figure: Figure? =
      switch value {
      case .figure(let figure, _): figure
      case .real(let real): Figure(exactly: .real(real))
      default: value.stored.map { Figure(exactly: .whole($0)) }
      }
    return try [figure?.low, figure?.best, figure?.high].map { number in
      switch number {
      case .whole(let whole)?: try literal(Value(stored: whole, kind: column.kind), column.kind, dialect)
      case .real(let real)?: try literal(.real(real), column.kind, dialect)
      case nil: try literal(.unknown, column.kind, dialect)
      }
    }
  }

  private static func literal(_ value: Value, _ kind: Kind, _ dialect: Dialect) throws -> String {
    guard let literal = dialect.literal(value, of: kind) else {
      throw EngineProcess.Failure("\(value) is nothing that \(dialect.title) can have")
    }
    return literal
  }

  /// - Parameter cell: nil for NULL.
  static func value(_ cell: String?, _ kind: Kind) throws -> Value {
    guard let cell else { return .unknown }
    switch kind {
    case .text: return .text(cell)
    case .date: if let day = read(cell, LiteralScanner.date) { return .date(day) }
    case .time: if let moment = read(cell, LiteralScanner.time) { return .time(moment) }
    // Engines have infinities; here what is beyond all numbers is unknown.
    case .real: if let real = Double(cell) { return real.isFinite ? .real(real) : .unknown }
    case .boolean: if let number = Int64(cell) { return .boolean(number != 0) }
    case .whole, .duration:
      // Engines give sums and averages as decimals or reals.
      if let number = Int64(cell) ?? Double(cell).flatMap(Int64.init(exactly:)) {
        return Value(stored: number, kind: kind)
      }
    }
    throw EngineProcess.Failure("\(cell) is not \(kind.phrase)")
  }

  static func number(_ cell: String?, _ kind: Kind) throws -> Number? {
    switch try value(cell, kind) {
    case .unknown: nil
    case .real(let real): .real(real)
    case let value: value.stored.map(Number.whole)
    }
  }

  private static func read(_ text: String, _ scanner: (LiteralScanner.Bytes) -> Int64?) -> Int64? {
    var text = text
    return text.withUTF8(scanner)
  }
}
