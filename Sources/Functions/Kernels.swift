import TallyColumns

/// Loops that kernels share. All are specialised where they are called, inside this module.
enum Kernels {
  /// Missing where either is; nil when nothing is. Constants are stretched over the rows.
  static func missing(_ a: Vector, _ b: Vector, rows: Int) -> [Bool]? {
    guard a.best.missing != nil || b.best.missing != nil else { return nil }
    return (0..<rows).map { row in
      a.best.isMissing(a.isConstant ? 0 : row) || b.best.isMissing(b.isConstant ? 0 : row)
    }
  }

  /// The whole numbers stretched over the rows.
  static func integers(_ vector: Vector, rows: Int) -> [Int64] {
    let values = vector.best.integers
    return vector.isConstant ? [Int64](repeating: values.first ?? 0, count: rows) : values
  }

  /// The values as reals, stretched over the rows.
  static func reals(_ vector: Vector, rows: Int) -> [Double] {
    let values = vector.best.reals
    return vector.isConstant ? [Double](repeating: values.first ?? 0, count: rows) : values
  }

  static func missing(_ vector: Vector, rows: Int) -> [Bool]? {
    guard vector.isConstant, let missing = vector.best.missing else { return vector.best.missing }
    return [Bool](repeating: missing[0], count: rows)
  }

  /// A whole-number operation that tells when it leaves 64 bits. What happens at missing rows is ignored.
  @inline(__always)
  static func checked(
    _ a: Vector, _ b: Vector, rows: Int, kind: Kind,
    _ operation: (Int64, Int64) -> (partialValue: Int64, overflow: Bool)
  ) throws -> Vector {
    let left = integers(a, rows: rows)
    let right = integers(b, rows: rows)
    let missing = missing(a, b, rows: rows)
    var overflowed = false
    var result = [Int64](repeating: 0, count: rows)
    for row in 0..<rows {
      let (value, overflow) = operation(left[row], right[row])
      result[row] = value
      overflowed = overflowed || overflow
    }
    if overflowed {
      for row in 0..<rows where missing?[row] != true && operation(left[row], right[row]).overflow {
        throw KernelError.overflow
      }
    }
    return Vector(kind, integers: result, missing: missing)
  }

  /// An operation on reals; a result that is no finite number is unknown.
  @inline(__always)
  static func real(
    _ a: Vector, _ b: Vector, rows: Int, _ operation: (Double, Double) -> Double
  ) -> Vector {
    let left = reals(a, rows: rows)
    let right = reals(b, rows: rows)
    var result = [Double](repeating: 0, count: rows)
    for row in 0..<rows { result[row] = operation(left[row], right[row]) }
    return finite(result, missing: missing(a, b, rows: rows))
  }

  @inline(__always)
  static func real(_ a: Vector, rows: Int, _ operation: (Double) -> Double) -> Vector {
    finite(reals(a, rows: rows).map(operation), missing: missing(a, rows: rows))
  }

  /// Reals of which those that are no finite number are unknown.
  private static func finite(_ values: [Double], missing: [Bool]?) -> Vector {
    guard values.contains(where: { !$0.isFinite }) else {
      return Vector(.real, reals: values, missing: missing)
    }
    var missing = missing ?? [Bool](repeating: false, count: values.count)
    var values = values
    for row in values.indices where !values[row].isFinite {
      missing[row] = true
      values[row] = 0
    }
    return Vector(.real, reals: values, missing: missing)
  }

  /// A function of the stored whole number of each row.
  @inline(__always)
  static func mapIntegers(_ a: Vector, rows: Int, kind: Kind, _ operation: (Int64) -> Int64) -> Vector {
    Vector(kind, integers: integers(a, rows: rows).map(operation), missing: missing(a, rows: rows))
  }
}
