/// A stretch of numbers that is drawn from one end of a picture to the other, with the numbers that are written
/// beside it.
struct Axis: Sendable, Hashable {
  struct Tick: Sendable, Hashable {
    let value: Double
    let label: String
  }

  /// Below `high`, and both no greater than `DrawnFigure.limit`.
  let low: Double
  let high: Double
  let ticks: [Tick]

  /// - Parameter ticks: those outside of the stretch are left out.
  init(low: Double, high: Double, ticks: [Tick]) {
    self.low = low
    self.high = high
    let slack = (high - low) * 1e-9
    self.ticks = ticks.filter { $0.value >= low - slack && $0.value <= high + slack }
  }

  /// - Parameter ticks: those outside of the stretch are left out.
  init(_ stretch: ClosedRange<Double>, ticks: [Tick] = []) {
    self.init(low: stretch.lowerBound, high: stretch.upperBound, ticks: ticks)
  }

  /// Where a number stands, from 0 at the low end to 1 at the high one; what is beyond them stands at them.
  func place(_ value: Double) -> Double {
    let place = (value - low) / (high - low)
    return place.isNaN ? 0 : min(max(place, 0), 1)
  }
}

extension Axis {
  /// The stretch that holds some numbers; wide enough to have two ends where they are all the same, or none.
  static func stretch(of numbers: some Sequence<Double>, withZero: Bool) -> ClosedRange<Double> {
    var low = withZero ? 0 : Double.infinity
    var high = withZero ? 0 : -Double.infinity
    for number in numbers {
      low = min(low, number)
      high = max(high, number)
    }
    guard low <= high else { return 0...1 }
    let size = max(low.magnitude, high.magnitude)
    guard high - low > size * 1e-9 else {
      if size < 1e-300 { return 0...1 }
      // All the same: it stands in the middle, or at the end of a stretch from 0.
      if withZero { return low < 0 ? low...0 : 0...high }
      return (low - size / 2)...(high + size / 2)
    }
    return low...high
  }
}
