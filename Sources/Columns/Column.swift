/// An immutable column: values of one kind, some of them perhaps unknown, some perhaps with bounds.
public struct Column: Sendable {
  public let kind: Kind
  /// The values; where the column has bounds, the best of each figure.
  public let best: Part
  /// The bounds of the figures; nil where every known value is exact.
  public let bounds: Bounds?

  /// One part of a column's values, with the rows that do not have it.
  public struct Part: Sendable {
    public let storage: Storage
    /// Rows without this part; nil when all have it.
    public let missing: NullMask?
    /// The range of each run of rows, where whoever made the part worked it out.
    public let zones: ZoneMap?
    /// Where each value lies, roughly, for reals that are all known and whose zones are.
    public let sketch: RealSketch?

    public init(_ storage: Storage, missing: NullMask? = nil, zones: ZoneMap? = nil) {
      self.storage = storage
      self.missing = missing?.ifAny
      self.zones = zones
      sketch = self.missing == nil ? zones.flatMap { RealSketch($0, count: storage.count) } : nil
    }
  }

  /// The lower and upper bounds of figures; a missing one is open.
  public struct Bounds: Sendable {
    public let low: Part
    public let high: Part

    public init(low: Part, high: Part) {
      self.low = low
      self.high = high
    }
  }

  /// A column of exact values; `missing` rows are unknown.
  public init(kind: Kind, _ storage: Storage, missing: NullMask? = nil) {
    self.init(kind: kind, best: Part(storage, missing: missing))
  }

  /// A column of figures. Unknown rows miss all three parts; exact ones have all three the same.
  public init(kind: Kind, best: Part, bounds: Bounds? = nil) {
    self.kind = kind
    self.best = best
    self.bounds = bounds
  }

  public var count: Int { best.storage.count }
  public var isBounded: Bool { bounds != nil }
  public var storage: Storage { best.storage }

  /// Rows whose value is unknown, or nil when all are known.
  public var unknown: NullMask? {
    guard let bounds else { return best.missing }
    guard let best = best.missing, let low = bounds.low.missing, let high = bounds.high.missing
    else { return nil }
    let words = best.words.indices.map { best.words[$0] & low.words[$0] & high.words[$0] }
    return NullMask(words: words, count: best.count).ifAny
  }

  /// How many rows are known.
  public var knownCount: Int { count - (unknown?.nullCount ?? 0) }
}

extension Column {
  /// The value of a row, which must be below `count`.
  public func value(at row: Int) -> Value {
    guard let bounds else { return best.value(at: row, kind: kind) ?? .unknown }
    let figure = Figure(
      low: bounds.low.number(at: row), best: best.number(at: row), high: bounds.high.number(at: row))
    if let exact = figure.exact {
      switch exact {
      case .whole(let value): return Value(stored: value, kind: kind)
      case .real(let value): return .real(value)
      }
    }
    guard figure.low != nil || figure.best != nil || figure.high != nil else { return .unknown }
    return .figure(figure, kind)
  }

  public var values: [Value] { (0..<count).map(value(at:)) }

  /// A column from single values, all of the kind or unknown; what does not fit the kind is unknown.
  ///
  /// For tests and small results; files and operators build storage directly.
  public init(kind: Kind, values: [Value]) {
    switch kind {
    case .text:
      var interner = TextInterner()
      var missing = NullMask(count: values.count)
      var codes: [UInt32] = []
      for (row, value) in values.enumerated() {
        if case .text(let text) = value {
          codes.append(interner.intern(text))
        } else {
          missing.setNull(row)
          codes.append(0)
        }
      }
      if interner.count == 0 { _ = interner.intern("") }
      self.init(kind: .text, .narrowest(codes: codes, interner.dictionary()), missing: missing)
    default:
      let figures = values.map { value -> Figure? in
        if case .figure(let figure, _) = value { return figure }
        if case .real(let real) = value { return Figure(exactly: .real(real)) }
        return value.stored.map { Figure(exactly: .whole($0)) }
      }
      self.init(kind: kind, figures: figures)
    }
  }

  /// A column of figures that are kept as they are, nil where unknown; it has bounds where one of them does.
  public init(kind: Kind, figures: [Figure?]) {
    let best = Part(figures.map { $0?.best }, kind: kind)
    let isExact = figures.allSatisfy { $0 == nil || $0?.exact != nil }
    self.init(
      kind: kind, best: best,
      bounds: isExact
        ? nil
        : Bounds(
          low: Part(figures.map { $0?.low }, kind: kind), high: Part(figures.map { $0?.high }, kind: kind)))
  }

  /// The figure of a row for working with, or nil where it is unknown; texts have none.
  public func figure(at row: Int) -> Figure? {
    guard let bounds else { return best.number(at: row).map(Figure.init(exactly:)) }
    let figure = Figure(
      low: bounds.low.number(at: row), best: best.number(at: row), high: bounds.high.number(at: row))
    return figure.isOpen ? nil : figure.opened
  }
}

extension Column.Part {
  /// The numbers as reals, with another where a row does not have the part; texts have none.
  /// - Complexity: O(n).
  public func reals(orElse other: Double) -> [Double] {
    var reals: [Double] =
      switch storage {
      case .int8(let values): values.map(Double.init)
      case .int16(let values): values.map(Double.init)
      case .int32(let values): values.map(Double.init)
      case .int64(let values): values.map(Double.init)
      case .real(let values): values
      case .code8, .code16, .code32, .plain: [Double](repeating: other, count: storage.count)
      }
    if let missing {
      for row in reals.indices where missing[row] { reals[row] = other }
    }
    return reals
  }

  /// A part from numbers, nil where the row does not have it.
  public init(_ numbers: [Number?], kind: Kind) {
    var missing = NullMask(count: numbers.count)
    for (row, number) in numbers.enumerated() where number == nil { missing.setNull(row) }
    if kind == .real {
      self.init(.real(numbers.map { $0?.asDouble ?? 0 }), missing: missing)
    } else {
      let wholes = numbers.map { number -> Int64 in
        if case .whole(let value) = number { return value }
        return 0
      }
      self.init(.narrowest(wholes), missing: missing)
    }
  }

  func number(at row: Int) -> Number? {
    if let missing, missing[row] { return nil }
    if case .real(let values) = storage { return .real(values[row]) }
    return .whole(storage.integer(at: row))
  }

  func value(at row: Int, kind: Kind) -> Value? {
    if let missing, missing[row] { return nil }
    if case .real(let values) = storage { return .real(values[row]) }
    let integer = storage.integer(at: row)
    if let dictionary = storage.dictionary { return .text(dictionary[Int(integer)]) }
    return Value(stored: integer, kind: kind)
  }
}
