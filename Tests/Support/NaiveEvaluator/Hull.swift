import TallyColumns

/// The least figure that holds several answers, any of which may be the true one.
enum Hull {
  static func of(_ values: [Value]) -> Value {
    let known = values.filter { !$0.isUnknown }
    guard let first = known.first, let kind = first.kind else { return .unknown }
    if known.allSatisfy({ $0 == first }) { return first }
    let figures = known.compactMap(\.asFigure)
    guard figures.count == known.count else { return .unknown }
    let lows = figures.map(\.low)
    let highs = figures.map(\.high)
    let low = lows.contains { $0 == nil } ? nil : lows.compactMap { $0 }.min { Number.order($0, $1) < 0 }
    let high = highs.contains { $0 == nil } ? nil : highs.compactMap { $0 }.max { Number.order($0, $1) < 0 }
    return .figure(Figure(low: low, best: nil, high: high).closed(kind), kind)
  }
}
