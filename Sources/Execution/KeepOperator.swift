import TallyColumns
import TallyPlanning

/// Keeps so many rows of each group, those at one end of an order; they stand as they stood.
///
/// Where bounds overlap or rows are there only perhaps, another row may belong in the place of one that is
/// kept: within each group the places that each row can have decide, as they do for `SliceOperator`.
struct KeepOperator {
  let context: ExecutionContext
  let plan: KeepPlan
  /// What the rows were put in order by before, which decides where the plan has no order of its own.
  let standing: [SortKey]
  /// Whether they also stand in an order that is open and that none of their columns tells any more.
  let isOrderLost: Bool

  /// Rows that are taken in between two looks at whether to stop.
  private static let rowsAtOnce = 1 << 14

  func run(_ input: Relation) throws -> Relation {
    let project = ProjectOperator(context: context, expressions: [])
    // Rows that may be there are worked on behind the others.
    let shown = input.rows.count
    let all =
      input.maybe.isEmpty ? input : Relation(input.columns, rows: .selected(input.rows.ids + input.maybe))
    let keys = try plan.keys.map { try project.column($0, all) }
    let order = try plan.order.map { try project.column($0.expression, all) }
    if let unknown = order?.unknown { noteUnknown(unknown, rows: shown) }
    let isOpen = !input.isSure || order?.isBounded == true || isOrderLost || standsOpen(input)
    if !isOpen, let firsts = try firsts(keys, order, rows: shown) {
      return try self.kept(try firsts.positionsAsTheyStand(shown), input)
    }
    let groups = try RowGroups.number(keys, count: all.rows.count, context)
    let kept = try kept(order, groups, rows: shown)
    guard isOpen else {
      return try self.kept(kept.map { UInt32(truncatingIfNeeded: $0) }, input)
    }
    return try open(input, all.rows.ids, order, groups, kept)
  }

  // MARK: - The rows that are shown

  /// What finds the rows where groups are addressed directly; nil where they are not.
  private func firsts(_ keys: [Column], _ order: Column?, rows: Int) throws -> FirstRows? {
    try FirstRows(
      keys,
      order: order.map { .values($0, isDescending: plan.order?.isDescending ?? false) }
        ?? .standing(takesLast: plan.takesLast),
      limit: plan.count, rows: rows, context)
  }

  private func kept(_ positions: [UInt32], _ input: Relation) throws -> Relation {
    if positions.count == input.rows.count { return input }
    if case .all = input.rows { return Relation(input.columns, rows: .selected(positions)) }
    let ids = input.rows.ids
    return Relation(input.columns, rows: .selected(positions.map { ids[Int($0)] }))
  }

  /// Positions of the rows that are kept, going by the order as it is shown.
  /// - Complexity: O(n log count).
  private func kept(
    _ order: Column?, _ groups: (numbers: [Int], count: Int), rows: Int
  ) throws -> [Int] {
    let words = try order.map { try SortColumn($0, isDescending: plan.order?.isDescending ?? false, context) }
    var firsts = GroupedFirsts(limit: plan.count, groups: groups, rows: rows)
    try context.cancellation.forEachRun(of: 0..<rows, size: KeepOperator.rowsAtOnce) { run in
      guard let words else {
        for row in run {
          firsts.add(row, word: plan.takesLast ? -Int64(row) : Int64(row), toGroup: groups.numbers[row])
        }
        return
      }
      for row in run where words.unknown?[row] != true {
        firsts.add(row, word: words.words[row], toGroup: groups.numbers[row])
      }
    }
    try context.cancellation.check()
    return firsts.rows(of: rows)
  }

  private func noteUnknown(_ unknown: NullMask, rows: Int) {
    let count = (0..<rows).count { unknown[$0] }
    guard count > 0 else { return }
    context.note(
      count == rows
        ? .noneGives(name: plan.name, matched: rows) : .leftOut(name: plan.name, unknown: count, of: rows))
  }

  // MARK: - Rows of which it is open

  /// Whether the order in which rows stand is by figures, and so open itself. It decides between rows that are
  /// equal by an order of the plan's own, too.
  private func standsOpen(_ input: Relation) -> Bool {
    standing.contains { $0.expression.isBounded(in: input) }
  }

  private func open(
    _ input: Relation, _ ids: [UInt32], _ order: Column?, _ groups: (numbers: [Int], count: Int),
    _ kept: [Int]
  ) throws -> Relation {
    let shown = input.rows.count
    let key = plan.order ?? standing.first
    let values =
      try order
      ?? standing.first.map {
        try ProjectOperator(context: context, expressions: []).column(
          $0.expression, Relation(input.columns, rows: .selected(ids)))
      }
    var members = [[Int]](repeating: [], count: groups.count)
    let unknown = order?.unknown
    for position in ids.indices where unknown?[position] != true {
      members[groups.numbers[position]].append(position)
    }
    let isKept = Set(kept)
    let later = isOrderLost ? nil : order == nil ? standing.dropFirst() : standing[...]
    let project = ProjectOperator(context: context, expressions: [])
    let tieBreakers = try later?.map {
      try project.column($0.expression, Relation(input.columns, rows: .selected(ids)))
    }
    var sure: Set<Int> = []
    var maybe: [Int] = []
    for positions in members {
      try context.cancellation.check()
      let first = positions.prefix { $0 < shown }
      let group = Relation(
        input.columns, rows: .selected(first.map { ids[$0] }),
        maybe: positions.dropFirst(first.count).map { ids[$0] }, doubtful: input.doubtful)
      let places = RankBounds(
        group, key: values?.taking(positions.map { UInt32(truncatingIfNeeded: $0) }),
        isDescending: key?.isDescending ?? false, isReversed: plan.takesLast,
        tieBreakers: tieBreakers?.map { $0.taking(positions.map { UInt32(truncatingIfNeeded: $0) }) },
        isOrderLost: isOrderLost)
      for (position, place) in zip(positions, places.bounds.indices) {
        let (least, most) = places.bounds[place]
        if places.isSure[place], most < plan.count { sure.insert(position) }
        if !isKept.contains(position), least < plan.count { maybe.append(position) }
      }
    }
    let doubtful = kept.filter { !sure.contains($0) }.map { ids[$0] }
    if doubtful.contains(where: { !input.doubtful.contains($0) }) { context.note(.keptOpen) }
    return Relation(
      input.columns, rows: .selected(kept.map { ids[$0] }), maybe: maybe.sorted().map { ids[$0] },
      doubtful: Set(doubtful))
  }
}

/// The first rows of each group by a word: for each group a heap of so many, the last of them on top, all
/// heaps end to end in one array.
private struct GroupedFirsts {
  private struct Entry {
    let word: Int64
    let row: Int

    /// Of equal words the row that stands earlier is first.
    static func isBefore(_ a: Entry, _ b: Entry) -> Bool {
      a.word != b.word ? a.word < b.word : a.row < b.row
    }
  }

  private var entries: [Entry]
  /// Where the heap of each group begins, and how many it may hold and does hold.
  private var starts: [Int]
  private var capacities: [Int]
  private var sizes: [Int]

  /// - Parameter rows: only the first of the numbered rows are added.
  init(limit: Int, groups: (numbers: [Int], count: Int), rows: Int) {
    capacities = [Int](repeating: 0, count: groups.count)
    for row in 0..<rows where capacities[groups.numbers[row]] < limit { capacities[groups.numbers[row]] += 1 }
    starts = []
    starts.reserveCapacity(groups.count)
    var total = 0
    for capacity in capacities {
      starts.append(total)
      total += capacity
    }
    sizes = [Int](repeating: 0, count: groups.count)
    entries = [Entry](repeating: Entry(word: 0, row: 0), count: total)
  }

  /// Takes a row in where it is among the first of its group so far.
  /// - Complexity: O(log limit).
  mutating func add(_ row: Int, word: Int64, toGroup group: Int) {
    let entry = Entry(word: word, row: row)
    let (start, size) = (starts[group], sizes[group])
    if size < capacities[group] {
      entries[start + size] = entry
      sizes[group] += 1
      rise(size, start)
    } else if size > 0, Entry.isBefore(entry, entries[start]) {
      entries[start] = entry
      sink(start, size)
    }
  }

  private mutating func rise(_ index: Int, _ start: Int) {
    var child = index
    while child > 0 {
      let parent = (child - 1) / 2
      guard Entry.isBefore(entries[start + parent], entries[start + child]) else { return }
      entries.swapAt(start + parent, start + child)
      child = parent
    }
  }

  private mutating func sink(_ start: Int, _ size: Int) {
    var parent = 0
    while true {
      let left = 2 * parent + 1
      guard left < size else { return }
      let right = left + 1
      let child =
        right < size && Entry.isBefore(entries[start + left], entries[start + right]) ? right : left
      guard Entry.isBefore(entries[start + parent], entries[start + child]) else { return }
      entries.swapAt(start + parent, start + child)
      parent = child
    }
  }

  /// The rows of all groups, in the order in which they stand.
  /// - Parameter count: how many rows there are.
  func rows(of count: Int) -> [Int] {
    var isKept = [Bool](repeating: false, count: count)
    for group in starts.indices {
      for place in starts[group]..<(starts[group] + sizes[group]) { isKept[entries[place].row] = true }
    }
    return isKept.indices.filter { isKept[$0] }
  }
}
