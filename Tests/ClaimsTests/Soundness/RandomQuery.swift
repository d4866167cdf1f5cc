/// A question of a random shape, as text and as its answer in a world.
struct RandomQuery {
  /// An aggregate of an expression over rows; nil counts the rows.
  struct Call {
    let operation: String
    let argument: RandomExpression?

    var text: String { [operation, argument?.text].compactMap { $0 }.joined(separator: " ") }

    /// The answer over rows of a world; nil where nothing known is left.
    func value(_ rows: [PossibleWorlds.Row]) -> Double? {
      guard let argument else { return Double(rows.count) }
      if operation == Call.correlation {
        let pairs = rows.compactMap { row in
          argument.value(row, asReported: true).flatMap { y in row.areKnown[0] ? (row.numbers[0], y) : nil }
        }
        return Call.correlation(pairs)
      }
      return Call.combine(operation, rows.compactMap { argument.value($0, asReported: true) })
    }

    static let correlation = "correlation of n and"

    private static func correlation(_ pairs: [(x: Double, y: Double)]) -> Double? {
      guard pairs.count > 1 else { return nil }
      let count = Double(pairs.count)
      let (x, y) = (pairs.reduce(0) { $0 + $1.x } / count, pairs.reduce(0) { $0 + $1.y } / count)
      let squares = (
        pairs.reduce(0) { $0 + ($1.x - x) * ($1.x - x) }, pairs.reduce(0) { $0 + ($1.y - y) * ($1.y - y) }
      )
      guard squares.0 > 1e-9, squares.1 > 1e-9 else { return nil }
      return pairs.reduce(0) { $0 + ($1.x - x) * ($1.y - y) } / (squares.0 * squares.1).squareRoot()
    }

    static func combine(_ operation: String, _ values: [Double]) -> Double? {
      switch operation {
      case "count": return Double(values.count)
      case "count distinct": return Double(Set(values).count)
      case "sum": return values.isEmpty ? nil : values.reduce(0, +)
      case "mean": return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
      case "min": return values.min()
      case "max": return values.max()
      case "median":
        guard !values.isEmpty else { return nil }
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
      case "first": return values.first
      case "last": return values.last
      case "mode":
        let counts = Dictionary(grouping: values) { $0 }.mapValues(\.count)
        let most = counts.values.max()
        return counts.filter { $0.value == most }.keys.min()
      case "quantile 0.3 of":
        guard !values.isEmpty else { return nil }
        let (sorted, place) = (values.sorted(), 0.3 * Double(values.count - 1))
        let (low, high) = (sorted[Int(place.rounded(.down))], sorted[Int(place.rounded(.up))])
        return low + (high - low) * (place - place.rounded(.down))
      default:
        guard values.count > 1 else { return nil }
        let mean = values.reduce(0, +) / Double(values.count)
        let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
        return operation == "variance" ? variance : variance.squareRoot()
      }
    }
  }

  enum Shape {
    /// `sum n, count where …`
    case figures([Call])
    /// `sum n / sum m where …`
    case ratio(Call, Call)
    /// `sum n where … by area`
    case groups([Call])
    /// `sum n as a where … by area | where a > 5 | count, sum a, max a`
    case filteredGroups(Call, Int64)
    /// `sum n as a where … by area sort a down limit 2 | count, sum a, min a`
    case topGroups(Int, Call)
    /// `list area, n as x where … sort x down skip 1 limit 2 | count, sum x, min x`
    case topRows(RandomExpression, isDescending: Bool, skip: Int, limit: Int)
    /// `keep 2 highest n per area where … | count, sum n, min n`
    case kept(Int, RandomExpression, isHighest: Bool)
    /// `keep 2 last per area where … | drop area | count, sum n, min n`
    case keptInPlace(Int, RandomExpression, isLast: Bool)
    /// `share of n where … by area`
    case shares(RandomExpression)
    /// `list distinct area where … | count`
    case distinct
  }

  let shape: Shape
  let condition: RandomCondition

  init(_ random: inout SeededNumbers) {
    condition = RandomCondition(&random, depth: 2)
    let call = { (random: inout SeededNumbers) -> Call in
      let operation = random.pick([
        "sum", "sum", "mean", "median", "min", "max", "stddev", "count", "count distinct", "quantile 0.3 of",
        "variance", "mode", "first", "last", Call.correlation,
      ])
      if operation == "count", random.chance(50) { return Call(operation: operation, argument: nil) }
      // How many values a quotient has depends on the world; everything else of it stays inside.
      let isTotal = ["count", "count distinct", "stddev", "variance", "mode", Call.correlation].contains(
        operation)
      return Call(operation: operation, argument: RandomExpression(&random, depth: 2, isTotal: isTotal))
    }
    switch random.number(0...17) {
    case 0...2: shape = .figures([call(&random), call(&random)])
    case 3: shape = .ratio(call(&random), call(&random))
    case 4...6: shape = .groups([call(&random), call(&random)])
    case 7...8: shape = .filteredGroups(call(&random), random.number(-2...30))
    case 9: shape = .topGroups(Int(random.number(1...2)), call(&random))
    case 10...11:
      shape = .topRows(
        RandomExpression(&random, depth: 1, isTotal: true), isDescending: random.chance(50),
        skip: Int(random.number(0...2)), limit: Int(random.number(1...4)))
    case 12...13:
      shape = .kept(
        Int(random.number(1...3)), RandomExpression(&random, depth: 1, isTotal: true),
        isHighest: random.chance(50))
    case 14:
      shape = .keptInPlace(
        Int(random.number(1...3)), RandomExpression(&random, depth: 1, isTotal: true),
        isLast: random.chance(50))
    case 15...16: shape = .shares(RandomExpression(&random, depth: 1, isTotal: true))
    default: shape = .distinct
    }
  }

  var text: String {
    let list = { (calls: [Call]) in calls.enumerated().map { "\($1.text) as c\($0)" }.joined(separator: ", ")
    }
    let filter = "where \(condition.text)"
    switch shape {
    case .figures(let calls): return "\(list(calls)) \(filter)"
    case .ratio(let a, let b): return "\(a.text) / \(b.text) \(filter)"
    case .groups(let calls): return "\(list(calls)) \(filter) by area"
    case .filteredGroups(let call, let limit):
      return
        "\(list([call])) \(filter) by area | where c0 > \(RandomExpression.constant(limit).text) | count, sum c0, max c0"
    case .topGroups(let count, let call):
      return "\(list([call])) \(filter) by area sort c0 down limit \(count) | count, sum c0, min c0"
    case .topRows(let key, let isDescending, let skip, let limit):
      return
        "list area, \(key.text) as x \(filter) sort x\(isDescending ? " down" : "") skip \(skip) limit \(limit)"
        + " | count, sum x, min x"
    case .kept(let count, let key, let isHighest):
      return
        "keep \(count) \(isHighest ? "highest" : "lowest") \(key.text) per area \(filter)"
        + " | count, sum (\(key.text)), min (\(key.text))"
    case .keptInPlace(let count, let figure, let isLast):
      return
        "keep \(count) \(isLast ? "last" : "first") per area \(filter) | drop area"
        + " | count, sum (\(figure.text)), min (\(figure.text))"
    case .shares(let figure): return "share of (\(figure.text)) \(filter) by area"
    case .distinct: return "list distinct area \(filter) | count"
    }
  }

  /// How many columns of the answer are keys.
  var keyCount: Int {
    switch shape {
    case .groups, .shares: 1
    default: 0
    }
  }

  /// The answer in a world: its figures by group, or nil where the world says nothing about the question.
  func answer(_ world: [PossibleWorlds.Row]) -> [Int?: [Double?]]? {
    let rows = world.filter(condition.isSo)
    let groups = Dictionary(grouping: rows) { $0.group }
    switch shape {
    case .figures(let calls): return [nil: calls.map { $0.value(rows) }]
    case .ratio(let a, let b):
      guard let part = a.value(rows), let whole = b.value(rows), whole != 0 else { return [nil: [nil]] }
      return [nil: [part / whole]]
    case .groups(let calls): return groups.mapValues { rows in calls.map { $0.value(rows) } }
    case .filteredGroups(let call, let limit):
      let values = groups.values.map { call.value($0) }
      // Whether a figure that nobody gives would have passed, nothing tells.
      if values.contains(nil) { return nil }
      return [nil: RandomQuery.summary(values.filter { ($0 ?? 0) > Double(limit) }, last: "max")]
    case .topGroups(let count, let call):
      // Groups stand in the order of their keys before they are sorted, the unknown one last.
      let values = groups.sorted { ($0.key ?? 99) < ($1.key ?? 99) }.map { call.value($0.value) }
      return [
        nil: RandomQuery.summary(
          Array(RandomQuery.sorted(values, isDescending: true).prefix(count)), last: "min")
      ]
    case .topRows(let key, let isDescending, let skip, let limit):
      let values = RandomQuery.sorted(
        rows.map { key.value($0, asReported: true) }, isDescending: isDescending)
      return [nil: RandomQuery.summary(Array(values.dropFirst(skip).prefix(limit)), last: "min")]
    case .kept(let count, let key, let isHighest):
      let kept = groups.values.flatMap { rows in
        let known = rows.compactMap { key.value($0, asReported: true) }.sorted()
        return isHighest ? known.suffix(count) : known.prefix(count)
      }
      return [nil: RandomQuery.summary(kept, last: "min")]
    case .keptInPlace(let count, let figure, let isLast):
      let kept = groups.values.flatMap { isLast ? $0.suffix(count) : $0.prefix(count) }
      return [nil: RandomQuery.summary(kept.map { figure.value($0, asReported: true) }, last: "min")]
    case .shares(let figure):
      let sums = groups.mapValues { Call(operation: "sum", argument: figure).value($0) }
      let total = sums.values.compactMap { $0 }.reduce(0, +)
      return sums.mapValues { sum in [total == 0 ? nil : sum.map { $0 / total }] }
    case .distinct: return [nil: [Double(groups.count)]]
    }
  }

  private static func sorted(_ values: [Double?], isDescending: Bool) -> [Double?] {
    let known = values.compactMap { $0 }.sorted()
    return (isDescending ? known.reversed() : known) + values.filter { $0 == nil }
  }

  private static func summary(_ values: [Double?], last: String) -> [Double?] {
    let known = values.compactMap { $0 }
    return [Double(values.count), Call.combine("sum", known), Call.combine(last, known)]
  }
}
