import TallyColumns
import TallyFunctions
import TallyPlanning

// `if` and `coalesce`: every argument is worked out only for the rows that take it, so that an overflow in
// what a row does not take is none.

extension ExpressionEvaluator {
  /// `if(condition, a, b)`. Where only bounds leave the condition open, any number from a to b.
  func choose(_ arguments: [Expression], _ batch: Batch, _ type: ValueType) throws -> Vector {
    guard arguments.count == 3, case .condition(let predicate) = arguments[0].node else {
      return Vector(constant: .unknown, kind: type.kind)
    }
    let truths = try PredicateEvaluator(context: context).truths(of: predicate, batch)
    var pieces = VectorPieces(rows: batch.count, kind: type.kind)
    for (truth, argument) in [(Truth.yes, arguments[1]), (.no, arguments[2])] {
      try evaluate(argument, at: truths.indices.filter { truths[$0] == truth }, of: batch, into: &pieces)
    }
    guard type.isBounded else { return pieces.vector }
    let maybe = truths.indices.filter { truths[$0] == .maybe }
    let unknown = try unknowns(in: predicate, batch.taking(maybe))
    let open = zip(maybe, unknown).compactMap { $1 ? nil : $0 }
    if !open.isEmpty {
      let (a, b) = (
        try evaluate(arguments[1], batch.taking(open)), try evaluate(arguments[2], batch.taking(open))
      )
      let hulls = open.indices.map { a.value(at: $0).either(b.value(at: $0), kind: type.kind) }
      pieces.add(Vector(hulls, kind: type.kind), at: open)
    }
    return pieces.vector
  }

  /// `coalesce(a, b, …)`. An argument with bounds that may have no value, such as the root of -1..4, leaves
  /// open whether the next is taken.
  func firstKnown(_ arguments: [Expression], _ batch: Batch, _ type: ValueType) throws -> Vector {
    var values: [Int: Value] = [:]
    var pieces = VectorPieces(rows: batch.count, kind: type.kind)
    var rest = Array(0..<batch.count)
    for argument in arguments where !rest.isEmpty {
      let vector = try evaluate(argument, batch.taking(rest))
      let isSure = vector.bounds == nil || argument.isKnownWhereColumnsAre
      var taken: [Int] = []
      var next: [Int] = []
      for (place, row) in rest.enumerated() {
        if vector.isUnknown(at: place) {
          next.append(row)
        } else if values[row] == nil, isSure || vector.figure(at: place)?.exact != nil {
          taken.append(place)
        } else {
          let value = vector.value(at: place)
          values[row] = values[row].map { $0.either(value, kind: type.kind) } ?? value
          if !isSure, vector.figure(at: place)?.exact == nil { next.append(row) }
        }
      }
      pieces.add(
        vector.taking(taken.map { UInt32(truncatingIfNeeded: $0) }), at: taken.map { rest[$0] })
      rest = next
    }
    let open = values.keys.sorted()
    pieces.add(Vector(open.compactMap { values[$0] }, kind: type.kind), at: open)
    return pieces.vector
  }

  private func evaluate(
    _ expression: Expression, at rows: [Int], of batch: Batch, into pieces: inout VectorPieces
  ) throws {
    guard !rows.isEmpty else { return }
    pieces.add(try evaluate(expression, batch.taking(rows)), at: rows)
  }

  /// For each row whether a value that the condition asks of is unknown.
  private func unknowns(in predicate: Predicate, _ batch: Batch) throws -> [Bool] {
    var unknown = [Bool](repeating: false, count: batch.count)
    guard batch.count > 0 else { return unknown }
    for operand in predicate.comparedValues {
      if case .condition(let inner) = operand.node {
        let ofInner = try unknowns(in: inner, batch)
        for row in unknown.indices where ofInner[row] { unknown[row] = true }
      } else {
        let vector = try evaluate(operand, batch)
        for row in unknown.indices where vector.isUnknown(at: row) { unknown[row] = true }
      }
    }
    return unknown
  }
}

extension Batch {
  /// The rows at some places of the batch.
  fileprivate func taking(_ places: [Int]) -> Batch {
    places.count == count ? self : with(.list(places.map { UInt32(truncatingIfNeeded: rows.id($0)) }))
  }
}

extension Expression {
  /// Whether its value is known in every world in which those of its columns are.
  fileprivate var isKnownWhereColumnsAre: Bool {
    switch node {
    case .column, .constant: true
    case .condition: false
    case .call(let function, let arguments):
      function.isTotal && arguments.allSatisfy { $0.isKnownWhereColumnsAre }
    }
  }
}

extension Value {
  /// What is known where it is open which of two values there is. One of them unknown, it may be any number:
  /// a bound would be taken for that of a number that is there.
  fileprivate func either(_ other: Value, kind: Kind) -> Value {
    if self == other { return self }
    guard !isUnknown, !other.isUnknown else { return .figure(.anything(kind), kind) }
    return spanning(other, kind: kind)
  }
}

/// Puts rows that were worked out apart back into their places.
private struct VectorPieces {
  let rows: Int
  let kind: Kind
  private var pieces: [(vector: Vector, places: [Int])] = []

  init(rows: Int, kind: Kind) {
    self.rows = rows
    self.kind = kind
  }

  mutating func add(_ vector: Vector, at places: [Int]) {
    if !places.isEmpty { pieces.append((vector, places)) }
  }

  /// All rows, those without a piece unknown.
  var vector: Vector {
    if pieces.isEmpty { return Vector(constant: .unknown, kind: kind) }
    // Texts taken out of plain storage may stand in its dictionary more than once; here they are entered once.
    if pieces.count == 1, pieces[0].places.count == rows, pieces[0].vector.kind == kind,
      kind != .text || pieces[0].vector.isConstant
    {
      return pieces[0].vector
    }
    if pieces.contains(where: { $0.vector.bounds != nil }) { return figures }
    var missing = [Bool](repeating: true, count: rows)
    for piece in pieces {
      let lane = piece.vector.best
      for (row, place) in piece.places.enumerated() {
        missing[place] = lane.isMissing(piece.vector.isConstant ? 0 : row)
      }
    }
    return Vector(kind, Vector.Lane(payload, missing: missing.contains(true) ? missing : nil))
  }

  private var figures: Vector {
    var figures = [Figure?](repeating: nil, count: rows)
    for piece in pieces {
      for (row, place) in piece.places.enumerated() {
        figures[place] = piece.vector.figure(at: row)?.converted(to: kind)
      }
    }
    return Vector(figures: figures, kind: kind)
  }

  private var payload: Vector.Payload {
    switch kind {
    case .real: .reals(scattered(0) { $0.best.reals })
    case .text: texts
    default: .integers(scattered(0) { $0.best.integers })
    }
  }

  private func scattered<Element>(_ blank: Element, _ values: (Vector) -> [Element]) -> [Element] {
    var result = [Element](repeating: blank, count: rows)
    for piece in pieces {
      let values = values(piece.vector)
      for (row, place) in piece.places.enumerated() {
        result[place] = values[piece.vector.isConstant ? 0 : row]
      }
    }
    return result
  }

  /// Codes of one dictionary that has the texts of all pieces, and none that no row has.
  private var texts: Vector.Payload {
    var interner = TextInterner()
    let blank = interner.intern("")
    var codes = [UInt32](repeating: blank, count: rows)
    for piece in pieces {
      guard case .codes(let old, let dictionary) = piece.vector.best.payload else { continue }
      var new: [UInt32: UInt32] = [:]
      for (row, place) in piece.places.enumerated() {
        let code = old[piece.vector.isConstant ? 0 : row]
        if let known = new[code] {
          codes[place] = known
        } else {
          codes[place] = interner.intern(dictionary[Int(code)])
          new[code] = codes[place]
        }
      }
    }
    return .codes(codes, interner.dictionary())
  }
}
