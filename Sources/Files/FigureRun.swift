import TallyColumns

/// A figure as it is gathered: three parts in 64 bits each, and which of them it has.
///
/// Parts are whole numbers or the bits of doubles. A part that the figure does not have holds one that
/// it has, so that columns of `15+` need storage for one part only.
struct FigureCell: Sendable {
  let low: Int64
  let best: Int64
  let high: Int64
  let known: Parts

  struct Parts: OptionSet, Sendable {
    let rawValue: UInt8
    static let low = Parts(rawValue: 1)
    static let best = Parts(rawValue: 2)
    static let high = Parts(rawValue: 4)
    static let all: Parts = [.low, .best, .high]
  }

  static let unknown = FigureCell(nil, nil, nil)

  init(exactly value: Int64) { self.init(value, value, value) }

  init(_ figure: Figure) {
    self.init(figure.low.map(\.bits), figure.best.map(\.bits), figure.high.map(\.bits))
  }

  private init(_ low: Int64?, _ best: Int64?, _ high: Int64?) {
    let any = best ?? low ?? high ?? 0
    self.low = low ?? any
    self.best = best ?? any
    self.high = high ?? any
    var known: Parts = []
    if low != nil { known.insert(.low) }
    if best != nil { known.insert(.best) }
    if high != nil { known.insert(.high) }
    self.known = known
  }
}

extension Number {
  fileprivate var bits: Int64 {
    switch self {
    case .whole(let value): value
    case .real(let value): Int64(bitPattern: value.bitPattern)
    }
  }
}

/// Figures gathered by a section.
struct FigureRun: Sendable {
  private(set) var cells: [FigureCell] = []

  mutating func append(_ figures: UnsafeMutableBufferPointer<FigureCell>) {
    cells.append(contentsOf: figures)
  }

  mutating func appendUnknown(_ count: Int) {
    cells.append(contentsOf: repeatElement(.unknown, count: count))
  }

  /// Runs end to end as a column. Parts that are the same share their storage.
  static func joined(_ runs: [FigureRun], kind: CellKind) -> Column {
    let cells = runs.flatMap(\.cells)
    // Bounds such as 1.0..2.0 are whole numbers too when the whole column has no others.
    let keepsReals = kind == .realFigure && !cells.allSatisfy(\.isWhole)
    let storage = { (bits: [Int64]) -> Storage in
      guard kind == .realFigure else { return .narrowest(bits) }
      let reals = bits.map { Double(bitPattern: UInt64(bitPattern: $0)) }
      return keepsReals ? .real(reals) : .narrowest(reals.map { Int64($0) })
    }
    let bests = cells.map(\.best)
    let best = storage(bests)
    let part = { (bits: [Int64], part: FigureCell.Parts) -> Column.Part in
      let missing = mask(of: cells, without: part)
      let storage = bits == bests ? best : storage(bits)
      return Column.Part(storage, missing: missing, zones: ZoneMap(storage, missing: missing))
    }
    let isExact = cells.allSatisfy { $0.known.isEmpty || $0.known == .all && $0.low == $0.high }
    return Column(
      kind: kind == .durationFigure ? .duration : keepsReals ? .real : .whole, best: part(bests, .best),
      bounds: isExact
        ? nil : Column.Bounds(low: part(cells.map(\.low), .low), high: part(cells.map(\.high), .high)))
  }

  private static func mask(of cells: [FigureCell], without part: FigureCell.Parts) -> NullMask? {
    var mask = NullMask(count: cells.count)
    for (row, cell) in cells.enumerated() where !cell.known.contains(part) { mask.setNull(row) }
    return mask.ifAny
  }
}

extension FigureCell {
  /// Whether all parts, read as doubles, are whole.
  fileprivate var isWhole: Bool {
    [low, best, high].allSatisfy { RealRun.isWhole(Double(bitPattern: UInt64(bitPattern: $0))) }
  }
}
