import TallyColumns
import TallyFunctions
import TallyPlanning

extension NaiveEvaluator {
  /// One aggregate of a group: a value for each row, nil where rows themselves are counted.
  func aggregate(_ call: AggregateCall, _ values: [Value?]) throws -> Value {
    guard call.argument != nil else { return .whole(Int64(values.count)) }
    let known = values.compactMap { $0 }.filter { !$0.isUnknown }
    // How many figures differ, and how far they lie apart, has bounds from rules of their own.
    if call.operation == .countDistinct || call.operation == .standardDeviation,
      known.contains(where: \.isBounded)
    {
      throw NotCovered()
    }
    switch call.operation {
    case .count: return .whole(Int64(known.count))
    case .countDistinct: return .whole(Int64(Set(known.map(Identity.init)).count))
    default: break
    }
    guard !known.isEmpty else { return .unknown }
    switch call.operation {
    case .min: return extreme(known, isMaximum: false)
    case .max: return extreme(known, isMaximum: true)
    case .standardDeviation: return deviation(known)
    case .sum: return try parts(known, call) { try sum($0, kind: call.type.kind) }
    case .mean: return try parts(known, call) { mean($0, kind: call.type.kind) }
    case .median: return try parts(known, call) { median($0, call.type) }
    case .count, .countDistinct: return .unknown
    }
  }

  /// A function that never falls, of the lows, the bests and the highs; nil ends stay open.
  private func parts(_ values: [Value], _ call: AggregateCall, _ function: ([Number]) throws -> Number?)
    throws -> Value
  {
    let figures = values.compactMap(\.asFigure)
    if call.operation == .median { return medianOfFigures(figures, call) }
    let ends = [figures.compactMap(\.low), figures.compactMap(\.best), figures.compactMap(\.high)]
    let answers = try ends.map { $0.count == figures.count ? try function($0) : nil }
    return Value(figure: Figure(low: answers[0], best: answers[1], high: answers[2]), call.type.kind)
  }

  private func sum(_ numbers: [Number], kind: Kind) throws -> Number? {
    if kind == .real {
      let sum = numbers.reduce(0) { $0 + $1.asDouble }
      return sum.isFinite ? .real(sum) : nil
    }
    guard let sum = Int64(exactly: total(numbers)) else { throw Overflow() }
    return .whole(sum)
  }

  private func total(_ numbers: [Number]) -> Int128 {
    numbers.reduce(0) { sum, number in
      if case .whole(let whole) = number { sum + Int128(whole) } else { sum }
    }
  }

  private func mean(_ numbers: [Number], kind: Kind) -> Number? {
    let isWhole = numbers.allSatisfy { if case .whole = $0 { true } else { false } }
    let sum = isWhole ? Double(total(numbers)) : numbers.reduce(0) { $0 + $1.asDouble }
    let mean = sum / Double(numbers.count)
    guard mean.isFinite else { return nil }
    return kind == .real ? .real(mean) : .whole(Int64(mean.rounded()))
  }

  private func median(_ numbers: [Number], _ type: ValueType) -> Number? {
    let sorted = numbers.sorted { ValueOrder.order($0, $1) < 0 }
    let (low, high) = (sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2])
    if type.kind != .real, !type.isBounded, case .whole(let x) = low, case .whole(let y) = high {
      return .whole(Int64((Int128(x) + Int128(y)) >> 1))
    }
    let middle = low.asDouble / 2 + high.asDouble / 2
    return type.kind == .real ? .real(middle) : .whole(Int64(middle.rounded()))
  }

  /// An open end is infinitely far; the middle is open where it is.
  private func medianOfFigures(_ figures: [Figure], _ call: AggregateCall) -> Value {
    let middle = { (ends: [Number?], open: Double) -> Number? in
      let padded = ends.map { $0 ?? .real(open) }
      let sorted = padded.sorted { ValueOrder.order($0, $1) < 0 }
      let pair = [sorted[(sorted.count - 1) / 2], sorted[sorted.count / 2]]
      return pair.contains { $0.asDouble.isInfinite } ? nil : median(padded, call.type)
    }
    let bests = figures.compactMap(\.best)
    return Value(
      figure: Figure(
        low: middle(figures.map(\.low), -.infinity),
        best: bests.count == figures.count ? median(bests, call.type) : nil,
        high: middle(figures.map(\.high), .infinity)),
      call.type.kind)
  }

  private func extreme(_ values: [Value], isMaximum: Bool) -> Value {
    guard values.contains(where: \.isBounded) else {
      return values.dropFirst().reduce(values[0]) { best, value in
        let order = ValueOrder.compare(value, best, isDescending: isMaximum)
        return order < 0 ? value : best
      }
    }
    return Value(
      figure: extreme(values.compactMap(\.asFigure), isMaximum: isMaximum), values[0].kind ?? .whole)
  }

  /// The greatest is at least every low, and at most every high where all are known.
  func extreme(_ figures: [Figure], isMaximum: Bool) -> Figure {
    let pick = { (numbers: [Number]) -> Number? in
      numbers.dropFirst().reduce(numbers.first) { best, number in
        guard let best else { return number }
        return (ValueOrder.order(number, best) > 0) == isMaximum ? number : best
      }
    }
    let (lows, bests, highs) = (
      figures.compactMap(\.low), figures.compactMap(\.best), figures.compactMap(\.high)
    )
    let all = { (numbers: [Number]) in numbers.count == figures.count ? pick(numbers) : nil }
    return isMaximum
      ? Figure(low: pick(lows), best: all(bests), high: all(highs))
      : Figure(low: all(lows), best: all(bests), high: pick(highs))
  }

  /// In two passes.
  private func deviation(_ values: [Value]) -> Value {
    let numbers = values.compactMap { $0.asFigure?.best?.asDouble }
    guard numbers.count > 1 else { return .unknown }
    let mean = numbers.reduce(0, +) / Double(numbers.count)
    let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let deviation = (squares / Double(numbers.count - 1)).squareRoot()
    return deviation.isFinite ? .real(deviation) : .unknown
  }
}

extension Value {
  /// A figure as a value of a kind: exact ones plain, those of which nothing is known any number.
  init(figure: Figure, _ kind: Kind) {
    let number = { (number: Number?) -> Number? in
      switch number {
      case .whole(let whole)? where kind == .real: .real(Double(whole))
      case .real(let real)? where kind != .real: Int64(exactly: real.rounded()).map(Number.whole)
      default: number
      }
    }
    let figure = Figure(low: number(figure.low), best: number(figure.best), high: number(figure.high))
    switch figure.exact {
    case .whole(let whole)?: self = Value(stored: whole, kind: kind)
    case .real(let real)?: self = .real(real)
    case nil:
      let isKnown = figure.low != nil || figure.best != nil || figure.high != nil
      // Any number is something else than unknown: aggregates count it in.
      self = .figure(isKnown ? figure : .anything(kind), kind)
    }
  }
}
