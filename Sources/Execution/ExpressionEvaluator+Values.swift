import TallyColumns
import TallyFunctions
import TallyPlanning

// Functions of single values, called as seldom as can be: texts repeat, and so do rows of arguments.

extension ExpressionEvaluator {
  /// - Parameter vectors: the arguments. What is unknown in any of them is unknown in the result.
  func values(
    _ function: ScalarFunction, _ prepare: ([ScalarFunction.Argument]) -> ScalarFunction.RowFunction,
    of vectors: [Vector], _ types: [ValueType], rows: Int, kind: Kind
  ) -> Vector {
    let constants = vectors.map { $0.isConstant ? $0.value(at: 0) : nil }
    if constants.contains(.unknown) { return Vector(constant: .unknown, kind: kind) }
    let varying = vectors.indices.filter { constants[$0] == nil }
    func make() -> ScalarFunction.RowFunction {
      prepare(zip(types, constants).map { ScalarFunction.Argument(type: $0, constant: $1) })
    }
    guard let first = varying.first else {
      return Vector(constant: make()(constants.compactMap { $0 }), kind: kind)
    }
    if varying.count == 1, case .codes(let codes, let dictionary) = vectors[first].best.payload {
      let given = zip(types, constants).map { type, constant in
        constant.map { "\($0) \(type.presentation)" } ?? ""
      }
      let work = [function.name, "\(first)"] + given
      let results = context.results(over: dictionary, work.joined(separator: "\u{0}")) {
        let call = make()
        var arguments = constants.map { $0 ?? .unknown }
        return Vector(
          (0..<dictionary.count).map { code in
            arguments[first] = .text(dictionary[code])
            return call(arguments)
          }, kind: kind)
      }
      return results.taking(codes).missing(alsoWhere: vectors[first].best.missing)
    }
    return byTuple(make(), vectors, varying, constants, rows: rows, kind: kind)
  }

  /// Calls the function once for each different row of arguments.
  private func byTuple(
    _ call: ScalarFunction.RowFunction, _ vectors: [Vector], _ varying: [Int], _ constants: [Value?],
    rows: Int, kind: Kind
  ) -> Vector {
    var tuples = Numbering(rows: rows)
    for index in varying { tuples.split(by: vectors[index]) }
    var arguments = constants.map { $0 ?? .unknown }
    // One more than there are tuples: what stands where an argument is unknown.
    let results = tuples.examples.map { row -> Value in
      for index in varying { arguments[index] = vectors[index].value(at: row) }
      return call(arguments)
    }
    return Vector(results + [.unknown], kind: kind).taking(
      tuples.numbers.map { UInt32(truncatingIfNeeded: $0 ?? results.count) })
  }
}

/// Gives rows with the same values the same number.
private struct Numbering {
  /// Nil where a value is unknown.
  private(set) var numbers: [Int?]
  /// A row of each number.
  private(set) var examples: [Int] = []

  init(rows: Int) {
    numbers = [Int?](repeating: 0, count: rows)
  }

  private struct Key: Hashable {
    let number: Int
    let value: UInt64
  }

  /// Tells rows apart that have different values here, too.
  mutating func split(by vector: Vector) {
    if case .codes(let codes, let dictionary) = vector.best.payload, !vector.isConstant,
      max(examples.count, 1) * dictionary.count <= 1 << 16
    {
      return split(by: codes, of: dictionary.count, missing: vector.best.missing)
    }
    var known: [Key: Int] = [:]
    var figures: [Figure: UInt64] = [:]
    examples = []
    for row in numbers.indices {
      guard let number = numbers[row] else { continue }
      guard !vector.isUnknown(at: row) else {
        numbers[row] = nil
        continue
      }
      let value: UInt64
      switch vector.best.payload {
      case _ where vector.bounds != nil:
        guard let figure = vector.figure(at: row) else { continue }
        let next = UInt64(figures.count)
        value = figures[figure] ?? next
        figures[figure] = value
      case .integers(let values): value = UInt64(bitPattern: values[row])
      case .reals(let values): value = values[row].bitPattern
      case .codes(let codes, _): value = UInt64(codes[row])
      }
      let key = Key(number: number, value: value)
      if let same = known[key] {
        numbers[row] = same
      } else {
        numbers[row] = examples.count
        known[key] = examples.count
        examples.append(row)
      }
    }
  }
}

extension Numbering {
  /// The same where few combinations can be: each has a place in a table.
  private mutating func split(by codes: [UInt32], of codeCount: Int, missing: [Bool]?) {
    var table = [Int](repeating: -1, count: max(examples.count, 1) * codeCount)
    examples = []
    for row in numbers.indices {
      guard let number = numbers[row], missing?[row] != true else {
        numbers[row] = nil
        continue
      }
      let place = number * codeCount + Int(codes[row])
      if table[place] < 0 {
        table[place] = examples.count
        examples.append(row)
      }
      numbers[row] = table[place]
    }
  }
}

extension Vector {
  /// The same, missing also at some rows.
  fileprivate func missing(alsoWhere missing: [Bool]?) -> Vector {
    guard let missing else { return self }
    let also = { (lane: Lane) in
      Lane(lane.payload, missing: lane.missing.map { zip($0, missing).map { $0 || $1 } } ?? missing)
    }
    return Vector(
      kind, also(best), bounds: bounds.map { Bounds(low: also($0.low), high: also($0.high)) })
  }
}
