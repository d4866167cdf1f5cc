import TallyColumns
import TallyFiles
import TallyLessons
import TallyPlanning

/// The tables of a session with what it knows of them, and what was asked of them last.
struct SessionTables {
  let catalog: Catalog
  let openTables: [String: OpenTable]
  private let lastPlan: QueryPlan?
  private let lastAnswer: Table?
  private let lastQuestion: String?
  private let lastNotes: [String]

  init(of session: Session) {
    catalog = session.catalog
    openTables = session.openTables
    lastPlan = session.lastPlan
    lastAnswer = session.lastAnswer
    lastQuestion = session.lastQuestion
    lastNotes = session.lastNotes
  }

  /// Whether there is nothing in it but tables of these files.
  func holdsOnly(_ data: LessonData) -> Bool {
    let paths = Set(data.tables.compactMap(\.path))
    return catalog.currentTable == nil && catalog.values.count == catalog.given.count
      && catalog.loadedTables.count == catalog.tables.count
      && catalog.tables.allSatisfy { $0.path.map(paths.contains) ?? false }
  }

  /// Puts it back, with what has been loaded and named since other tables took its place.
  /// - Returns: tables that have another name now.
  func putBack(in session: Session, behind data: LessonData) -> [(name: String, new: String)] {
    var catalog = catalog
    var renamed: [(name: String, new: String)] = []
    let loaded = Set(session.catalog.loadedTables.map { $0.name.lowercased() })
    for table in session.catalog.tables {
      let isOfLesson = data.tables.contains { TextOrder.isSame($0.name, table.name) && $0.path == table.path }
      if isOfLesson { continue }
      let name = catalog.freeName(table.name)
      if name != table.name { renamed.append((table.name, name)) }
      if loaded.contains(table.name.lowercased()) {
        catalog.add(table.renamed(name))
      } else {
        catalog.name(table.renamed(name))
      }
    }
    for (name, value) in session.catalog.values where catalog.values[name] == nil {
      catalog.name(value, name)
    }
    session.catalog = catalog
    session.openTables = openTables
    session.lastPlan = lastPlan
    session.lastAnswer = lastAnswer
    session.lastQuestion = lastQuestion
    session.lastNotes = lastNotes
    return renamed
  }
}
