import TallyColumns
import TallyPlanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension NaiveEvaluator {
  func value(of expression: Expression, _ row: [Value]) throws -> Value {
    switch expression.node {
    case .column(let index): return row[index]
    case .constant(let value): return value
    case .condition(let predicate): return try truth(of: predicate, row).map(Value.boolean) ?? .unknown
    case .call(let function, let arguments) where function.name == "if":
      return try choose(arguments, row, expression.type.kind)
    case .call(let function, let arguments) where function.name == "coalesce":
      return try firstKnown(arguments, row, expression.type.kind)
    case .call(let function, let arguments):
      let values = try arguments.map { try value(of: $0, row) }
      if function.name == "figure" { return assembled(values, expression.type.kind) }
      if values.contains(where: \.isUnknown) { return .unknown }
      let written = zip(values, arguments).map { $0.text(as: $1.type.presentation) }
      if function.name == "text" || function.name == "concat" { return .text(written.joined()) }
      let result = try call(function.name, values, expression.type.kind)
      if case .real(let real) = result, !real.isFinite { return .unknown }
      // A moment some duration later has no bounds: it is exact or unknown.
      return result.isBounded && !expression.type.kind.canBeBounded ? .unknown : result
    }
  }

  private func call(_ name: String, _ values: [Value], _ kind: Kind) throws -> Value {
    if values.contains(where: \.isBounded) || ["low", "best", "high"].contains(name) {
      // Remainders, magnitudes and powers of figures have bounds from rules of their own.
      if ["abs", "%", "^"].contains(name) { throw NotCovered() }
      return try callOnFigures(name, values.compactMap { $0.figure(toReckonIn: kind) }, kind)
    }
    switch values[0] {
    case .text(let text): return try self.text(name, Array(text), Array(values.dropFirst()))
    case .date(let day) where values.count == 1:
      return calendar(name, day: day, moment: day &* Moment.perDay, kind)
    case .time(let moment) where values.count == 1:
      return calendar(name, day: moment.flooredDivision(by: Moment.perDay), moment: moment, kind)
    default: return try number(name, values, kind)
    }
  }

  /// A part of a date or time where a whole number is wanted, otherwise the period it falls into.
  private func calendar(_ name: String, day: Int64, moment: Int64, _ kind: Kind) -> Value {
    let date = CalendarDate(days: day)
    let clock = moment &- day &* Moment.perDay
    if kind == .whole {
      switch name {
      case "year": return .whole(Int64(date.year))
      case "quarter": return .whole(Int64((date.month + 2) / 3))
      case "month": return .whole(Int64(date.month))
      case "week": return .whole(Int64(CalendarDate.isoWeek(ofDay: day).week))
      case "weekday": return .whole(Int64(CalendarDate.weekday(ofDay: day)))
      case "day": return .whole(Int64(date.day))
      case "hour": return .whole(clock / Moment.perHour)
      case "second": return .whole(clock % Moment.perMinute / Moment.perSecond)
      default: return .whole(clock % Moment.perHour / Moment.perMinute)
      }
    }
    switch name {
    case "year": return .date(CalendarDate(year: date.year, month: 1, day: 1).days)
    case "quarter":
      return .date(CalendarDate(year: date.year, month: (date.month + 2) / 3 * 3 - 2, day: 1).days)
    case "month": return .date(CalendarDate(year: date.year, month: date.month, day: 1).days)
    case "week": return .date(day - Int64(CalendarDate.weekday(ofDay: day)) + 1)
    case "hour": return .time(moment - clock % Moment.perHour)
    case "minute": return .time(moment - clock % Moment.perMinute)
    default: return .date(day)
    }
  }

  private func number(_ name: String, _ values: [Value], _ kind: Kind) throws -> Value {
    let numbers = values.compactMap { $0.asFigure?.exact }
    switch name {
    case "+", "-":
      let sign: Int128 = name == "+" ? 1 : -1
      if kind == .real { return .real(numbers[0].asDouble + Double(sign) * numbers[1].asDouble) }
      let parts = values.map { value -> Int128 in
        if case .date(let day) = value, kind != .date { return Int128(day) * Int128(Moment.perDay) }
        return Int128(value.stored ?? 0)
      }
      return try whole(parts[0] + sign * parts[1], kind)
    case "negate": return try Value(figure: Figure(exactly: negated(numbers[0])), kind)
    case "*": return try value(product(numbers[0], numbers[1]), kind)
    case "/": return try value(.real(numbers[0].asDouble / numbers[1].asDouble), kind)
    case "%":
      if kind == .real { return .real(fmod(numbers[0].asDouble, numbers[1].asDouble)) }
      guard case .whole(let a) = numbers[0], case .whole(let b) = numbers[1], b != 0 else { return .unknown }
      return .whole(Int64(Int128(a) % Int128(b)))
    case "^": return .real(pow(numbers[0].asDouble, numbers[1].asDouble))
    case "abs":
      return ValueOrder.order(numbers[0], .whole(0)) < 0 ? try value(negated(numbers[0]), kind) : values[0]
    case "min", "max":
      return Value(figure: extreme(values.compactMap(\.asFigure), isMaximum: name == "max"), kind)
    default:
      let digits = numbers.count > 1 ? numbers[1] : .whole(0)
      return try value(rising(name, numbers[0], digits: digits), kind)
    }
  }

  /// Functions of one number that never fall.
  func rising(_ name: String, _ number: Number, digits: Number) throws -> Number {
    let real = number.asDouble
    switch name {
    case "sqrt": return .real(real.squareRoot())
    case "exp": return .real(exp(real))
    case "ln": return .real(log(real))
    case "log10": return .real(log10(real))
    case "sign": return .whole(real < 0 ? -1 : real > 0 ? 1 : 0)
    case "floor", "ceil":
      guard case .real = number else { return number }
      return try wholeNumber(name == "floor" ? real.rounded(.down) : real.rounded(.up))
    default:  // round
      guard case .whole(let places) = digits else { return number }
      switch number {
      case .whole(let whole):
        if places >= 0 { return number }
        guard let rounded = Int64(DecimalText("\(whole)").rounded(to: places)) else { throw Overflow() }
        return .whole(rounded)
      case .real(let real):
        return .real(Double(DecimalText(real.description).rounded(to: places)) ?? real)
      }
    }
  }

  /// The low of the first, the best of the second and the high of the third; unknown where they are out of
  /// order or all unknown.
  private func assembled(_ values: [Value], _ kind: Kind) -> Value {
    let (low, best, high) = (values[0].asFigure?.low, values[1].asFigure?.best, values[2].asFigure?.high)
    let given = [low, best, high].compactMap { $0 }
    let isOrdered = zip(given, given.dropFirst()).allSatisfy { ValueOrder.order($0, $1) <= 0 }
    guard isOrdered, !given.isEmpty else { return .unknown }
    let isOne = low != nil && high != nil && given.allSatisfy { ValueOrder.order($0, given[0]) == 0 }
    return Value(figure: isOne ? Figure(exactly: given[0]) : Figure(low: low, best: best, high: high), kind)
  }

  private func wholeNumber(_ real: Double) throws -> Number {
    guard let whole = Int64(exactly: real) else { throw Overflow() }
    return .whole(whole)
  }

  /// A number as a value; reals round where the kind has no fractions.
  private func value(_ number: Number, _ kind: Kind) throws -> Value {
    switch number {
    case .real(let real) where kind != .real:
      guard real.isFinite else { return .unknown }
      guard let whole = Int64(exactly: real.rounded()) else { throw Overflow() }
      return Value(stored: whole, kind: kind)
    case .real(let real): return .real(real)
    case .whole(let whole): return kind == .real ? .real(Double(whole)) : Value(stored: whole, kind: kind)
    }
  }

  private func whole(_ exact: Int128, _ kind: Kind) throws -> Value {
    guard let whole = Int64(exactly: exact), kind != .date || CalendarDate.dayRange.contains(whole) else {
      throw Overflow()
    }
    return Value(stored: whole, kind: kind)
  }

  func negated(_ number: Number) throws -> Number {
    switch number {
    case .real(let real): return .real(-real)
    case .whole(let whole):
      guard let negated = Int64(exactly: -Int128(whole)) else { throw Overflow() }
      return .whole(negated)
    }
  }

  func sum(_ a: Number, _ b: Number) throws -> Number {
    guard case .whole(let x) = a, case .whole(let y) = b else { return .real(a.asDouble + b.asDouble) }
    guard let sum = Int64(exactly: Int128(x) + Int128(y)) else { throw Overflow() }
    return .whole(sum)
  }

  func product(_ a: Number, _ b: Number) throws -> Number {
    guard case .whole(let x) = a, case .whole(let y) = b else { return .real(a.asDouble * b.asDouble) }
    let (product, overflow) = x.multipliedReportingOverflow(by: y)
    if overflow { throw Overflow() }
    return .whole(product)
  }
}
