import TallyColumns
import TallyFunctions
import TallyPlanning

extension NaiveEvaluator {
  /// One aggregate of a group: a value for each row, nil where rows themselves are counted.
  /// - Parameter seconds: the value for each row that a correlation holds the first against.
  func aggregate(_ call: AggregateCall, _ values: [Value?], _ seconds: [Value?]) throws -> Value {
    guard call.argument != nil else { return .whole(Int64(values.count)) }
    let known = values.compactMap { $0 }.filter { !$0.isUnknown }
    // How many figures differ, how far they lie apart and which is the commonest has bounds from rules of
    // their own.
    let ruled: [Aggregate.Operation] = [.countDistinct, .standardDeviation, .variance, .mode, .correlation]
    if ruled.contains(call.operation), (known + seconds.compactMap { $0 }).contains(where: \.isBounded) {
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
    case .first: return known[0]
    case .last: return known[known.count - 1]
    case .mode: return mode(known)
    case .variance: return variance(known)
    case .standardDeviation:
      if case .real(let variance) = variance(known) { return .real(variance.squareRoot()) }
      return .unknown
    case .correlation: return correlation(values, seconds)
    case .sum: return try parts(known, call) { try sum($0, kind: call.type.kind) }
    case .mean: return try parts(known, call) { mean($0, kind: call.type.kind) }
    case .median, .quantile: return quantileOfFigures(known.compactMap(\.asFigure), call)
    case .count, .countDistinct: return .unknown
    }
  }

  /// A function that never falls, of the lows, the bests and the highs; nil ends stay open.
  private func parts(_ values: [Value], _ call: AggregateCall, _ function: ([Number]) throws -> Number?)
    throws -> Value
  {
    let figures = values.compactMap(\.asFigure)
    let ends = [figures.compactMap(\.low), figures.compactMap(\.best), figures.compactMap(\.high)]
    let answers = try ends.map { $0.count == figures.count ? try function($0) : nil }
    // Beyond all reals there is no sum of plain numbers; one with bounds may be any number.
    if answers[1] == nil, !values.contains(where: \.isBounded) { return .unknown }
    let rounded = { (number: Number?, rule: FloatingPointRoundingRule) -> Number? in
      if case .real(let real)? = number, call.type.kind != .real {
        .whole(Int64(real.rounded(rule)))
      } else {
        number
      }
    }
    // Bounds of durations are rounded outwards.
    let isExact = !values.contains(where: \.isBounded)
    return Value(
      figure: Figure(
        low: rounded(answers[0], isExact ? .toNearestOrAwayFromZero : .down),
        best: rounded(answers[1], .toNearestOrAwayFromZero),
        high: rounded(answers[2], isExact ? .toNearestOrAwayFromZero : .up)), call.type.kind)
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
    return .real(mean)
  }

  /// The place from 0 among so many values in order: a whole number where the fraction times their count is
  /// one but for what its binary form lacks.
  private func place(_ call: AggregateCall, _ count: Int) -> Double {
    let place = (call.fraction ?? 0.5) * Double(count - 1)
    let whole = place.rounded()
    return abs(place - whole) <= 4 * place.ulp ? whole : place
  }

  /// Between two values by how far the place lies between theirs; of days, moments and durations the earlier.
  private func quantile(_ numbers: [Number], _ call: AggregateCall) -> Number? {
    let sorted = numbers.sorted { ValueOrder.order($0, $1) < 0 }
    let place = place(call, sorted.count)
    let (low, high) = (sorted[Int(place.rounded(.down))], sorted[Int(place.rounded(.up))])
    let part = place - place.rounded(.down)
    if call.type.kind != .real, !call.type.isBounded, case .whole(let x) = low, case .whole(let y) = high {
      // What is off a whole number only by what parts such as 0.3 lack in binary is that one.
      let (distance, step) = (Double(Int128(y) - Int128(x)), Double(Int128(y) - Int128(x)) * part)
      let isWhole = abs(step - step.rounded()) <= min(distance / 0x1p46, 1 / 16)
      return .whole(x + Int64(step.rounded(isWhole ? .toNearestOrAwayFromZero : .down)))
    }
    return .real(low == high ? low.asDouble : low.asDouble * (1 - part) + high.asDouble * part)
  }

  /// An open end is infinitely far; what lies beside it is open where it counts.
  private func quantileOfFigures(_ figures: [Figure], _ call: AggregateCall) -> Value {
    let end = { (ends: [Number?], open: Double) -> Number? in
      let padded = ends.map { $0 ?? .real(open) }
      let sorted = padded.sorted { ValueOrder.order($0, $1) < 0 }
      let place = place(call, sorted.count)
      let pair = [sorted[Int(place.rounded(.down))], sorted[Int(place.rounded(.up))]]
      return pair.contains { $0.asDouble.isInfinite } ? nil : quantile(padded, call)
    }
    let bests = figures.compactMap(\.best)
    let (low, high) = (end(figures.map(\.low), -.infinity), end(figures.map(\.high), .infinity))
    // Half a microsecond is rounded outwards where there are bounds.
    let isOutwards = call.type.kind == .duration && low != high
    let rounded = { (number: Number?, rule: FloatingPointRoundingRule) -> Number? in
      if isOutwards, case .real(let real)? = number { .real(real.rounded(rule)) } else { number }
    }
    return Value(
      figure: Figure(
        low: rounded(low, .down), best: bests.count == figures.count ? quantile(bests, call) : nil,
        high: rounded(high, .up)), call.type.kind)
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

  /// Every value is counted among all; the first in order of those met most often.
  private func mode(_ values: [Value]) -> Value {
    let ordered = values.sorted { ValueOrder.compare($0, $1, isDescending: false) < 0 }
    var best = (value: ordered[0], count: 0)
    for value in ordered {
      let count = values.filter { Identity($0) == Identity(value) }.count
      if count > best.count { best = (value, count) }
    }
    return best.value
  }

  /// In two passes, of differences from the least value.
  private func variance(_ values: [Value]) -> Value {
    let numbers = values.compactMap { $0.asFigure?.best?.asDouble }.sorted()
    guard numbers.count > 1 else { return .unknown }
    let differences = numbers.map { $0 - numbers[0] }
    let mean = differences.reduce(0, +) / Double(numbers.count)
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    let variance = squares / Double(numbers.count - 1)
    return variance.isFinite ? .real(variance) : .unknown
  }

  /// In two passes over the rows in which both are known.
  private func correlation(_ values: [Value?], _ seconds: [Value?]) -> Value {
    let pairs = zip(values, seconds).compactMap { x, y -> (Double, Double)? in
      guard let x = x?.asFigure?.best?.asDouble, let y = y?.asFigure?.best?.asDouble else { return nil }
      return (x, y)
    }.sorted { $0 < $1 }
    guard let first = pairs.first, pairs.contains(where: { $0.0 != first.0 }),
      pairs.contains(where: { $0.1 != first.1 })
    else { return .unknown }
    let moved = pairs.map { ($0.0 - first.0, $0.1 - first.1) }
    let count = Double(pairs.count)
    let (meanX, meanY) = (moved.reduce(0) { $0 + $1.0 } / count, moved.reduce(0) { $0 + $1.1 } / count)
    let products = moved.reduce(0) { $0 + ($1.0 - meanX) * ($1.1 - meanY) }
    let squaresX = moved.reduce(0) { $0 + ($1.0 - meanX) * ($1.0 - meanX) }
    let squaresY = moved.reduce(0) { $0 + ($1.1 - meanY) * ($1.1 - meanY) }
    let both = squaresX * squaresY
    let root = both.isNormal ? both.squareRoot() : squaresX.squareRoot() * squaresY.squareRoot()
    let correlation = products / root
    return correlation.isFinite ? .real(correlation) : .unknown
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
