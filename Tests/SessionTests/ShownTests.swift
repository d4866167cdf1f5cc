import TallyDiagnostics
import TallyRendering
import TallySession
import TestFolders
import Testing

/// What is shown to people at a terminal, and through what.
@Suite struct ShownTests {
  private final class Shown: @unchecked Sendable {
    var text = ""
    var told: [String] = []
    var paged: [String] = []
    var uses: [Pager.Use] = []
    var lines: [Pager.LongLines] = []
    var rings = 0
    var isThere = true

    var all: String { text + told.joined() + paged.joined() }
  }

  private let folder: TestFolder
  private let shown = Shown()

  init() throws {
    let rows = (0..<12_000).map { "\($0),\($0 * 1000)\n" }
    folder = try TestFolder(["t.csv": "n,m\n" + rows.joined()])
  }

  private func runner(width: Int? = 60, hasPager: Bool = true) throws -> StatementRunner {
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/t.csv")
    let shown = shown
    let pager = Pager(
      isThere: { _ in shown.isThere },
      show: { use, lines, body in
        shown.uses.append(use)
        shown.lines.append(lines)
        var text = ""
        try body({ text += String(decoding: $0, as: UTF8.self) }, {})
        shown.paged.append(text)
      })
    return StatementRunner(
      session: session,
      output: Output(
        write: { shown.text += String(decoding: $0, as: UTF8.self) }, tell: { shown.told.append($0) },
        width: { width }, pager: hasPager ? pager : nil, ring: { shown.rings += 1 }))
  }

  @Test func peopleReadInThePagerAndMachinesDoNot() throws {
    let runner = try runner()
    _ = runner.runScript(SourceText("list\nset wide on\nlist\ncount\nhelp sum\nexplain count"))
    #expect(shown.lines == [.scroll, .page, .wrap, .wrap, .wrap] && shown.text.isEmpty)
    #expect(shown.paged[0].split(separator: "\n").count == 10_004)
    #expect(shown.paged[0].contains("2,000 more rows (skip 10000 shows the next)"))
    _ = runner.runScript(SourceText("set format jsonl\ncount\nset format vertical\ncount from t limit 1"))
    #expect(shown.text == "{\"count\":12000}\n" && shown.lines.count == 6)
  }

  @Test func whereThereIsNoneTheRestIsCut() throws {
    for (hasPager, isThere, setting) in [
      (false, true, ""), (true, false, ""), (true, true, "set pager off\n"),
    ] {
      shown.text = ""
      shown.isThere = isThere
      _ = try runner(hasPager: hasPager).runScript(SourceText(setting + "list"))
      #expect(shown.text.split(separator: "\n").count == 104 && shown.paged.isEmpty)
    }
    shown.text = ""
    _ = try runner(width: nil, hasPager: false).runScript(SourceText("list"))
    #expect(shown.text.split(separator: "\n").count == 12_001)
  }

  @Test func programsAreNamedAsTheyAreTyped() throws {
    let runner = try runner()
    _ = runner.runScript(
      SourceText("set pager \"LESS=R /opt/My Pager\"\ncount\nset pager Less -S\ncount\nset PAGER On\ncount"))
    #expect(shown.uses == [.program("LESS=R /opt/My Pager"), .program("Less -S"), .on])
  }

  @Test func scriptsThatAreRunHaveNone() throws {
    try folder.write("list limit 3\n", to: "s.tally")
    _ = try runner().runScript(SourceText("run \"\(folder.path)/s.tally\"\ncount"))
    #expect(shown.paged == ["12,000\n"] && shown.text.contains("2,000"))
  }

  @Test func thousandsAreAsSet() throws {
    let runner = try runner(hasPager: false)
    _ = runner.runScript(
      SourceText(
        "max m\nset thousands apostrophe\nmax m\nset thousands none\nmax m\nset thousands auto\nmax m"))
    #expect(shown.text == "11,999,000\n11'999'000\n11999000\n11,999,000\n")
  }

  @Test func aBellRingsBehindWhatTookSoLong() throws {
    let runner = try runner(hasPager: false)
    _ = runner.runScript(SourceText("count\nset bell on\ncount\nset bell 1h\ncount\nset bell off\ncount"))
    #expect(shown.rings == 0)
    _ = runner.runScript(SourceText("set bell 0s"))
    shown.rings = 0
    _ = runner.runScript(SourceText("count\ncount into \"\(folder.path)/x.csv\""))
    #expect(shown.rings == 2)
    #expect(runner.runScript(SourceText("set bell -1s")).status == .queryFailed)
  }

  /// A picture may be longer in being written than in being asked for: another program may have to make it.
  @Test func theBellRingsBehindAPictureThatIsWritten() throws {
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/t.csv")
    let (shown, folder) = (shown, folder)
    let isWritten = { @Sendable in folder.names().contains("x.svg") }
    let runner = StatementRunner(
      session: session,
      output: Output(
        write: { _ in }, tell: { shown.told.append("told: \($0.prefix(9)), written: \(isWritten())") },
        ring: { shown.told.append("bell, written: \(isWritten())") },
        watch: WorkWatch(begin: { shown.told.append("work") }, end: { shown.told.append("end") })))
    _ = runner.runScript(SourceText("set bell 0s"))
    shown.told = []
    let statement = "from t limit 3 draw bars into \"\(folder.path)/x.svg\""
    #expect(runner.runStatement(SourceText(statement)).status == .fine)
    #expect(
      shown.told == [
        "work", "end", "work", "end", "bell, written: true", "told: a picture, written: true",
      ])
  }

  /// Files and columns may be called anything, and scripts of strangers say anything.
  @Test func namesDoNotDriveTheTerminal() throws {
    let hostile = "a\u{1B}[2J\u{9B}2J\u{202E}b"
    try folder.write("\(hostile),x\n\(hostile),1\n", to: "\(hostile).csv")
    let runner = try runner()
    for statement in [
      "load \"FOLDER/\(hostile).csv\"", "tables", "describe \"\(hostile)\"", "from [\(hostile)]", "sum z",
      "sum [\(hostile)] from [\(hostile)]", "sql list from [\(hostile)]", "explain list from [\(hostile)]",
      "why",
      "format list from [\(hostile)]", "from [\(hostile)] into \"FOLDER/\(hostile)2.csv\"",
      "from [\(hostile)] into \"FOLDER/none/\(hostile).csv\"", "load \"FOLDER/none\(hostile).csv\"",
      "set [\(hostile)]",
      "trace from [\(hostile)]", "let [\(hostile)] = count", "from [\(hostile)] draw bars", "help \(hostile)",
      "set format csv", "from [\(hostile)]", "set format tsv", "from [\(hostile)]", "set format markdown",
      "from [\(hostile)]",
    ] {
      _ = runner.runStatement(SourceText(statement.replacing("FOLDER", with: folder.path)))
      for scalar in shown.all.unicodeScalars where scalar != "\n" && scalar != "\t" {
        #expect(
          !VisibleText.isUnsafe(scalar) || (0x2066...0x2069).contains(scalar.value),
          "\(statement.debugDescription)")
      }
      (shown.text, shown.told, shown.paged) = ("", [], [])
    }
  }
}
