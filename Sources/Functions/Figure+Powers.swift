import TallyColumns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

// Functions of figures that rise in one place and fall in another. The bounds are sound; for remainders
// and for powers with an uncertain exponent they are not always the tightest.
extension Figure {
  static func magnitude(_ a: Figure) throws -> Figure {
    let turned = try negated(a)
    if (a.low?.asDouble ?? -1) >= 0 { return a }
    if (a.high?.asDouble ?? 1) <= 0 { return turned }
    let ends = [a.high, turned.high].compactMap { $0 }
    let best = a.best.flatMap { $0.asDouble < 0 ? turned.best : $0 }
    return Figure(
      low: .whole(0), best: best, high: ends.count == 2 ? ends.max { Number.isLess($0, $1) } : nil)
  }

  /// The rest of a division, with the sign of the dividend and less than either in size.
  static func remainder(_ a: Figure, _ b: Figure) -> Figure? {
    if b.exact?.asDouble == 0 { return nil }
    if let a = a.exact, let b = b.exact { return Figure(exactly: remainder(a, b)) }
    let best = a.best.flatMap { a in b.best.flatMap { $0.asDouble == 0 ? nil : remainder(a, $0) } }
    if let low = a.low, let high = a.high, let divisor = b.exact, low.asDouble >= 0,
      high.asDouble < divisor.asDouble.magnitude
    {
      return a
    }
    var size: Number?
    if let low = b.low, let high = b.high { size = larger(low, high) }
    let least = a.low.map { $0.asDouble >= 0 ? .whole(0) : limited($0, size) } ?? size.map { $0.turned }
    let most = a.high.map { $0.asDouble <= 0 ? .whole(0) : limited($0, size) } ?? size
    return Figure(low: least, best: best, high: most)
  }

  private static func remainder(_ a: Number, _ b: Number) -> Number {
    if case .whole(let a) = a, case .whole(let b) = b { return .whole(b == -1 ? 0 : a % b) }
    return .real(fmod(a.asDouble, b.asDouble))
  }

  private static func larger(_ a: Number, _ b: Number) -> Number {
    .real(max(a.asDouble.magnitude, b.asDouble.magnitude))
  }

  /// A number, or one of its sign and of a lesser size.
  private static func limited(_ number: Number, _ size: Number?) -> Number {
    guard let size, number.asDouble.magnitude > size.asDouble else { return number }
    return number.asDouble < 0 ? size.turned : size
  }

  /// Rising or falling where the base is not negative or the exponent is a whole number; elsewhere there
  /// may be any number.
  static func power(_ a: Figure, _ b: Figure) -> Figure {
    let finite = { (value: Double) -> Number? in value.isFinite ? .real(value) : nil }
    let best = a.best.flatMap { a in b.best.flatMap { finite(pow(a.asDouble, $0.asDouble)) } }
    if a.exact != nil, b.exact != nil, let best { return Figure(exactly: best) }
    guard let exponent = b.exact?.asDouble else {
      return Figure(low: (a.low?.asDouble ?? -1) >= 0 ? .real(0) : nil, best: best, high: nil)
    }
    let raised = { (number: Number?) in number.flatMap { finite(pow($0.asDouble, exponent)) } }
    if exponent >= 0, exponent == exponent.rounded() {
      let isEven = exponent.truncatingRemainder(dividingBy: 2) == 0
      let base = isEven ? (try? magnitude(a)) ?? Figure(low: .whole(0), best: nil, high: nil) : a
      return Figure(low: raised(base.low), best: best, high: raised(base.high))
    }
    guard let low = a.low?.asDouble, low >= 0 else { return Figure(low: nil, best: best, high: nil) }
    if exponent > 0 { return Figure(low: raised(a.low), best: best, high: raised(a.high)) }
    return Figure(low: a.high == nil ? .real(0) : raised(a.high), best: best, high: raised(a.low))
  }
}

extension Number {
  fileprivate var turned: Number { .real(-asDouble) }
}
