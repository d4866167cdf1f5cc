import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyPlanning
import TallySyntax
import TallyWorkers

// Tables of which columns are read when something asks for them.

extension Session {
  /// The plan of a query over tables of which all is read that it rests on.
  ///
  /// It is made of what is known of the tables. Then the columns it asks for are read, and it is made again, as
  /// cells may be of other kinds than those of the first rows are. Where it cannot be made, everything is read
  /// before anybody is told.
  /// - Throws: a `Diagnostic`; a `FileError`; `Cancelled`.
  func plan(_ query: QuerySyntax, _ source: SourceText, _ clock: inout StageClock) throws -> QueryPlan {
    if query.asksWhy { try clock.load { try readAll() } }
    while true {
      do {
        let plan = try clock.plan {
          try Planner.plan(
            query, source: source, catalog: try catalog(for: query), vocabulary: vocabulary)
        }
        let lacking = columnsLacking(plan, String(source[query.span]))
        if lacking.isEmpty { return plan }
        try clock.load { for (name, columns) in lacking { try read(columns, of: name) } }
      } catch let diagnostic as Diagnostic {
        if openTables.isEmpty { throw diagnostic }
        try clock.load { try readAll() }
      }
    }
  }

  /// Columns still to be read that a plan rests on, of tables by their names in lower case: those it reads, and
  /// those whose names stand anywhere in the question, as their kinds may decide what it means.
  private func columnsLacking(_ plan: QueryPlan, _ question: String) -> [String: Set<Int>] {
    guard !openTables.isEmpty else { return [:] }
    let words = Set(Lexer.tokens(in: SourceText(question)).flatMap(\.names))
    var lacking: [String: Set<Int>] = [:]
    for reading in PlanRewriter().rewritten(plan).relation.tablesRead {
      let name = reading.table.name.lowercased()
      guard let open = openTables[name] else { continue }
      let fields = reading.table.fields
      let named = fields.indices.filter { words.contains(fields[$0].name.lowercased()) }
      let columns = Set(reading.columns + named).filter { !open.holds($0) }
      if !columns.isEmpty || !open.isBegun { lacking[name, default: []].formUnion(columns) }
    }
    return lacking
  }

  /// The names of a table's columns that nothing has asked for yet.
  func unreadColumns(of name: String) -> [String] {
    guard let open = openTables[name.lowercased()] else { return [] }
    let fields = open.table.fields
    return fields.indices.filter { !open.holds($0) }.map { fields[$0].name }
  }

  /// Reads columns of a table; all that is left of it where some were read before, so that no file is read more
  /// than twice.
  private func read(_ columns: Set<Int>, of name: String) throws {
    guard var table = openTables[name] else { return }
    try table.read(table.isBegun ? nil : columns)
    take(table, as: name)
  }

  /// Reads what is still to be read of all tables, for commands that look at them.
  /// - Throws: `FileError`; `Cancelled`.
  func readAll() throws {
    for name in openTables.keys.sorted() { try readAll(named: name) }
  }

  /// Reads what is still to be read of one table, which is about to be another's name.
  func readAll(named name: String) throws {
    guard var table = openTables[name.lowercased()] else { return }
    try table.read()
    take(table, as: name.lowercased())
  }

  /// Knows a table with the columns that have been read of it.
  private func take(_ table: OpenTable, as name: String) {
    // What reading took beside the columns is not needed again.
    FreedMemory.giveBack()
    catalog.add(table.table)
    noteRemarks(table.table)
    openTables[name] = table.isComplete ? nil : table
    // What was asked last is explained with all columns of its rows that there are by now.
    lastPlan = lastPlan?.mapTables { $0.name.lowercased() == name ? table.table : $0 }
  }
}

extension Token {
  /// The names in lower case that the token can be of a column: `[places.kind]` is also the column `kind`.
  fileprivate var names: [String] {
    guard case .bracketed(let name) = kind else { return keyword.map { [$0] } ?? [] }
    let key = name.lowercased()
    return [key] + key.indices.filter { key[$0] == "." }.map { String(key[key.index(after: $0)...]) }
  }
}
