extension LiteralScanner {
  /// A number or duration with its bounds, and which of whole, real and duration it is.
  ///
  ///     15  7h               exact
  ///     15+  >=15            at least
  ///     >20  >7h             more than: the next whole number, double or microsecond
  ///     ..20  <=20  <20      at most, less than
  ///     10..20               between
  ///     ~250                 about: a best without bounds
  ///     12 (10..15)          a best with bounds
  ///
  /// One real part makes the whole figure real. Nil when bounds are crossed or do not hold the best.
  public static func figure(_ text: Bytes) -> (figure: Figure, kind: Kind)? {
    figure(text, asReal: false)
  }

  /// A figure of real numbers, whole ones read as real: more than 20 is then anything above 20, not 21.
  public static func realFigure(_ text: Bytes) -> Figure? {
    guard let (figure, kind) = figure(text, asReal: true), kind == .real else { return nil }
    return figure
  }

  private static func figure(_ text: Bytes, asReal: Bool) -> (figure: Figure, kind: Kind)? {
    guard let last = text.last else { return nil }
    let parts: FigureParts?
    if text[0] == UInt8(ascii: "~") {
      parts = Amount(trimmingStart(text.part(from: 1))).map { FigureParts(best: $0) }
    } else if last == UInt8(ascii: ")") {
      guard let open = text.firstIndex(of: UInt8(ascii: "(")),
        let best = Amount(trimmingEnd(text.part(from: 0, to: open))),
        var bounds = bounds(text.part(from: open + 1, to: text.count - 1))
      else { return nil }
      bounds.best = best
      parts = bounds
    } else {
      parts = bounds(text)
    }
    return parts?.figure(asReal: asReal)
  }

  /// Everything that has no best of its own, and exact amounts.
  private static func bounds(_ text: Bytes) -> FigureParts? {
    guard let first = text.first, let last = text.last else { return nil }
    if first == UInt8(ascii: ">") || first == UInt8(ascii: "<") {
      let isInclusive = text.count > 1 && text[1] == UInt8(ascii: "=")
      guard let amount = Amount(trimmingStart(text.part(from: isInclusive ? 2 : 1))) else { return nil }
      return first == UInt8(ascii: ">")
        ? FigureParts(low: amount, isLowOpen: !isInclusive)
        : FigureParts(high: amount, isHighOpen: !isInclusive)
    }
    if last == UInt8(ascii: "+") {
      return Amount(text.part(from: 0, to: text.count - 1)).map { FigureParts(low: $0) }
    }
    if let dots = firstDots(text) {
      guard let high = Amount(text.part(from: dots + 2)) else { return nil }
      if dots == 0 { return FigureParts(high: high) }
      return Amount(text.part(from: 0, to: dots)).map { FigureParts(low: $0, high: high) }
    }
    return Amount(text).map { FigureParts(low: $0, best: $0, high: $0) }
  }

  private static func firstDots(_ text: Bytes) -> Int? {
    guard text.count >= 2 else { return nil }
    return (0..<(text.count - 1)).first { text[$0] == UInt8(ascii: ".") && text[$0 + 1] == UInt8(ascii: ".") }
  }

  private static func trimmingStart(_ text: Bytes) -> Bytes {
    text.part(from: text.firstIndex { $0 != UInt8(ascii: " ") } ?? text.count)
  }

  private static func trimmingEnd(_ text: Bytes) -> Bytes {
    text.part(from: 0, to: (text.lastIndex { $0 != UInt8(ascii: " ") } ?? -1) + 1)
  }
}

/// A number or a duration, as a bound or a best can be.
private enum Amount {
  case number(Number)
  case duration(Int64)

  init?(_ text: LiteralScanner.Bytes) {
    if let number = LiteralScanner.number(text) {
      self = .number(number)
    } else if let duration = LiteralScanner.duration(text) {
      self = .duration(duration)
    } else {
      return nil
    }
  }
}

/// The parts of a figure as written, before their kinds are made one.
private struct FigureParts {
  var low: Amount?
  var best: Amount?
  var high: Amount?
  var isLowOpen = false
  var isHighOpen = false

  func figure(asReal: Bool) -> (figure: Figure, kind: Kind)? {
    let amounts = [low, best, high].compactMap { $0 }
    var durations = 0
    var hasReal = asReal
    for amount in amounts {
      switch amount {
      case .duration: durations += 1
      case .number(.real): hasReal = true
      case .number(.whole): break
      }
    }
    guard durations == 0 || durations == amounts.count else { return nil }
    let kind: Kind = durations > 0 ? .duration : hasReal ? .real : .whole
    guard let figure = kind == .real ? reals() : wholes(), figure.isOrdered else { return nil }
    return (figure.settled, kind)
  }

  private func reals() -> Figure? {
    let value = { (amount: Amount?) -> Double? in
      if case .number(let number) = amount { return number.asDouble }
      return nil
    }
    let low = value(low).map { isLowOpen ? $0.nextUp : $0 }
    let high = value(high).map { isHighOpen ? $0.nextDown : $0 }
    guard low?.isFinite ?? true, high?.isFinite ?? true else { return nil }
    return Figure(low: low.map(Number.real), best: value(best).map(Number.real), high: high.map(Number.real))
  }

  private func wholes() -> Figure? {
    let value = { (amount: Amount?) -> Int64? in
      switch amount {
      case .number(.whole(let value)), .duration(let value): value
      default: nil
      }
    }
    var (low, high) = (value(low), value(high))
    if isLowOpen, let bound = low {
      guard bound < .max else { return nil }
      low = bound + 1
    }
    if isHighOpen, let bound = high {
      guard bound > .min else { return nil }
      high = bound - 1
    }
    return Figure(
      low: low.map(Number.whole), best: value(best).map(Number.whole), high: high.map(Number.whole))
  }
}
