import TallyColumns

/// The order of values of one kind: −1, 0 or 1. Unknowns come last, whichever the direction.
enum ValueOrder {
  static func compare(_ a: Value, _ b: Value, isDescending: Bool) -> Int {
    switch (a.isUnknown, b.isUnknown) {
    case (true, true): 0
    case (true, false): 1
    case (false, true): -1
    case (false, false): isDescending ? -known(a, b) : known(a, b)
    }
  }

  private static func known(_ a: Value, _ b: Value) -> Int {
    if case .text(let x) = a, case .text(let y) = b { return texts(x, y) }
    guard let x = a.keptFigure, let y = b.keptFigure else { return 0 }
    let steps = [
      order(center(x), center(y)),
      order(x.low, y.low, open: -1),
      order(x.high, y.high, open: 1),
      order(x.best, y.best, open: 1),
    ]
    return steps.first { $0 != 0 } ?? 0
  }

  /// Without regard to case first, then byte by byte.
  static func texts(_ a: String, _ b: String) -> Int {
    let (x, y) = (Array(a.lowercased().utf8), Array(b.lowercased().utf8))
    if x != y { return x.lexicographicallyPrecedes(y) ? -1 : 1 }
    if Array(a.utf8) == Array(b.utf8) { return 0 }
    return a.utf8.lexicographicallyPrecedes(b.utf8) ? -1 : 1
  }

  private static func center(_ figure: Figure) -> Number {
    if let best = figure.best { return best }
    if let low = figure.low, let high = figure.high {
      return .real(low.asDouble / 2 + high.asDouble / 2)
    }
    return figure.low ?? figure.high ?? .whole(0)
  }

  private static func order(_ a: Number?, _ b: Number?, open: Int) -> Int {
    switch (a, b) {
    case (nil, nil): 0
    case (nil, _): open
    case (_, nil): -open
    case (let a?, let b?): order(a, b)
    }
  }

  /// Exact, also where a whole number has no real of its own.
  static func order(_ a: Number, _ b: Number) -> Int {
    switch (a, b) {
    case (.whole(let x), .whole(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.real(let x), .real(let y)): return x < y ? -1 : x > y ? 1 : 0
    case (.real, .whole): return -order(b, a)
    case (.whole(let x), .real(let y)):
      if y >= 0x1p63 { return -1 }
      if y < -0x1p63 { return 1 }
      let floor = Int64(y.rounded(.down))
      if x != floor { return x < floor ? -1 : 1 }
      return y > y.rounded(.down) ? -1 : 0
    }
  }
}

extension Value {
  /// The value with its bounds, for all kinds but text; nil where it is unknown.
  var asFigure: Figure? { keptFigure?.opened }

  /// The same as it is kept, where any number is at least the least.
  var keptFigure: Figure? {
    switch self {
    case .figure(let figure, _): figure
    case .real(let real): Figure(exactly: .real(real))
    default: stored.map { Figure(exactly: .whole($0)) }
    }
  }

  /// The value with its bounds; days in microseconds where moments and durations are reckoned in.
  func figure(toReckonIn kind: Kind) -> Figure? {
    guard kind == .time || kind == .duration, self.kind == .date, let days = asFigure else { return asFigure }
    let moment = { (day: Number?) -> Number? in
      if case .whole(let day)? = day { .whole(day * Moment.perDay) } else { nil }
    }
    return Figure(low: moment(days.low), best: moment(days.best), high: moment(days.high))
  }

  var isBounded: Bool {
    if case .figure = self { true } else { false }
  }
}
