import TallyColumns
import TallyExecution
import TallyPlanning
import TallyWorkers

/// Claims in the groups that are settled each by itself: those of one event, with the events that are part
/// of it, and of the same items, within one group of the question.
struct ClaimUnits {
  /// Positions of claims, those of a unit together and in their order.
  private let positions: [Int]
  /// Where those of each unit begin, units in the order in which they are first met; one more than there are.
  private let starts: [Int]
  private let plan: SettlingPlan

  var count: Int { starts.count - 1 }

  /// The positions of the claims of a unit; there is at least one.
  subscript(unit: Int) -> ArraySlice<Int> { positions[starts[unit]..<starts[unit + 1]] }

  /// The positions of the claims of each unit.
  var members: [[Int]] { (0..<count).map { Array(self[$0]) } }

  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  init(_ claims: ClaimSet, _ plan: SettlingPlan) throws {
    self.plan = plan
    let items = try plan.roles.items.map {
      try ClaimUnits.numbers(claims.columns[$0].taking(claims.rows), claims.cancellation)
    }
    let groups = try RowGroups.number(
      claims.keys + [ClaimUnits.families(claims, plan)] + items, count: claims.rows.count,
      claims.cancellation)
    var starts = [Int](repeating: 0, count: groups.count + 1)
    for group in groups.numbers { starts[group + 1] += 1 }
    for group in 0..<groups.count { starts[group + 1] += starts[group] }
    var places = starts
    var positions = [Int](repeating: 0, count: claims.rows.count)
    for (position, group) in groups.numbers.enumerated() {
      positions[places[group]] = position
      places[group] += 1
    }
    (self.positions, self.starts) = (positions, starts)
  }

  /// For each claim a number of the outermost event that its event is part of. A claim of no known event is
  /// of one of its own.
  private static func families(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> Column {
    guard let event = plan.roles.event else {
      return Column(kind: .whole, .narrowest(claims.rows.indices.map { Int64($0) }))
    }
    let column = claims.columns[event]
    if plan.events == nil, let dictionary = column.storage.dictionary {
      return try families(column, dictionary, claims)
    }
    return try numbers(
      column.taking(claims.rows), isUnknownApart: true, claims.cancellation
    ) { value in
      let subject = Subject(value.text(), in: plan.events)
      return subject.around(in: plan.events).last ?? subject
    }
  }

  /// The same where no event is part of another, by the texts of a dictionary.
  private static func families(
    _ column: Column, _ dictionary: TextDictionary, _ claims: ClaimSet
  ) throws -> Column {
    let classes = try CaseClasses(dictionary) { try claims.cancellation.check() }
    let (storage, missing) = (column.storage, column.best.missing)
    var next = Int64(classes.count)
    return Column(
      kind: .whole,
      .narrowest(
        claims.rows.map { row in
          if missing?[Int(row)] ?? false {
            next += 1
            return next - 1
          }
          return Int64(classes.numbers[Int(storage.integer(at: Int(row)))])
        }))
  }

  /// For each row of a column a number, the same for the same values.
  private static func numbers(_ column: Column, _ cancellation: Cancellation) throws -> Column {
    try numbers(column, isUnknownApart: false, cancellation) { $0 }
  }

  /// For each row of a column a number, the same for values of the same key. Keys are asked for once for each
  /// stored value, and compared themselves: a text may be stored more than once.
  private static func numbers<Key: Hashable>(
    _ column: Column, isUnknownApart: Bool, _ cancellation: Cancellation, keyOf: (Value) -> Key
  ) throws -> Column {
    let groups = try RowGroups.number([column], count: column.count, cancellation)
    var numberOfGroup = [Int64?](repeating: nil, count: groups.count)
    var numberOfKey: [Key: Int64] = [:]
    var next: Int64 = 0
    let numbers = groups.numbers.enumerated().map { row, group -> Int64 in
      if let number = numberOfGroup[group] { return number }
      let value = column.value(at: row)
      let isApart = isUnknownApart && value.isUnknown
      let key = isApart ? nil : keyOf(value)
      let number = key.flatMap { numberOfKey[$0] } ?? next
      if number == next { next += 1 }
      if let key { numberOfKey[key] = number }
      if !isApart { numberOfGroup[group] = number }
      return number
    }
    return Column(kind: .whole, .narrowest(numbers))
  }

  /// What tells the unit of a row from others of its event.
  func itemTexts(of row: Int, _ reader: ClaimReader) -> [String] {
    plan.roles.items.compactMap { reader.text($0, row) }
  }
}
