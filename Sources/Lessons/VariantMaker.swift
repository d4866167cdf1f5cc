import TallyColumns

/// Makes other tables of the tables of a lesson.
struct VariantMaker {
  private let data: LessonData
  private var numbers: SeededNumbers
  /// Whether what is reported of one thing is told of the next one.
  private let rotates: Bool
  /// How many days later an event happens for the second time, by its name.
  private var seconds: [String: Int64] = [:]
  /// Places of which there is a second one beside them.
  private var secondPlaces: Set<String> = []
  /// Places that rows are about, with what stands beside them.
  private var placesTold: [VariantTable.PlaceTold] = []
  /// What the list of places and that of events have besides.
  private var newPlaces: [Hierarchy.Entry] = []
  private var newEvents: [Hierarchy.Entry] = []

  init(_ data: LessonData, seed: UInt64) {
    self.data = data
    numbers = SeededNumbers(seed: seed)
    rotates = seed % 2 == 1
  }

  mutating func variant() -> LessonData {
    chooseSeconds()
    let tables = data.tables.map { table($0) }
    return LessonData(
      tables: tables, places: VariantMaker.longer(data.places, by: newPlaces),
      events: VariantMaker.longer(data.events, by: newEvents))
  }

  /// A list with more entries; as it was where they do not fit, which they do.
  private static func longer(_ list: Hierarchy?, by entries: [Hierarchy.Entry]) -> Hierarchy? {
    list.map { list in (try? Hierarchy(list.entries + entries)) ?? list }
  }

  static func second(_ name: String) -> String { "second \(name)" }

  /// Half of the places, and half of the events, but of each table at least one.
  private mutating func chooseSeconds() {
    for entry in data.places?.entries ?? [] where numbers.happens(onceIn: 2) {
      secondPlaces.insert(entry.name)
    }
    placesTold = data.tables.flatMap { VariantTable($0, data).placesTold }
    if secondPlaces.isEmpty, let last = data.places?.entries.last { secondPlaces.insert(last.name) }
    for table in data.tables {
      guard let column = VariantTable(table, data).eventColumn else { continue }
      let names = table.columns[column].values.compactMap(\.asText)
      for name in names where seconds[name] == nil && numbers.happens(onceIn: 2) {
        seconds[name] = Int64.random(in: 1...4, using: &numbers)
      }
      if let first = names.first, !names.contains(where: { seconds[$0] != nil }) {
        seconds[first] = Int64.random(in: 1...4, using: &numbers)
      }
    }
  }

  // MARK: - Rows

  /// A row of the new table.
  struct Row {
    /// The row it is made of.
    let source: Int
    /// The row whose numbers it has.
    let numbers: Int
    /// Whether it stands there for the second time.
    var isSecond = false
    /// How many days later.
    var days: Int64 = 0
    /// The place that has become the one beside it.
    var place: String?
    /// Where it has gone to.
    var elsewhere: VariantTable.PlaceTold?
  }

  private mutating func table(_ table: Table) -> Table {
    let facts = VariantTable(table, data)
    let rows = rows(of: table, facts)
    var columns: [Column] = []
    for column in table.columns.indices {
      let values =
        table.columns[column].kind.isNumber || table.columns[column].kind == .duration
        ? [] : rows.map { value(of: column, $0, table, facts) }
      columns.append(Column(kind: table.columns[column].kind, values: values))
    }
    let figures = figures(of: table, rows, facts)
    for (column, values) in figures {
      columns[column] = Column(kind: table.columns[column].kind, values: values)
    }
    note(rows, of: table, facts)
    return Table(
      name: table.name, fields: table.fields, columns: columns, rowCount: rows.count, roles: table.roles)
  }

  /// All rows, and behind them those that are there for the second time.
  private mutating func rows(of table: Table, _ facts: VariantTable) -> [Row] {
    let turned = rotates ? facts.rotation : Array(0..<table.rowCount)
    var rows = (0..<table.rowCount).map { Row(source: $0, numbers: turned[$0]) }
    for row in 0..<table.rowCount {
      if let column = facts.eventColumn {
        guard let days = table.columns[column].value(at: row).asText.flatMap({ seconds[$0] }) else {
          continue
        }
        var second = Row(source: row, numbers: turned[row], isSecond: true, days: days)
        let isFirst = rows.count == table.rowCount
        if rotates ? isFirst : numbers.happens(onceIn: 3) {
          second.elsewhere = elsewhere(than: row, table, facts)
        } else if let place = table.roles.place.flatMap({ table.columns[$0].value(at: row).asText }),
          secondPlaces.contains(place), numbers.happens(onceIn: 2)
        {
          second.place = place
        }
        rows.append(second)
      } else if facts.isPlaceList, let column = facts.nameColumn {
        guard let name = table.columns[column].value(at: row).asText, secondPlaces.contains(name) else {
          continue
        }
        rows.append(Row(source: row, numbers: row, isSecond: true))
      } else if row % 2 == (rotates ? 0 : 1) || (row == table.rowCount - 1 && rows.count == table.rowCount) {
        rows.append(
          Row(
            source: row, numbers: turned[row], isSecond: true, days: Int64.random(in: 1...4, using: &numbers))
        )
      }
    }
    return rows
  }

  /// Another place that something is told of, with the same columns beside it; nil where there is none.
  private mutating func elsewhere(than row: Int, _ table: Table, _ facts: VariantTable) -> VariantTable
    .PlaceTold?
  {
    guard let column = table.roles.place else { return nil }
    let own = table.columns[column].value(at: row)
    let beside = facts.placeCompanions.map { companion in
      (table.fields[companion].name.lowercased(), table.columns[companion].value(at: row))
    }
    return placesTold.filter { told in
      !facts.isNear(told.place, own, data.places)
        && beside.allSatisfy { name, value in told.beside[name].map { $0 != value } ?? false }
    }
    .randomElement(using: &numbers)
  }

  /// Remembers what stands in a list for the second time.
  private mutating func note(_ rows: [Row], of table: Table, _ facts: VariantTable) {
    guard let column = facts.nameColumn, facts.isPlaceList || facts.isEventList else { return }
    for row in rows where row.isSecond {
      guard let name = table.columns[column].value(at: row.source).asText else { continue }
      let list = facts.isPlaceList ? data.places : data.events
      let inside = list.flatMap { list in list.number(of: name).flatMap { list.entries[$0].inside } }
      let entry = Hierarchy.Entry(VariantMaker.second(name), inside: inside)
      if facts.isPlaceList { newPlaces.append(entry) } else { newEvents.append(entry) }
    }
  }

  // MARK: - Values

  /// A text, a date, or yes or no.
  private mutating func value(of column: Int, _ row: Row, _ table: Table, _ facts: VariantTable) -> Value {
    let value = table.columns[column].value(at: row.source)
    guard row.isSecond else { return value }
    if let elsewhere = row.elsewhere {
      if column == table.roles.place { return elsewhere.place }
      if facts.placeCompanions.contains(column) {
        return elsewhere.beside[table.fields[column].name.lowercased()] ?? value
      }
    }
    switch value {
    case .date(let day): return .date(min(day + row.days, CalendarDate.dayRange.upperBound))
    case .time(let moment):
      let (later, overflow) = moment.addingReportingOverflow(row.days * Moment.perDay)
      return overflow ? value : .time(later)
    case .boolean(let isSo): return numbers.happens(onceIn: 3) ? .boolean(!isSo) : value
    case .text(let text) where column == facts.eventColumn || column == facts.nameColumn:
      return .text(VariantMaker.second(text))
    case .text(let text) where text == row.place:
      // A city that is told beside its place is the same one.
      return .text(VariantMaker.second(text))
    case .text, .unknown:
      // Other names of a place are its own.
      if facts.isPlaceList, column != facts.nameColumn, facts.isAllDifferent(column) { return .unknown }
      guard facts.moves(column), !facts.isAllDifferent(column), numbers.happens(onceIn: 2) else {
        return value
      }
      if case .text(let text) = value, numbers.happens(onceIn: 3) { return .text(VariantMaker.second(text)) }
      let other = Int.random(in: 0..<table.rowCount, using: &numbers)
      return table.columns[column].value(at: other)
    case .whole, .real, .duration, .figure: return value
    }
  }

  /// The columns of numbers and of lengths of time, by their numbers.
  private mutating func figures(of table: Table, _ rows: [Row], _ facts: VariantTable) -> [Int: [Value]] {
    let columns = table.columns.indices.filter {
      table.columns[$0].kind.isNumber || table.columns[$0].kind == .duration
    }
    // Parts before what includes them.
    let inOrder = columns.sorted { facts.depths[$0] < facts.depths[$1] }
    let shifts = shifts(of: columns, inOrder: inOrder, facts)
    var factors: [String: Int64] = [:]
    var made = Dictionary(uniqueKeysWithValues: columns.map { ($0, [Value]()) })
    for (place, row) in rows.enumerated() {
      let key = (row.isSecond ? "+" : "") + (facts.groupKey(of: row.source) ?? "\(place)")
      let factor = factors[key] ?? Int64.random(in: 2...5, using: &numbers)
      factors[key] = factor
      for column in inOrder {
        let value = table.columns[column].value(at: row.numbers)
        let new: Value
        if facts.rowNumberColumn == column {
          new = .whole(Int64(place + 1))
        } else if value.isUnknown {
          // Whatever is asked of one place, something of it is told of another.
          let isTold = row.elsewhere != nil || numbers.happens(onceIn: 4)
          new = isTold && facts.isFigure(column) ? invented(table.columns[column]) : .unknown
        } else if row.elsewhere == nil, numbers.happens(onceIn: 6), table.columns[column].knownCount > 1,
          facts.isFigure(column)
        {
          new = .unknown
        } else {
          new = value.changed(by: factor, plus: shifts[column] ?? 1)
        }
        let parts = (table.roles.includes[column] ?? []).compactMap { made[$0]?.last }
        made[column, default: []].append(new.atLeast(parts))
      }
    }
    return made
  }

  /// The most that is added to numbers, in their own unit or in hours.
  private static let mostShift: Int64 = 1 << 20

  /// What is added to the numbers of each column: to those of one that includes others what is added to all of these,
  /// so that they are still no more than it.
  /// - Parameter inOrder: the columns, parts before what includes them.
  private mutating func shifts(of columns: [Int], inOrder: [Int], _ facts: VariantTable) -> [Int: Int64] {
    var shifts: [Int: Int64] = [:]
    for column in columns { shifts[column] = Int64.random(in: 1...9, using: &numbers) }
    for column in inOrder {
      guard let parts = facts.table.roles.includes[column] else { continue }
      shifts[column] = parts.reduce(0) { min($0 + (shifts[$1] ?? 1), VariantMaker.mostShift) }
    }
    return shifts
  }

  /// A number where none was reported, at times only the least that it can be.
  private mutating func invented(_ column: Column) -> Value {
    let number = Int64.random(in: 1...30, using: &numbers)
    let stored = column.kind == .duration ? number * Moment.perHour : number
    let amount: Number = column.kind == .real ? .real(Double(stored)) : .whole(stored)
    let isLeast = column.isBounded && numbers.happens(onceIn: 2)
    return Value(
      isLeast ? Figure(low: amount, best: nil, high: nil) : Figure(exactly: amount), kind: column.kind)
  }
}

extension Value {
  fileprivate var asText: String? { if case .text(let text) = self { text } else { nil } }

  /// The same, or what its parts come to where these are more.
  fileprivate func atLeast(_ parts: [Value]) -> Value {
    guard let own = asFigure, let high = (own.high ?? own.best), let kind else { return self }
    var sum: Int64 = 0
    for part in parts {
      guard case .whole(let whole)? = part.asFigure.flatMap({ $0.low ?? $0.best }) else { continue }
      let (next, overflow) = sum.addingReportingOverflow(whole)
      if overflow { return self }
      sum = next
    }
    guard case .whole(let most) = high, most < sum else { return self }
    return Value(Figure(exactly: .whole(sum)), kind: kind)
  }

  /// A number a few times as great and some more, with its bounds; a length of time so many hours longer. What would
  /// be too great stays as it is.
  fileprivate func changed(by factor: Int64, plus shift: Int64) -> Value {
    switch self {
    case .whole(let whole): return .whole(Value.changed(whole, factor, shift) ?? whole)
    case .real(let real):
      let changed = real * Double(factor) + Double(shift)
      return changed.isFinite ? .real(changed) : self
    case .duration(let length): return .duration(Value.changed(length, 1, shift * Moment.perHour) ?? length)
    case .figure(let figure, let kind):
      guard !figure.isAnything else { return self }
      let parts = [figure.low, figure.best, figure.high].map { part -> Number?? in
        guard let part else { return .some(nil) }
        let value: Value
        switch part {
        case .whole(let whole): value = kind == .duration ? .duration(whole) : .whole(whole)
        case .real(let real): value = .real(real)
        }
        switch value.changed(by: factor, plus: shift) {
        case .whole(let whole), .duration(let whole): return whole == value.stored ? nil : .whole(whole)
        case .real(let real): return .real(real)
        default: return nil
        }
      }
      guard let low = parts[0], let best = parts[1], let high = parts[2] else { return self }
      return .figure(Figure(low: low, best: best, high: high), kind)
    case .unknown, .boolean, .text, .date, .time: return self
    }
  }

  private static func changed(_ whole: Int64, _ factor: Int64, _ shift: Int64) -> Int64? {
    let (product, overflow) = whole.multipliedReportingOverflow(by: factor)
    guard !overflow else { return nil }
    let (sum, overflows) = product.addingReportingOverflow(shift)
    return overflows ? nil : sum
  }
}
