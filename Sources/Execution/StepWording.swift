import TallyColumns
import TallyFunctions
import TallyPlanning

/// What people read of a step of a plan: the wording of all of it. One sentence for each step, without its subject;
/// the decisions beside it are a few words each.
enum StepWording {
  // MARK: - What a step does

  /// `keeps the rows where city is Kyiv`
  static func sentence(_ plan: RelationPlan) -> String {
    let fields = plan.fusedInputs.first?.columnFields ?? []
    switch plan {
    case .scan(let table):
      return "reads \(table.name)"
    case .oneRow:
      return "takes one row without a table"
    case .filter(_, let predicate, let keepsMaybe):
      return "keeps the rows where \(predicate.words(fields))\(keepsMaybe ? ", or may be so" : "")"
    case .aggregate(let plan):
      return aggregate(plan, fields)
    case .pivot(let plan):
      return pivot(plan, fields)
    case .tally(let plan):
      return "sets what each source says of \(plan.name) side by side"
    case .project(_, let expressions):
      return project(expressions, fields)
    case .distinct:
      return "leaves out rows that are the same as one before"
    case .window(_, let calls):
      let names = calls.map { $0.words(fields) }
      return "looks along the rows for \(list(names))\(each(calls.first?.keys ?? [], fields))"
    case .join(let plan):
      return join(plan)
    case .sort(_, let keys):
      return "puts the rows in order by \(order(keys, fields))"
    case .keep(_, let plan):
      return keep(plan, fields)
    case .slice(.sort(_, let keys), let skip, let limit?):
      return "takes \(slice(skip, limit)) in order by \(order(keys, fields))"
    case .slice(_, let skip, let limit?):
      return "takes \(slice(skip, limit))"
    case .slice(_, let skip, nil):
      return "leaves out the first \(skip == 1 ? "row" : rows(skip))"
    }
  }

  /// `answers sum casualties`
  static func answer(_ fields: [Field]) -> String { "answers \(list(fields.map(\.name), most: 8))" }

  static func settling(_ plan: SettlingPlan, _ measures: [String]) -> String {
    let decided: String? =
      switch plan.policy {
      case .lowest: "the lowest claim decides"
      case .highest: "the highest claim decides"
      case .latest: "the latest claim decides"
      case .earliest: "the earliest claim decides"
      case .trust(let sources): "the word of \(sources.joined(separator: ", then of ")) decides"
      case nil: nil
      }
    let goal = "so that nothing is counted twice"
    return
      "settles what the claims say of \(list(measures)), \(decided.map { "\($0) where they do not meet" } ?? goal)"
  }

  private static func aggregate(_ plan: AggregatePlan, _ fields: [Field]) -> String {
    if plan.calls.count == 1, plan.calls[0].isRowCount {
      return plan.keys.isEmpty ? "counts all rows" : "counts the rows\(each(plan.keys, fields))"
    }
    let calls = list(plan.calls.map(\.words))
    guard !plan.keys.isEmpty else { return "works out \(calls) of all rows" }
    if plan.calls.isEmpty { return "finds the different \(list(plan.keys.map { $0.words(fields) }))" }
    let every = plan.fills.isEmpty ? "" : ", those without rows too"
    return "works out \(calls)\(each(plan.keys, fields))\(every)"
  }

  private static func pivot(_ plan: PivotPlan, _ fields: [Field]) -> String {
    let key = fields.indices.contains(plan.keyCount) ? fields[plan.keyCount] : Field("value")
    let values = plan.values.map { value in
      value.isUnknown ? "unknown" : value.text(.readable, as: key.presentation)
    }
    let columns = plan.areCounts.count == 1 ? "a column" : "columns"
    return "gives each \(key.name) \(columns) of its own: \(list(values, most: 8))"
  }

  private static func project(_ expressions: [Expression], _ fields: [Field]) -> String {
    var passed: [String] = []
    var made: [String] = []
    for expression in expressions {
      let name = expression.columnField(fields).name
      if expression.columnNumber != nil {
        passed.append(name)
      } else {
        let words = expression.words(fields)
        made.append(words.lowercased() == name.lowercased() ? words : "\(name) = \(words)")
      }
    }
    let works = made.isEmpty ? nil : "works out \(list(made))"
    let takes = passed.isEmpty ? nil : "passes on \(list(passed, most: 8))"
    return [works, takes].compactMap { $0 }.joined(separator: " and ")
  }

  private static func keep(_ plan: KeepPlan, _ fields: [Field]) -> String {
    let per = each(plan.keys, fields)
    guard let order = plan.order else {
      let end = plan.takesLast ? "last" : "first"
      return "keeps the \(end) \(plan.count == 1 ? "row" : rows(plan.count))\(per)"
    }
    let many = plan.count == 1 ? "row" : rows(plan.count)
    return
      "keeps the \(many) with the \(end(order.expression.type, order.isDescending)) \(order.expression.words(fields))\(per)"
  }

  private static func join(_ plan: JoinPlan) -> String {
    let table = plan.table
    let isNamedAlike = plan.keys.allSatisfy { $0.leftName.lowercased() == $0.rightName.lowercased() }
    let keys =
      isNamedAlike
      ? "with the same \(list(plan.keys.map(\.leftName)))"
      : "where \(list(plan.keys.map { "\($0.leftName) = \($0.rightName)" }))"
    let beside = "puts beside each row the rows of \(table) \(keys)"
    return switch plan.kind {
    case .left: beside
    case .inner: "\(beside), and leaves out rows without any"
    case .full: "\(beside), and adds the rows of \(table) that stand beside none"
    case .semi: "keeps the rows for which there are rows of \(table) \(keys)"
    case .anti: "keeps the rows for which there are no rows of \(table) \(keys)"
    }
  }

  private static func slice(_ skip: Int, _ limit: Int) -> String {
    guard skip > 0 else { return "the first \(limit == 1 ? "row" : rows(limit))" }
    return "the \(rows(limit)) behind the first \(skip)"
  }

  /// `launched, the greatest first, then by place`
  private static func order(_ keys: [SortKey], _ fields: [Field]) -> String {
    let parts = keys.map { key in
      let words = key.expression.words(fields)
      if key.expression.type.kind == .text { return key.isDescending ? "\(words) backwards" : words }
      return key.isDescending ? "\(words), the \(end(key.expression.type, true)) first" : words
    }
    return parts.joined(separator: parts.contains { $0.contains(",") } ? ", then by " : " and ")
  }

  /// What stands at the beginning of an order.
  private static func end(_ type: ValueType, _ isDescending: Bool) -> String {
    switch type.kind {
    case .date, .time: isDescending ? "latest" : "earliest"
    case .text: isDescending ? "last" : "first"
    case .duration: isDescending ? "longest" : "shortest"
    case .whole, .real, .boolean: isDescending ? "greatest" : "least"
    }
  }

  private static func each(_ keys: [Expression], _ fields: [Field]) -> String {
    keys.isEmpty ? "" : " for each \(list(keys.map { $0.words(fields) }))"
  }

  // MARK: - What was decided

  static func columns(_ reading: TableReading) -> String {
    let names = reading.columns.map { reading.table.fields[$0].name }
    let count = reading.table.fields.count
    if names.isEmpty { return "none of its \(count) columns" }
    if names.count == count { return count == 1 ? "its one column" : "all \(count) columns" }
    return
      "\(names.count) of \(count) columns: \(names.prefix(12).joined(separator: ", "))\(more(names.count - 12))"
  }

  static func rowCount(_ count: RowCount) -> String {
    switch count {
    case .exactly(let count): rows(count)
    case .atMost(let count): "at most \(rows(count))"
    }
  }

  static let askedAtScan = "asked while reading"
  static let movedToScan = "moved to the scan, asked while reading"
  static let carriesOpen = "rows without a sure answer go along as maybe"
  static let settlesFirst = "claims are settled first"
  static let raw = "raw: claims are counted as they are"
  static let copiesNeeded = "the other columns are not needed"
  static let notKnown = "how many rows is known while it runs"

  static func grouping(_ way: GroupingWay) -> String {
    switch way {
    case .one: "one group"
    case .direct(let places):
      "groups addressed directly, \(grouped(places)) \(places == 1 ? "place" : "places")"
    case .sorted: "groups brought together by sorting"
    case .hashed: "groups found by hashing"
    case .decidedLater: "groups direct, sorted or hashed: decided while it runs"
    }
  }

  static func joining(_ way: JoiningWay, _ table: String) -> String {
    switch way {
    case .direct: "keys addressed directly"
    case .hashed(isRight: true): "the keys of \(table) are hashed, and each row's looked up"
    case .hashed(isRight: false): "the keys of the rows are hashed, and those of \(table) looked up"
    case .decidedLater: "keys direct or hashed: decided while it runs"
    }
  }

  static func heap(_ rows: Int, isSure: Bool) -> String {
    let heap = "a heap of \(self.rows(rows)) instead of a full sort"
    return isSure ? heap : "\(heap), unless bounds leave the order open"
  }

  static let sortsAll = "all rows are sorted, as bounds leave the order open"

  static func threads(_ count: Int) -> String { count == 1 ? "on one thread" : "on up to \(count) threads" }

  // MARK: - What came of it

  /// `5 rows in, 3 out and 1 perhaps`
  static func passage(rowsIn: [Int], rowsOut: Int, openRows: Int, doubtfulRows: Int) -> String {
    let into = rowsIn.map(grouped).joined(separator: " and ")
    let unit = rowsIn.count == 1 && rowsIn[0] == 1 ? "row" : "rows"
    let out = rowsIn.isEmpty ? rows(rowsOut) : "\(into) \(unit) in, \(grouped(rowsOut)) out"
    let besides = openRows == 0 ? "" : " and \(grouped(openRows)) perhaps"
    return out + besides + perhaps(doubtfulRows, of: rowsOut)
  }

  static func settled(claims: Int, figures: Int, openFigures: Int) -> String {
    "\(grouped(claims)) \(claims == 1 ? "claim" : "claims") in, \(grouped(figures)) \(figures == 1 ? "figure" : "figures") out"
      + perhaps(openFigures, of: figures)
  }

  /// `, 1 of them perhaps`
  private static func perhaps(_ count: Int, of all: Int) -> String {
    count == 0 ? "" : all == 1 ? ", perhaps" : ", \(grouped(count)) of them perhaps"
  }

  // MARK: - Words

  static func rows(_ count: Int) -> String { "\(grouped(count)) \(count == 1 ? "row" : "rows")" }

  private static func grouped(_ count: Int) -> String { Value.whole(Int64(count)).text(.readable) }

  private static func more(_ count: Int) -> String { count > 0 ? " and \(count) more" : "" }

  /// `a, b and c`
  private static func list(_ words: [String], most: Int = .max) -> String {
    guard words.count <= most else {
      return "\(words.prefix(most).joined(separator: ", ")) and \(words.count - most) more"
    }
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return "\(words.dropLast().joined(separator: ", ")) and \(last)"
  }
}

extension AggregateCall {
  fileprivate var isRowCount: Bool { operation == .count && argument == nil }
}
