import TallyColumns
import TallySyntax

/// One stage of a question, and how rough the columns are that it gives.
struct MadeStage {
  let text: String
  /// By name, in lower case.
  let grades: [String: Grade]
}

extension QuestionMaker {
  /// A stage over the columns.
  /// - Parameter source: `from things`; nil behind a bar.
  mutating func stage(_ source: String?) -> MadeStage {
    leaves = .columns
    isFilled = false
    switch Int.random(in: 0..<27, using: &chance) {
    case 0..<4: return list(source)
    case 4..<6: return distinct(source)
    case 6..<13: return answers(source)
    case 13..<15: return top(source)
    case 15..<18: return add(source)
    case 18..<20: return keep(source)
    case 20: return drop(source)
    case 21: return rename(source)
    case 22..<25: return join(source)
    default: return rows(source)
    }
  }

  // MARK: - Heads

  /// `list a, b as c`
  private mutating func list(_ source: String?) -> MadeStage {
    features.append("list")
    if chance.oneIn(6) {
      return MadeStage(text: stage("list", [source, filter(), order([]), slice()]), grades: passedOn)
    }
    let items = named(Int.random(in: 1...3, using: &chance)) { $0.phrase($0.anyType(), ceiling: .rough) }
    let text = stage("list \(items.text)", [source, filter(), order(items.columns), slice()])
    return MadeStage(text: text, grades: items.grades)
  }

  /// `list distinct a, b`; it can be sorted by what it gives only.
  private mutating func distinct(_ source: String?) -> MadeStage {
    features.append("distinct")
    if columns.allSatisfy({ $0.grade < .rough }), chance.oneIn(8) {
      return MadeStage(text: stage("list distinct", [source, filter(), slice()]), grades: passedOn)
    }
    let items = named(Int.random(in: 1...2, using: &chance)) { $0.phrase($0.anyType(), depth: 2) }
    let clauses = [source, filter(), order(items.columns, only: true), slice()]
    return MadeStage(text: stage("list distinct \(items.text)", clauses), grades: items.grades)
  }

  /// `sum a, count b by c`
  private mutating func answers(_ source: String?) -> MadeStage {
    features.append("answers")
    let keys = keys(chance.pick([0, 0, 1, 1, 1, 2]), fills: true)
    let answers = named(Int.random(in: 1...3, using: &chance)) { maker in
      maker.answer(keys.columns, ceiling: .rough)
    }
    // Something among the answers has to be an aggregate.
    let count = newName()
    let items = "count as \(typed(count)), \(answers.text)"
    features.append("count")
    let counted = KnownColumn(name: count, text: typed(count), type: ValueType(.whole), grade: .exact)
    if chance.oneIn(6) {
      features.append("across")
      let across = self.keys(1, fills: true, levels: ["month", "quarter", "year"]).expressions[0]
      let clauses = [
        source, filter(), keys.text.isEmpty ? nil : "by \(keys.text)", "across \(across)",
        order(keys.columns, only: true), slice(),
      ]
      return MadeStage(text: stage(items, clauses), grades: keys.grades)
    }
    let clauses = [
      source, filter(), keys.text.isEmpty ? nil : "by \(keys.text)",
      order(keys.columns + answers.columns + [counted], only: true), slice(),
    ]
    var grades = keys.grades.merging(answers.grades) { $1 }
    grades[count.lowercased()] = .exact
    return MadeStage(text: stage(items, clauses), grades: grades)
  }

  /// `top 3 a by sum b`, `top 3 a by b`
  private mutating func top(_ source: String?) -> MadeStage {
    features.append("top")
    let keys = keys(Int.random(in: 1...2, using: &chance), fills: false)
    let ranked =
      chance.oneIn(3)
      ? named(1) { $0.phrase($0.anyType(), depth: 2) }
      : named(1) { $0.aggregate(ceiling: .determined) }
    let text = stage("top \(few()) \(keys.text) by \(ranked.text)", [source, filter()])
    return MadeStage(text: text, grades: keys.grades.merging(ranked.grades) { $1 })
  }

  /// `add a = running b per c`
  private mutating func add(_ source: String?) -> MadeStage {
    features.append("add")
    let count = Int.random(in: 1...2, using: &chance)
    leaves = .windows
    var grades = passedOn
    let items = (0..<count).map { _ -> String in
      let value = phrase(anyType(), ceiling: .rough, depth: 2)
      let old = columns.randomElement(using: &chance)
      let name = old.flatMap { chance.oneIn(8) ? $0.name : nil } ?? newName()
      grades[name.lowercased()] = value.grade
      return "\(typed(name)) = \(value.text)"
    }
    leaves = .columns
    let text = stage("add \(items.joined(separator: ", "))\(per())", [source, filter(), order([]), slice()])
    return MadeStage(text: text, grades: grades)
  }

  /// `inner join others on k, s = t`
  private mutating func join(_ source: String?) -> MadeStage {
    // Rows beside rows beside rows become too many for whoever looks at each of them.
    let tables = set.tables.filter { $0.rowCount <= 14 }
    guard joinCount < 2, rowLimit <= 14, let right = tables.randomElement(using: &chance) else {
      return rows(source)
    }
    let keys = (0..<chance.pick([1, 1, 1, 2])).compactMap { _ in key(of: right) }
    guard !keys.isEmpty else { return rows(source) }
    joinCount += 1
    let kind = chance.pick(["", "", "inner ", "semi ", "anti ", "full "])
    features.append("\(kind)join")
    var grades = passedOn
    for column in known(right) {
      grades["\(right.name).\(column.name)".lowercased()] = column.grade
      if grades[column.name.lowercased()] == nil { grades[column.name.lowercased()] = column.grade }
    }
    let head = "\(kind)join \(typed(right.name)) on \(keys.joined(separator: ", "))"
    return MadeStage(text: stage(head, [source, filter()]), grades: grades)
  }

  /// A column here and one of another table that can be equal.
  private mutating func key(of table: Table) -> String? {
    let family = { (kind: Kind) -> Kind in kind == .real ? .whole : kind == .time ? .date : kind }
    let left = columns.filter { column in
      // The name of a column of the joined table is read as one, whatever else is called so.
      !column.type.isBounded && column.grade < .rough && !column.name.hasPrefix(table.name + ".")
    }
    let right = known(table)
    let pairs = left.flatMap { left in
      right.filter { !$0.type.isBounded && family($0.type.kind) == family(left.type.kind) }.map { (left, $0) }
    }
    // Keys that tables share are asked for more often than others that happen to be of one kind.
    let shared = pairs.filter { $0.0.name == $0.1.name }
    guard let pair = (chance.oneIn(3) ? pairs : shared).randomElement(using: &chance) else { return nil }
    return pair.0.text == pair.1.text && !chance.oneIn(4) ? pair.0.text : "\(pair.0.text) = \(pair.1.text)"
  }

  /// `keep 2 highest a per b`, `keep last`
  private mutating func keep(_ source: String?) -> MadeStage {
    features.append("keep")
    let word = chance.pick(["highest", "lowest", "latest", "earliest", "first", "last"])
    features.append(word)
    var order = ""
    switch word {
    case "highest", "lowest":
      order = " " + phrase(anyType { $0.kind != .boolean }, depth: chance.pick([0, 0, 2])).text
    case "latest", "earliest": order = " " + phrase(ValueType(chance.pick([.date, .time])), depth: 1).text
    default: break
    }
    // A number behind the word would be taken for the number of rows.
    let isNumber = order.dropFirst().first?.isNumber ?? false
    let count = chance.oneIn(3) && !isNumber ? "" : "\(few()) "
    let clauses = [source, filter(), self.order([]), slice()]
    return MadeStage(text: stage("keep \(count)\(word)\(order)\(per())", clauses), grades: passedOn)
  }

  /// ` per a, b`, or nothing
  private mutating func per() -> String {
    guard chance.oneIn(2) else { return "" }
    features.append("per")
    let keys = (0..<Int.random(in: 1...2, using: &chance)).map { _ in phrase(anyType(), depth: 1).text }
    return " per \(keys.joined(separator: ", "))"
  }

  /// `drop a, b`
  private mutating func drop(_ source: String?) -> MadeStage {
    guard columns.count > 2 else { return rows(source) }
    features.append("drop")
    let dropped = columns.shuffled(using: &chance).prefix(Int.random(in: 1...2, using: &chance))
    let names = dropped.map(\.text).joined(separator: ", ")
    let clauses = [source, filter(), order([]), slice()]
    return MadeStage(text: stage("drop \(names)", clauses), grades: passedOn)
  }

  /// `rename a = b`
  private mutating func rename(_ source: String?) -> MadeStage {
    guard let column = columns.randomElement(using: &chance) else { return rows(source) }
    features.append("rename")
    let name = newName()
    var grades = passedOn
    grades[name.lowercased()] = column.grade
    let clauses = [source, filter(), order([]), slice()]
    return MadeStage(text: stage("rename \(typed(name)) = \(column.text)", clauses), grades: grades)
  }

  /// `from things where a > 1 limit 2`
  private mutating func rows(_ source: String?) -> MadeStage {
    var clauses = [source, filter(), order([]), slice()]
    if clauses.allSatisfy({ $0 == nil }) { clauses = ["limit 3"] }
    return MadeStage(text: stage("", clauses), grades: passedOn)
  }

  private var passedOn: [String: Grade] {
    Dictionary(columns.map { ($0.name.lowercased(), $0.grade) }) { first, _ in first }
  }

  // MARK: - Lists of what has a name

  private struct Named {
    /// Without their names.
    let expressions: [String]
    let columns: [KnownColumn]

    var text: String {
      zip(expressions, columns).map { "\($0) as \($1.text)" }.joined(separator: ", ")
    }

    var grades: [String: Grade] {
      Dictionary(columns.map { ($0.name.lowercased(), $0.grade) }) { first, _ in first }
    }
  }

  private mutating func named(_ count: Int, _ make: (inout QuestionMaker) -> Phrase) -> Named {
    var columns: [KnownColumn] = []
    let expressions = (0..<count).map { _ -> String in
      let value = make(&self)
      let name = newName()
      columns.append(KnownColumn(name: name, text: typed(name), type: value.type, grade: value.grade))
      return value.text
    }
    return Named(expressions: expressions, columns: columns)
  }

  private mutating func keys(
    _ count: Int, fills: Bool, levels: [String] = ["month", "week", "quarter", "year", "day"]
  ) -> Named {
    if count > 0 { features.append("by") }
    return named(count) { maker in
      let close = maker.columns.filter(\.isClose).randomElement(using: &maker.chance)
      if fills, let close, !maker.isFilled, maker.chance.oneIn(3) {
        maker.isFilled = true
        maker.features.append("every")
        let level = maker.chance.pick(levels)
        return Phrase(text: "every \(level) of \(close.text)", type: ValueType(.date), grade: .exact)
      }
      let depth = maker.chance.pick([0, 0, 1, 2])
      return maker.phrase(maker.anyType(), depth: depth)
    }
  }

  /// An expression over aggregates and keys.
  private mutating func answer(_ keys: [KnownColumn], ceiling: Grade) -> Phrase {
    if chance.oneIn(2) { return aggregate(ceiling: ceiling) }
    leaves = .aggregates(keys: keys)
    defer { leaves = .columns }
    return phrase(anyType { $0.kind != .boolean }, ceiling: ceiling, depth: 2)
  }

  /// One aggregate.
  private mutating func aggregate(ceiling: Grade) -> Phrase {
    leaves = .aggregates(keys: [])
    defer { leaves = .columns }
    for _ in 0..<4 {
      let type = anyType { $0.kind != .boolean }
      let leaf = leaf(type, ceiling: ceiling, depth: 2)
      if leaf.isAggregate { return leaf }
    }
    return Phrase(text: "count", type: ValueType(.whole), grade: .exact, isAggregate: true)
  }

  // MARK: - Clauses

  /// A head with its clauses, now and then in another order than the usual one.
  private mutating func stage(_ head: String, _ clauses: [String?]) -> String {
    var clauses = clauses.compactMap { $0 }
    if chance.oneIn(3) { clauses.shuffle(using: &chance) }
    return ([head] + clauses).filter { !$0.isEmpty }.joined(separator: " ")
  }

  private mutating func filter() -> String? {
    guard chance.oneIn(2) else { return nil }
    features.append("where")
    if chance.oneIn(12) {
      features.append("maybe")
      return "where maybe \(condition())"
    }
    return "where \(condition())"
  }

  /// - Parameters:
  ///   - named: what the head gives.
  ///   - only: whether nothing else can be sorted by.
  private mutating func order(_ named: [KnownColumn], only: Bool = false) -> String? {
    guard chance.oneIn(2) else { return nil }
    let smooth = named.filter { $0.grade < .rough }
    let items = (0..<Int.random(in: 1...2, using: &chance)).compactMap { _ -> String? in
      let item: String
      if let column = smooth.randomElement(using: &chance), only || chance.oneIn(2) {
        item = column.text
      } else if only {
        return nil
      } else {
        item = phrase(anyType(), depth: chance.pick([0, 0, 1, 2])).text
      }
      return item + chance.pick(["", "", " down"])
    }
    guard !items.isEmpty else { return nil }
    features.append("sort")
    return "sort \(items.joined(separator: ", "))"
  }

  private mutating func slice() -> String? {
    guard chance.oneIn(4) else { return nil }
    switch Int.random(in: 0..<4, using: &chance) {
    case 0, 1:
      features.append("limit")
      return "limit \(few())"
    case 2:
      features.append("skip")
      return "skip \(few())"
    default:
      features += ["limit", "skip"]
      return "limit \(few()) skip \(few())"
    }
  }

  private mutating func few() -> Int { chance.pick([0, 1, 2, 3, 5]) }
}
