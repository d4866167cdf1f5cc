import TallyColumns
import TallyExecution
import TallyPlanning

/// Claims in the groups that are settled each by itself: those of one event, with the events that are part
/// of it, and of the same items, within one group of the question.
struct ClaimUnits {
  /// Positions of claims, a list for each unit, units in the order in which they are first met.
  let members: [[Int]]
  private let plan: SettlingPlan

  var count: Int { members.count }

  init(_ claims: ClaimSet, _ plan: SettlingPlan) {
    self.plan = plan
    let families = ClaimUnits.families(claims, plan)
    let items = plan.roles.items.map { claims.columns[$0].taking(claims.rows) }
    let groups = RowGroups.number(claims.keys + [families] + items, count: claims.rows.count)
    var members = [[Int]](repeating: [], count: groups.count)
    for (position, group) in groups.numbers.enumerated() { members[group].append(position) }
    self.members = members
  }

  /// For each claim the outermost event that its event is part of. A claim of no known event is of one of
  /// its own.
  private static func families(_ claims: ClaimSet, _ plan: SettlingPlan) -> Column {
    guard let event = plan.roles.event else {
      return Column(kind: .whole, .narrowest(claims.rows.indices.map { Int64($0) }))
    }
    let column = claims.columns[event]
    var known: [Int64: Int64] = [:]
    let numbers = claims.rows.enumerated().map { position, row -> Int64 in
      if column.best.missing?[Int(row)] == true { return -1 - Int64(position) }
      let code = column.storage.integer(at: Int(row))
      if let number = known[code] { return number }
      let number = family(of: column.value(at: Int(row)), code: code, plan)
      known[code] = number
      return number
    }
    return Column(kind: .whole, .narrowest(numbers))
  }

  private static func family(of event: Value, code: Int64, _ plan: SettlingPlan) -> Int64 {
    let listed = Int64(plan.events?.entries.count ?? 0)
    guard case .text(let name) = event, let events = plan.events, var number = events.number(of: name) else {
      return listed + code
    }
    while let parent = events.parent(of: number) { number = parent }
    return Int64(number)
  }

  /// What tells the unit of a row from others of its event.
  func itemTexts(of row: Int, _ reader: ClaimReader) -> [String] {
    plan.roles.items.compactMap { reader.text($0, row) }
  }
}
