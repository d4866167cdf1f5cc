/// A number of either kind.
public enum Number: Sendable, Hashable {
  case whole(Int64)
  case real(Double)

  public var asDouble: Double {
    switch self {
    case .whole(let value): Double(value)
    case .real(let value): value
    }
  }
}

/// A number as a report gives it: with bounds, any of them open.
///
///     15          exact: low, best and high are 15
///     15+         at least: low 15, the rest open
///     ..20        at most: high 20
///     10..20      between
///     ~250        about: a best without bounds
///     12 (10..15) a best with bounds
///
/// A figure with all three open would be unknown, and is not one.
public struct Figure: Sendable, Hashable {
  public let low: Number?
  public let best: Number?
  public let high: Number?

  /// Bounds that meet leave one number, which is then also the best.
  public init(low: Number?, best: Number?, high: Number?) {
    self.low = low
    self.best = best ?? (low == high ? low : nil)
    self.high = high
  }

  public init(exactly number: Number) {
    self.init(low: number, best: number, high: number)
  }

  /// The number, where all three parts are the same.
  public var exact: Number? {
    low == best && best == high ? best : nil
  }
}

extension Figure {
  /// The number that stands for the figure where one is needed for an order.
  public var center: Number {
    if let best { return best }
    if let low, let high { return .real(low.asDouble / 2 + high.asDouble / 2) }
    return low ?? high ?? .whole(0)
  }
}

extension Figure {
  /// Whether low ≤ best ≤ high, as far as they are given.
  public var isOrdered: Bool {
    if let low, let high, Number.isLess(high, low) { return false }
    if let low, let best, Number.isLess(best, low) { return false }
    if let best, let high, Number.isLess(high, best) { return false }
    return true
  }

  /// Whether no part is given: nothing is known of it.
  public var isOpen: Bool { low == nil && best == nil && high == nil }

  /// The same figure, exact where its bounds leave room for one number only.
  public var settled: Figure {
    if let low, low == high { return Figure(exactly: low) }
    return self
  }
}

extension Figure {
  /// The figure with all its parts of the kind that its column has.
  public func converted(to kind: Kind) -> Figure {
    let convert = { (number: Number?) -> Number? in
      switch number {
      case .whole(let whole)? where kind == .real: .real(Double(whole))
      case .real(let real)? where kind != .real: Int64(exactly: real.rounded()).map(Number.whole)
      default: number
      }
    }
    if isAnything { return Figure.anything(kind) }
    return Figure(low: convert(low), best: convert(best), high: convert(high))
  }
}

extension Figure {
  /// A number of which nothing more is known: at least the least of its kind. Unknown is something else:
  /// aggregates leave an unknown out, and count this one in.
  public static func anything(_ kind: Kind) -> Figure {
    Figure(low: kind == .real ? .real(-.greatestFiniteMagnitude) : .whole(.min), best: nil, high: nil)
  }

  public var isAnything: Bool {
    guard best == nil, high == nil else { return false }
    return low == .whole(.min) || low == .real(-.greatestFiniteMagnitude)
  }

  /// The figure for working with: an end that says nothing is open.
  public var opened: Figure { isAnything ? Figure(low: nil, best: nil, high: nil) : self }

  /// The figure for keeping: one without parts is kept as any number.
  public func closed(_ kind: Kind) -> Figure { isOpen ? .anything(kind) : self }
}
