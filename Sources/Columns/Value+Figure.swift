extension Value {
  /// A number with bounds; nil for unknown and for what has none.
  public var asFigure: Figure? {
    switch self {
    case .figure(let figure, _): figure.opened
    case .real(let real): Figure(exactly: .real(real))
    default: stored.map { Figure(exactly: .whole($0)) }
    }
  }

  /// A figure as a value: exact where its ends are the same.
  public init(_ figure: Figure, kind: Kind) {
    let figure =
      figure.low != nil && figure.low == figure.high ? Figure(exactly: figure.low ?? .whole(0)) : figure
    if let exact = figure.exact {
      switch exact {
      case .whole(let whole): self = Value(stored: whole, kind: kind)
      case .real(let real): self = .real(real)
      }
    } else {
      self = .figure(figure.closed(kind).converted(to: kind), kind)
    }
  }

  /// From the least to the greatest of two answers, either of which may be the true one. Unknown beside a
  /// number leaves the number's far side as a bound.
  public func spanning(_ other: Value, kind: Kind) -> Value {
    guard let a = asFigure else {
      guard let b = other.asFigure else { return .unknown }
      return Value(Figure(low: nil, best: nil, high: b.high), kind: kind)
    }
    guard let b = other.asFigure else { return self }
    if a == b { return self }
    let low = a.low.flatMap { a in b.low.map { Number.isLess($0, a) ? $0 : a } }
    let high = a.high.flatMap { a in b.high.map { Number.isLess(a, $0) ? $0 : a } }
    return Value(Figure(low: low, best: nil, high: high), kind: kind)
  }
}
