import TallyColumns

/// What the columns of a table are to somebody who changes its rows and keeps them sound.
struct VariantTable {
  let table: Table
  /// What the row is about, where events happen in it.
  let eventColumn: Int?
  /// The name of a row in a list: texts that are all known and all different.
  let nameColumn: Int?
  /// Whole numbers from 1 on.
  let rowNumberColumn: Int?
  let isPlaceList: Bool
  let isEventList: Bool
  /// Columns of places that are that of the row or around it in every row, such as a city beside its district.
  let placeCompanions: [Int]
  /// Columns whose texts say where or what a row is about.
  private let fixed: Set<Int>
  private let different: Set<Int>
  /// For each column how many columns deep it includes others; 0 where it includes none.
  let depths: [Int]

  init(_ table: Table, _ data: LessonData) {
    self.table = table
    depths = VariantTable.depths(of: table)
    let texts = table.columns.indices.filter { table.columns[$0].kind == .text }
    let names = texts.first { table.columns[$0].isListOfNames }
    let isList = { (list: Hierarchy?) -> Bool in
      guard let list, let names, table.roles.event == nil, table.rowCount == list.entries.count else {
        return false
      }
      return (0..<table.rowCount).allSatisfy {
        table.columns[names].value(at: $0).text() == list.entries[$0].name
      }
    }
    isPlaceList = isList(data.places)
    isEventList = isList(data.events)
    // In a list of events its names are what happens.
    eventColumn = table.roles.event ?? (isEventList ? names : nil)
    nameColumn = table.roles.event == nil ? names : nil
    rowNumberColumn = table.columns.indices.first { table.columns[$0].isRowNumber }
    placeCompanions = VariantTable.placeCompanions(of: table, data.places)
    var fixed = table.roles.placeColumns.union(placeCompanions)
    fixed.formUnion([table.roles.place, table.roles.event].compactMap { $0 })
    // What an entry lies inside of is known by its list.
    for (list, isThis) in [(data.places, isPlaceList), (data.events, isEventList)] where isThis {
      let parents = list.map { list in list.entries.map { $0.inside ?? "" } }
      for column in texts where table.columns[column].values.map({ $0.text() }) == parents {
        fixed.insert(column)
      }
    }
    self.fixed = fixed
    different = Set(
      texts.filter { column in
        let known = table.columns[column].values.filter { !$0.isUnknown }
        return !fixed.contains(column) && known.count > 1 && Set(known).count == known.count
      })
  }

  /// A place that something is told of, and what stands beside it, by the names of columns in lower case.
  struct PlaceTold {
    let place: Value
    let beside: [String: Value]
  }

  /// The places of the rows, each once.
  var placesTold: [PlaceTold] {
    guard let column = table.roles.place else { return [] }
    var seen: Set<Value> = []
    return (0..<table.rowCount).compactMap { row in
      let place = table.columns[column].value(at: row)
      guard !place.isUnknown, seen.insert(place).inserted else { return nil }
      var beside: [String: Value] = [:]
      for other in placeCompanions {
        beside[table.fields[other].name.lowercased()] = table.columns[other].value(at: row)
      }
      return PlaceTold(place: place, beside: beside)
    }
  }

  /// Whether two places are the same, or one lies inside the other.
  func isNear(_ place: Value, _ other: Value, _ places: Hierarchy?) -> Bool {
    guard let places, let a = places.number(of: place.text()), let b = places.number(of: other.text()) else {
      return place == other
    }
    return a == b || places.isInside(a, b) || places.isInside(b, a)
  }

  private static func placeCompanions(of table: Table, _ places: Hierarchy?) -> [Int] {
    guard let column = table.roles.place, let places, table.rowCount > 0 else { return [] }
    return table.columns.indices.filter { other in
      guard other != column, table.columns[other].kind == .text else { return false }
      return (0..<table.rowCount).allSatisfy { row in
        guard let inner = places.number(of: table.columns[column].value(at: row).text()),
          let outer = places.number(of: table.columns[other].value(at: row).text())
        else { return false }
        return inner == outer || places.isInside(inner, outer)
      }
    }
  }

  /// Whether texts of a column can stand in other rows: not where rows are claims, as a place that stands beside its
  /// city there does so in every row.
  func moves(_ column: Int) -> Bool {
    table.roles.event == nil && !fixed.contains(column) && column != nameColumn && column != eventColumn
      && table.columns[column].kind == .text
  }

  /// - Complexity: O(columns · inclusions).
  private static func depths(of table: Table) -> [Int] {
    var depths = [Int](repeating: 0, count: table.columns.count)
    // Nothing includes itself; who says so all the same is not followed for ever.
    for _ in table.columns.indices {
      var isSettled = true
      for (whole, parts) in table.roles.includes {
        let depth = 1 + (parts.map { depths[$0] }.max() ?? 0)
        if depth > depths[whole], depth <= table.columns.count { (depths[whole], isSettled) = (depth, false) }
      }
      if isSettled { break }
    }
    return depths
  }

  /// Whether all known texts of a column differ, as other names do.
  func isAllDifferent(_ column: Int) -> Bool { different.contains(column) }

  /// Whether the numbers of a column may be unknown where they are known, and the other way round.
  func isFigure(_ column: Int) -> Bool {
    table.columns[column].knownCount < table.rowCount || table.roles.holdsClaims
  }

  /// What rows have in common whose numbers grow alike: the event and the items. Nil where each grows by itself.
  func groupKey(of row: Int) -> String? {
    guard let event = table.roles.event else { return nil }
    return ([event] + table.roles.items).map { table.columns[$0].value(at: row).comparedText }
      .joined(separator: "\u{1F}")
  }

  /// For each row the one whose numbers it gets: the next of the same event and place, where items tell them apart;
  /// in tables without events the next row.
  var rotation: [Int] {
    var rotation = Array(0..<table.rowCount)
    var groups: [String: [Int]] = [:]
    for row in rotation {
      let about = [table.roles.event, table.roles.place].compactMap { $0 }
      let key = about.map { table.columns[$0].value(at: row).comparedText }.joined(separator: "\u{1F}")
      groups[key, default: []].append(row)
    }
    if table.roles.event != nil, table.roles.items.isEmpty { return rotation }
    for rows in groups.values {
      for (place, row) in rows.enumerated() { rotation[row] = rows[(place + 1) % rows.count] }
    }
    return rotation
  }
}

extension Column {
  /// Texts that are all known and all different.
  fileprivate var isListOfNames: Bool {
    kind == .text && count > 1 && knownCount == count && Set(values).count == count
  }

  fileprivate var isRowNumber: Bool {
    kind == .whole && count > 1 && (0..<count).allSatisfy { value(at: $0) == .whole(Int64($0 + 1)) }
  }
}
