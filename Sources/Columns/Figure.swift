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
