/// The values of one expression for one batch of rows: dense, wide, and short-lived.
///
/// Columns are narrow and long; a vector is what a kernel reads and writes, at most a batch long. A
/// constant vector holds one value that stands for every row.
public struct Vector: Sendable {
  public let kind: Kind
  /// The values; where there are bounds, the best of each figure.
  public let best: Lane
  /// The bounds, where values may have them.
  public let bounds: Bounds?
  public let isConstant: Bool

  public enum Payload: Sendable {
    case integers([Int64])
    case reals([Double])
    case codes([UInt32], TextDictionary)
  }

  /// One part of the values. What stands at a missing row is a valid value that means nothing.
  public struct Lane: Sendable {
    public let payload: Payload
    /// For each row whether it lacks this part; nil when none does.
    public let missing: [Bool]?

    public init(_ payload: Payload, missing: [Bool]? = nil) {
      self.payload = payload
      self.missing = missing
    }
  }

  public struct Bounds: Sendable {
    public let low: Lane
    public let high: Lane

    public init(low: Lane, high: Lane) {
      self.low = low
      self.high = high
    }
  }

  public init(_ kind: Kind, _ best: Lane, bounds: Bounds? = nil, isConstant: Bool = false) {
    self.kind = kind
    self.best = best
    self.bounds = bounds
    self.isConstant = isConstant
  }

  public init(_ kind: Kind, integers: [Int64], missing: [Bool]? = nil, isConstant: Bool = false) {
    self.init(kind, Lane(.integers(integers), missing: missing), isConstant: isConstant)
  }

  public init(_ kind: Kind, reals: [Double], missing: [Bool]? = nil, isConstant: Bool = false) {
    self.init(kind, Lane(.reals(reals), missing: missing), isConstant: isConstant)
  }
}

extension Vector.Lane {
  /// How many values are stored: 1 for a constant.
  public var count: Int {
    switch payload {
    case .integers(let values): values.count
    case .reals(let values): values.count
    case .codes(let values, _): values.count
    }
  }

  public func isMissing(_ row: Int) -> Bool { missing?[row] ?? false }

  /// The values as reals; empty for text.
  public var reals: [Double] {
    switch payload {
    case .integers(let values): values.map(Double.init)
    case .reals(let values): values
    case .codes: []
    }
  }

  /// The values as whole numbers; empty for reals and text.
  public var integers: [Int64] {
    if case .integers(let values) = payload { values } else { [] }
  }

  public func number(at row: Int) -> Number? {
    if isMissing(row) { return nil }
    switch payload {
    case .integers(let values): return .whole(values[row])
    case .reals(let values): return .real(values[row])
    case .codes: return nil
    }
  }

  /// A lane from numbers, nil where there is none.
  public init(_ numbers: [Number?], kind: Kind) {
    let missing = numbers.contains { $0 == nil } ? numbers.map { $0 == nil } : nil
    if kind == .real {
      self.init(.reals(numbers.map { $0?.asDouble ?? 0 }), missing: missing)
    } else {
      let integers = numbers.map { number -> Int64 in
        if case .whole(let value) = number { value } else { 0 }
      }
      self.init(.integers(integers), missing: missing)
    }
  }
}

extension Vector {
  /// One value that stands for every row.
  public init(constant value: Value, kind: Kind) {
    switch value {
    case .unknown:
      let payload: Payload =
        switch kind {
        case .real: .reals([0])
        case .text: .codes([0], TextDictionary([""]))
        default: .integers([0])
        }
      self.init(kind, Lane(payload, missing: [true]), isConstant: true)
    case .text(let text):
      self.init(.text, Lane(.codes([0], TextDictionary([text]))), isConstant: true)
    case .figure(let figure, _):
      self.init(figures: [figure], kind: kind, isConstant: true)
    case .real(let real):
      self.init(kind, reals: [real], isConstant: true)
    default:
      let stored = value.stored ?? 0
      if kind == .real {
        self.init(kind, reals: [Double(stored)], isConstant: true)
      } else {
        self.init(kind, integers: [stored], isConstant: true)
      }
    }
  }

  /// Figures, nil where unknown; it carries bounds where one of them does.
  public init(figures: [Figure?], kind: Kind, isConstant: Bool = false) {
    guard figures.contains(where: { $0 != nil && $0?.exact == nil }) else {
      self.init(kind, Lane(figures.map { $0?.best }, kind: kind), isConstant: isConstant)
      return
    }
    self.init(
      kind, Lane(figures.map { $0?.best }, kind: kind),
      bounds: Bounds(
        low: Lane(figures.map { $0?.low }, kind: kind), high: Lane(figures.map { $0?.high }, kind: kind)),
      isConstant: isConstant)
  }

  /// The figure of a row, or nil where it is unknown; text has none.
  public func figure(at row: Int) -> Figure? {
    let row = isConstant ? 0 : row
    guard let bounds else { return best.number(at: row).map(Figure.init(exactly:)) }
    let figure = Figure(
      low: bounds.low.number(at: row), best: best.number(at: row), high: bounds.high.number(at: row))
    return figure.low == nil && figure.best == nil && figure.high == nil ? nil : figure
  }

  /// The text of a row, or nil where it is unknown or no text.
  public func text(at row: Int) -> String? {
    let row = isConstant ? 0 : row
    guard case .codes(let codes, let dictionary) = best.payload, !best.isMissing(row) else { return nil }
    return dictionary[Int(codes[row])]
  }

  /// Whether the value of a row is unknown.
  public func isUnknown(at row: Int) -> Bool {
    let row = isConstant ? 0 : row
    guard best.isMissing(row) else { return false }
    guard let bounds else { return true }
    return bounds.low.isMissing(row) && bounds.high.isMissing(row)
  }
}
