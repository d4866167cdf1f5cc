import TallyColumns
import TallyPlanning

extension AggregateOperator {
  /// What one thread has gathered: its groups, and an accumulator for each call.
  struct Partial: Sendable {
    let keys: GroupKeys
    private(set) var accumulators: [any Accumulator]
    /// Unknown values of each call's argument.
    private(set) var unknownCounts: [Int]
    private var table: KeyTable
    /// For directly addressed groups, which of them have rows.
    private var isPresent: [Bool]
    private var hasOneGroup = false

    init(keys: GroupKeys, calls: [AggregateCall], areBounded: [Bool]) {
      self.keys = keys
      accumulators = zip(calls, areBounded).map { $0.makeAccumulator(isBounded: $1) }
      unknownCounts = calls.map { _ in 0 }
      table = KeyTable(width: keys.columns.count)
      isPresent = []
      if let size = keys.directSize, !keys.columns.isEmpty {
        isPresent = [Bool](repeating: false, count: size)
        grow(to: size)
      }
    }

    private mutating func grow(to count: Int) {
      for index in accumulators.indices { accumulators[index].grow(to: count) }
    }

    /// Without keys there is one group, even of no rows.
    mutating func ensureGroup() {
      hasOneGroup = true
      grow(to: 1)
    }

    /// The group of each row of a batch.
    mutating func groups(_ positions: Range<Int>, _ rows: BatchRows) -> GroupNumbers {
      guard !keys.columns.isEmpty else {
        ensureGroup()
        return .one(rows: rows.count)
      }
      let words = keys.words(positions, rows)
      if keys.directSize != nil {
        let addresses = keys.addresses(words, rows: rows.count)
        for address in addresses { isPresent[Int(address)] = true }
        return .many(addresses)
      }
      let numbers = insert(words, rows: rows.count)
      grow(to: table.count)
      return .many(numbers)
    }

    private mutating func insert(_ words: [[UInt64]], rows: Int) -> [UInt32] {
      var numbers = [UInt32](repeating: 0, count: rows)
      var tuple = [UInt64](repeating: 0, count: words.count)
      for row in 0..<rows {
        for key in words.indices { tuple[key] = words[key][row] }
        tuple.withUnsafeBufferPointer { tuple in
          if let base = tuple.baseAddress { numbers[row] = UInt32(truncatingIfNeeded: table.insert(base)) }
        }
      }
      return numbers
    }

    /// - Parameter vectors: the values of the call's arguments.
    mutating func add(_ vectors: [Vector], _ groups: GroupNumbers, toCall number: Int) throws {
      if vectors.count == 2 {
        try accumulators[number].add(vectors[0], and: vectors[1], groups)
      } else {
        try accumulators[number].add(vectors.first, groups)
      }
      guard let first = vectors.first, vectors.contains(where: { $0.best.missing != nil }) else { return }
      for row in 0..<groups.rows
      where first.isUnknown(at: row) || (vectors.count == 2 && vectors[1].isUnknown(at: row)) {
        unknownCounts[number] += 1
      }
    }

    /// Takes in the groups of a later run of rows.
    mutating func merge(_ other: Partial) throws {
      var map: [Int]
      if keys.columns.isEmpty {
        if other.hasOneGroup { ensureGroup() }
        map = [0]
      } else if keys.directSize != nil {
        map = Array(isPresent.indices)
        for group in map where other.isPresent[group] { isPresent[group] = true }
      } else {
        map = []
        other.table.words.withUnsafeBufferPointer { words in
          guard let base = words.baseAddress else { return }
          for number in 0..<other.table.count { map.append(table.insert(base + number * table.width)) }
        }
        grow(to: table.count)
      }
      for index in accumulators.indices {
        try accumulators[index].merge(any: other.accumulators[index], map)
        unknownCounts[index] += other.unknownCounts[index]
      }
    }

    /// The groups that have rows.
    var presentGroups: [Int] {
      if keys.columns.isEmpty { return hasOneGroup ? [0] : [] }
      if keys.directSize != nil { return isPresent.indices.filter { isPresent[$0] } }
      return Array(0..<table.count)
    }

    /// The words of one key for some groups.
    func words(ofKey key: Int, groups: [Int]) -> [UInt64] {
      if keys.directSize != nil { return keys.words(ofKey: key, addresses: groups) }
      return groups.map { table.words[$0 * table.width + key] }
    }
  }
}
