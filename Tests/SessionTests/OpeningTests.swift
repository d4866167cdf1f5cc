import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallySession
import TestFolders
import Testing

/// What opening files does to names, and what is told of it.
@Suite struct OpeningTests {
  private let folder: TestFolder

  init() throws {
    folder = try TestFolder([
      "one/a.csv": "v\n1\n", "two/a.csv": "v\n10\n20\n", "wide.csv": "a,b\n1,2,3\n4,5\n",
      "odd.csv": "n,m\n99999999999999999999999,1\n5,2\n7,3\n",
    ])
  }

  private func run(_ statement: String, _ session: Session) throws -> String {
    let outcome = try session.run(SourceText(statement))
    switch outcome.result {
    case .answer(let answer): return answer.table.columns[0].value(at: 0).text()
    case .text(let text): return text
    default: return ""
    }
  }

  /// A second file of the same name once took the place of the first without a word.
  @Test func filesOfOneNameStandSideBySide() throws {
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/one/a.csv")
    #expect(session.takeNotes().isEmpty)
    try session.open("\(folder.path)/two/a.csv", isDeferred: true)
    #expect(session.takeNotes().count == 1)
    #expect(try run("sum v from a", session) == "1")
    #expect(try run("sum v from a_2", session) == "30")
    // The same file again is the same table.
    try session.open("\(folder.path)/two/../one/a.csv")
    #expect(session.takeNotes().isEmpty)
    #expect(session.catalog.tables.map(\.name) == ["a", "a_2"])
    // Who asks for a name has it, and is told what had it.
    #expect(try run("load \"\(folder.path)/two/a.csv\" as a", session) == "a: 2 rows")
    #expect(session.takeNotes().count == 1)
    #expect(try run("sum v from a", session) == "30")
    #expect(try session.run(SourceText("let a = list from a_2")).notes.count == 1)
  }

  /// Rows that were put right were once told of by `describe` alone.
  @Test(arguments: [true, false]) func whatWasPutRightIsTold(isDeferred: Bool) throws {
    var options = CSVOptions(permissions: .everything)
    options.isLenient = true
    let session = Session(opener: TableOpener(options: options), today: 20_232)
    try session.open("\(folder.path)/wide.csv", isDeferred: isDeferred)
    _ = try run("sum a", session)
    _ = try run("sum b", session)
    let notes = session.takeNotes()
    #expect(notes.count == 1 && notes[0].hasPrefix("wide: 1 row had too few or too many cells"))
  }

  /// One cell makes a column of numbers one of texts; it is named, and so is the way around it.
  @Test func theTextAmongNumbersIsNamed() throws {
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/odd.csv")
    #expect {
      try session.run(SourceText("sum n"))
    } throws: {
      ($0 as? Diagnostic)?.fix == "sum number(n)"
        && ($0 as? Diagnostic)?.message.contains("99999999999999999999999") == true
    }
    guard case .answer(let description) = try session.run(SourceText("describe")).result else {
      Issue.record("no description")
      return
    }
    #expect(description.notes.contains { $0.hasPrefix("column n: text, as") })
  }

  /// What is asked of each column once went over all columns of its table.
  @Test func describingAsksNothingThatIsRemembered() throws {
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/one/a.csv")
    _ = try run("sum v", session)
    _ = try run("describe", session)
    #expect(try run("| list [sum v]", session) == "1")
  }
}
