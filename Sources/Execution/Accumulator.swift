import TallyColumns

/// Gathers one aggregate for many groups. Each thread has its own; they are merged in the order of the
/// rows, so that an answer does not depend on which thread was first.
protocol Accumulator: Sendable {
  /// Makes room for groups up to `count`.
  mutating func grow(to count: Int)
  /// Takes in a batch.
  /// - Parameters:
  ///   - argument: the values, one a row; nil where rows are counted.
  ///   - groups: the group of each row.
  mutating func add(_ argument: Vector?, _ groups: GroupNumbers) throws
  /// Takes in a batch of two values a row, for what is an aggregate of two.
  mutating func add(_ argument: Vector, and second: Vector, _ groups: GroupNumbers) throws
  /// Takes in what another thread gathered; its group i is group `map[i]` here.
  mutating func merge(_ other: Self, _ map: [Int]) throws
  /// The answers of the groups, in the order of `groups`.
  func column(_ groups: [Int]) throws -> Column
}

extension Accumulator {
  /// An aggregate of one value looks at the first.
  mutating func add(_ argument: Vector, and second: Vector, _ groups: GroupNumbers) throws {
    try add(argument, groups)
  }

  /// Takes in what another thread gathered by the same kind of accumulator.
  mutating func merge(any other: any Accumulator, _ map: [Int]) throws {
    if let other = other as? Self { try merge(other, map) }
  }
}

/// The group of each row of a batch.
enum GroupNumbers: Sendable {
  /// All rows are of group 0.
  case one(rows: Int)
  case many([UInt32])

  var rows: Int {
    switch self {
    case .one(let rows): rows
    case .many(let numbers): numbers.count
    }
  }

  @inline(__always)
  func forEach(missing: [Bool]?, _ body: (_ row: Int, _ group: Int) throws -> Void) rethrows {
    switch (self, missing) {
    case (.one(let rows), nil):
      for row in 0..<rows { try body(row, 0) }
    case (.one(let rows), let missing?):
      for row in 0..<rows where !missing[row] { try body(row, 0) }
    case (.many(let numbers), nil):
      for row in 0..<numbers.count { try body(row, Int(numbers[row])) }
    case (.many(let numbers), let missing?):
      for row in 0..<numbers.count where !missing[row] { try body(row, Int(numbers[row])) }
    }
  }
}

extension Array {
  /// Appends the same element until there are `count`.
  mutating func pad(to count: Int, with element: Element) {
    if self.count < count { append(contentsOf: repeatElement(element, count: count - self.count)) }
  }
}
