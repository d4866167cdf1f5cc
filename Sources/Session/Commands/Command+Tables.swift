import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let tables = Command(
    "tables", usage: "tables",
    "the tables that are open: their rows, the memory these take, and their columns"
  ) { _, _, session in
    try session.readAll()
    let tables = session.catalog.tables
    let answer = Table(
      name: "tables", fields: [Field("table"), Field("rows"), Field("memory"), Field("columns")],
      columns: [
        Column(kind: .text, values: tables.map { .text($0.name) }),
        Column(kind: .whole, values: tables.map { .whole(Int64($0.rowCount)) }),
        Column(kind: .text, values: tables.map { .text(ByteText.of($0.byteCount)) }),
        Column(
          kind: .text,
          values: tables.map { table in
            .text(
              table.fields.map { NameSyntax.typed($0.name, vocabulary: session.vocabulary) }.joined(
                separator: ", "))
          }),
      ])
    return Outcome(.answer(Answer(table: answer)))
  }

  static let use = Command(
    "use", usage: "use TABLE", "makes a table the one that is meant where a question names none",
    examples: [Example("use casualties", "")], shape: .words, completes: .tables
  ) { syntax, source, session in
    guard let name = syntax.arguments.first, syntax.arguments.count == 1 else {
      throw SessionDiagnostics.wants("use", "a table", syntax, source)
    }
    guard let table = session.catalog.table(named: name.text) else {
      throw SessionDiagnostics.unknownTable(name, session.catalog, source)
    }
    session.catalog.use(table.name)
    return Outcome(.nothing)
  }

  static let load = Command(
    "load", synonyms: ["open"], usage: "load FILE|FOLDER [as NAME]", "opens a file or a folder of files",
    shape: .words, completes: .files
  ) { syntax, source, session in
    let words = syntax.arguments
    guard let path = words.first else {
      throw SessionDiagnostics.wants("load", "a file or a folder", syntax, source)
    }
    let name = words.count == 3 && words[1].text.lowercased() == "as" ? words[2] : nil
    guard words.count == 1 || name != nil else { throw SessionDiagnostics.pathWithBlanks(words, source) }
    let folder = try session.opener.open(path.text)
    if let name, folder.openTables.count != 1 {
      throw SessionDiagnostics.oneNameForMany(name, folder.openTables.count)
    }
    let loaded = try session.add(folder, as: name?.text).map {
      "\($0.name): \($0.rowCount) \($0.rowCount == 1 ? "row" : "rows")"
    }
    return Outcome(.text(loaded.joined(separator: "\n")))
  }
}
