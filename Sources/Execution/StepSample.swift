import TallyColumns
import TallyPlanning

/// A few rows of what a step works on or gives.
public struct StepSample: Sendable {
  /// What became of a row.
  public enum Fate: Sendable {
    case stays, goes
    /// It is open whether the row belongs there.
    case perhaps
  }

  /// All columns, of the few rows only.
  public let columns: [Column]
  /// For each of the rows whether it is open that it belongs there.
  public let isOpen: [Bool]
  /// Of a step that chooses rows, what became of each.
  public let fates: [Fate]?
  /// Of a step that moves rows, where each stood before, counted from 1.
  public let places: [Int]?
  /// Rows that there are besides.
  public let hiddenRows: Int

  /// Rows that a sample has at the most where it is of the first rows.
  static let limit = 3
  /// Where it is of some that stay and some that go.
  static let mostChosen = 5
  /// Rows that are looked through for some that go.
  private static let stretch = 1000

  private init(
    columns: [Column], isOpen: [Bool], fates: [Fate]? = nil, places: [Int]? = nil, hiddenRows: Int
  ) {
    self.columns = columns
    self.isOpen = isOpen
    self.fates = fates
    self.places = places
    self.hiddenRows = hiddenRows
  }

  /// The first rows, and behind them, where there is room, those that only may belong.
  init(_ relation: Relation) { self.init(relation, places: nil) }

  private init(_ relation: Relation, places: [Int]?) {
    let shown = relation.rows.ids(first: StepSample.limit)
    let open = relation.maybe.prefix(StepSample.limit - shown.count)
    self.init(
      columns: relation.columns.map { $0.taking(shown + open) },
      isOpen: shown.map(relation.doubtful.contains) + open.map { _ in true },
      places: places.map { Array($0.prefix(shown.count)) + open.map { _ in 0 } },
      hiddenRows: max(0, relation.rows.count - shown.count - open.count))
  }

  /// What a step gave, as it is best seen what the step did.
  /// - Parameter input: what it worked on; nil where that is nothing, or was not taken by itself.
  init(_ output: Relation, of plan: RelationPlan, from input: Relation?) {
    guard let input, input.columns.count == output.columns.count || !plan.choosesRows else {
      self.init(output)
      return
    }
    if plan.choosesRows {
      self.init(chosen: output, from: input)
    } else if plan.movesRows, output.columns.count == input.columns.count {
      let shown = output.rows.ids(first: StepSample.limit)
      let places = input.rows.places(of: Set(shown))
      self.init(output, places: shown.map { (places[$0] ?? 0) + 1 })
    } else {
      self.init(output)
    }
  }

  /// Some of the rows that stay and some of those that go, in the order in which they stood.
  private init(chosen output: Relation, from input: Relation) {
    let perhaps = Set(output.maybe.prefix(2)).union(output.doubtful.sorted().prefix(2)).sorted().prefix(2)
    let candidates = input.rows.ids(first: StepSample.stretch) + input.maybe.prefix(StepSample.stretch)
    let left = Set(output.maybe).union(output.rows.among(Set(candidates)))
    let gone = candidates.filter { !left.contains($0) }.prefix(2)
    let room = min(StepSample.limit, StepSample.mostChosen - perhaps.count - gone.count)
    let kept = output.rows.ids(first: room + perhaps.count).filter { !perhaps.contains($0) }.prefix(room)
    var fateOfRow: [UInt32: Fate] = [:]
    for row in kept { fateOfRow[row] = .stays }
    for row in gone { fateOfRow[row] = .goes }
    for row in perhaps { fateOfRow[row] = .perhaps }
    let places = input.rows.places(of: Set(fateOfRow.keys))
    let rows = fateOfRow.keys.sorted {
      (places[$0] ?? .max, $0) < (places[$1] ?? .max, $1)
    }
    self.init(
      columns: input.columns.map { $0.taking(rows) }, isOpen: rows.map { fateOfRow[$0] == .perhaps },
      fates: rows.map { fateOfRow[$0] ?? .stays },
      hiddenRows: max(0, input.rows.count + input.maybe.count - rows.count))
  }
}

extension RelationPlan {
  /// Whether what comes out are some of the rows that went in.
  var choosesRows: Bool {
    switch self {
    case .filter, .distinct, .keep: true
    case .slice(.sort, _, _?): false
    case .slice: true
    case .join(let plan): plan.kind == .semi || plan.kind == .anti
    case .scan, .oneRow, .project, .window, .sort, .aggregate, .pivot, .tally: false
    }
  }

  /// Whether the rows that come out stand in another order.
  var movesRows: Bool {
    switch self {
    case .sort, .slice(.sort, _, _?): true
    default: false
    }
  }

  /// Whether the rows that come out are not those that went in.
  var makesOtherRows: Bool {
    switch self {
    case .aggregate, .pivot, .tally: true
    default: false
    }
  }
}

extension Rows {
  /// The first row numbers.
  fileprivate func ids(first count: Int) -> [UInt32] {
    switch self {
    case .all(let all): (0..<min(max(0, count), all)).map { UInt32(truncatingIfNeeded: $0) }
    case .selected(let ids): Array(ids.prefix(max(0, count)))
    }
  }

  /// Those of some row numbers that are among these.
  /// - Complexity: O(rows).
  fileprivate func among(_ wanted: Set<UInt32>) -> Set<UInt32> {
    switch self {
    case .all(let count): wanted.filter { Int($0) < count }
    case .selected(let ids): Set(ids.lazy.filter(wanted.contains))
    }
  }

  /// Where some row numbers stand, counted from 0.
  /// - Complexity: O(rows).
  fileprivate func places(of wanted: Set<UInt32>) -> [UInt32: Int] {
    switch self {
    case .all(let count):
      return Dictionary(uniqueKeysWithValues: wanted.filter { Int($0) < count }.map { ($0, Int($0)) })
    case .selected(let ids):
      var places: [UInt32: Int] = [:]
      for (place, id) in ids.enumerated() where wanted.contains(id) { places[id] = place }
      return places
    }
  }
}
