import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let role = Command(
    "role", usage: "role [COLUMN is event|place|source|reported|item] [in TABLE]",
    """
    declares what a column is where rows are claims, as a data package does; alone, shows what is declared.
      role COLUMN includes COLUMN, …     figures that are parts of another
      role NAME is START to END          a stretch of time
      role TABLE is places|events        a list with name, inside, also; or part_of
    """,
    examples: [Example("role weapon is item in strikes", "")],
    shape: .words, completes: .columns
  ) { syntax, source, session in
    try session.readAll()
    if syntax.arguments.isEmpty { return Outcome(.text(RoleListing(session.catalog).text)) }
    try RoleDeclaration(syntax, source, session).declare()
    return Outcome(.nothing)
  }
}

/// What the tables of a session declare.
private struct RoleListing {
  let text: String

  init(_ catalog: Catalog) {
    let lines = catalog.tables.flatMap { table -> [String] in
      let roles = table.roles
      let name = { (column: Int) in table.fields[column].name }
      var told: [String] = []
      if let event = roles.event { told.append("\(name(event)) is event") }
      if let place = roles.place { told.append("\(name(place)) is place") }
      told += roles.sources.map { "\(name($0)) is source" }
      if let reported = roles.reported { told.append("\(name(reported)) is reported") }
      told += roles.items.map { "\(name($0)) is item" }
      told += roles.includes.sorted { $0.key < $1.key }.map { whole, parts in
        "\(name(whole)) includes \(parts.map(name).joined(separator: ", "))"
      }
      told += roles.spans.map { "\($0.name) is \(name($0.start)) to \(name($0.end))" }
      return told.map { "role \($0) in \(table.name)" }
    }
    text = lines.isEmpty ? "nothing is declared" : lines.joined(separator: "\n")
  }
}

/// One declaration as it was typed.
private struct RoleDeclaration {
  let words: [NameSyntax]
  let syntax: CommandSyntax
  let source: SourceText
  let session: Session
  private let tableName: NameSyntax?

  init(_ syntax: CommandSyntax, _ source: SourceText, _ session: Session) {
    var words = syntax.arguments
    if words.count > 2, words[words.count - 2].text.lowercased() == "in" {
      tableName = words.last
      words.removeLast(2)
    } else {
      tableName = nil
    }
    self.words = words
    self.syntax = syntax
    self.source = source
    self.session = session
  }

  func declare() throws {
    guard words.count >= 3 else { throw wants }
    let subject = words[0]
    switch (words[1].text.lowercased(), words[2].text.lowercased()) {
    case ("is", "places"):
      session.catalog.places = try hierarchy(try named(subject), name: "name", inside: "inside", also: "also")
    case ("is", "events"):
      session.catalog.events = try hierarchy(try named(subject), name: "name", inside: "part_of", also: nil)
    case ("is", _) where words.count == 5 && words[3].text.lowercased() == "to":
      let table = try table(having: [words[2], words[4]])
      var roles = table.roles
      roles.spans.append(
        TableRoles.Span(
          name: subject.text, start: try column(words[2], table), end: try column(words[4], table)))
      session.catalog.add(table.with(roles))
    case ("includes", _):
      let parts = words[2...].map { NameSyntax($0.text.filter { $0 != "," }, span: $0.span) }.filter {
        !$0.text.isEmpty
      }
      let table = try table(having: [subject] + parts)
      var roles = table.roles
      roles.includes[try column(subject, table)] = try parts.map { try column($0, table) }
      if let circle = roles.circleOfInclusions { throw includesItself(circle, subject, table) }
      session.catalog.add(table.with(roles))
    case ("is", let role) where words.count == 3:
      try declare(role, of: subject)
    default:
      throw wants
    }
  }

  private func declare(_ role: String, of subject: NameSyntax) throws {
    let table = try table(having: [subject])
    let column = try column(subject, table)
    var roles = table.roles
    switch role {
    case "event": roles.event = column
    case "place":
      roles.place = column
      roles.placeColumns.insert(column)
    case "source": if !roles.sources.contains(column) { roles.sources.append(column) }
    case "reported": roles.reported = column
    case "item": if !roles.items.contains(column) { roles.items.append(column) }
    default: throw wants
    }
    // Rows are claims once it is known what they are about and whose word they are.
    roles.holdsClaims = roles.holdsClaims || (roles.event != nil && !roles.sources.isEmpty)
    session.catalog.add(table.with(roles))
  }

  // MARK: - Finding what is meant

  private var wants: Diagnostic {
    SessionDiagnostics.wants("role", "a column and what it is", syntax, source)
  }

  private func includesItself(_ circle: [Int], _ whole: NameSyntax, _ table: Table) -> Diagnostic {
    Diagnostic(
      "cycle",
      "figures would include themselves: "
        + circle.map { table.fields[$0].name }.joined(separator: " includes "),
      at: whole.span, help: "a figure includes others, and none of them includes it")
  }

  private func named(_ name: NameSyntax) throws -> Table {
    guard let table = session.catalog.table(named: name.text) else {
      throw SessionDiagnostics.unknownTable(name, session.catalog, source)
    }
    return table
  }

  /// The table named, or the only one that has all the columns.
  private func table(having columns: [NameSyntax]) throws -> Table {
    if let tableName { return try named(tableName) }
    let fitting = session.catalog.loadedTables.filter { table in
      columns.allSatisfy { table.columnIndex(named: $0.text) != nil }
    }
    guard fitting.count == 1 else {
      throw SessionDiagnostics.roleInWhich(
        columns[0], fitting.isEmpty ? session.catalog.loadedTables : fitting)
    }
    return fitting[0]
  }

  private func column(_ name: NameSyntax, _ table: Table) throws -> Int {
    guard let index = table.columnIndex(named: name.text) else {
      throw SessionDiagnostics.noColumn(name, table, source)
    }
    return index
  }

  private func hierarchy(_ table: Table, name: String, inside: String, also: String?) throws -> Hierarchy {
    for column in [name, inside] where table.columnIndex(named: column) == nil {
      throw SessionDiagnostics.noColumn(NameSyntax(column, span: words[0].span), table, source)
    }
    do {
      return try Hierarchy(table: table, name: name, inside: inside, also: also)
    } catch {
      throw SessionDiagnostics.noHierarchy(error, words[0].span)
    }
  }
}
