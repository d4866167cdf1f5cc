import Synchronization
import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyPermissions
import TallyRendering
import TallyWorkers
import TestFolders
import Testing

@testable import TallySession

/// Demos are played as if somebody typed them, in a session of their own, in a time of their own.
@Suite struct DemoTests {
  private let folder: TestFolder
  private let session: Session
  private let seen = Seen()

  /// What was written, told and waited for.
  private final class Seen: Sendable {
    private struct State {
      var text = ""
      var waits: [Duration?] = []
      var keys: [Int: KeyWaiting.Key] = [:]
    }

    private let state = Mutex(State())

    var text: String { state.withLock { $0.text } }
    var waits: [Duration?] { state.withLock { $0.waits } }
    func add(_ text: String) { state.withLock { $0.text += text } }
    func press(_ key: KeyWaiting.Key, at wait: Int) { state.withLock { $0.keys[wait] = key } }

    func wait(_ duration: Duration?) -> KeyWaiting.Key? {
      state.withLock { state in
        state.waits.append(duration)
        return state.keys[state.waits.count - 1]
      }
    }
  }

  init() throws {
    folder = try TestFolder(["t.csv": "a,b\n1,x\n2,y\n"])
    session = Session(today: 20_232)
    session.shippedFolder = ProjectFiles.root + "/Data"
    try session.open("\(folder.path)/t.csv")
  }

  private func runner(
    width: Int? = nil, usesColor: Bool = false, hasKeys: Bool = false, session other: Session? = nil
  ) -> StatementRunner {
    let seen = seen
    return StatementRunner(
      session: other ?? session,
      output: Output(
        write: { seen.add(String(decoding: $0, as: UTF8.self)) }, tell: { seen.add($0 + "\n") },
        width: { width }, height: { width == nil ? nil : 24 }, usesColor: usesColor,
        typedLook: TypedLook(prompt: "1;36", comment: "2") { kind in
          switch kind {
          case .verb: "35"
          case .column: "36"
          default: ""
          }
        },
        keys: hasKeys ? KeyWaiting { body in try body { seen.wait($0) } } : nil))
  }

  private func run(_ statement: String, _ runner: StatementRunner) -> TallySession.ExitStatus {
    runner.runStatement(SourceText(statement)).status
  }

  private func demo(_ text: String) -> Demo {
    Demo(SourceText(text), name: "made", session.vocabulary)
  }

  // MARK: - Scripts

  @Test func commentsAreSaidAndStatementsAsked() {
    let demo = demo(
      """
      # The title
      #! deliveries 300

      # One that goes
      # on a line below.
      sum a
      # Another,
      #
      # and a third.
      list a
        | limit 1
      -- the last
      """)
    #expect(demo.title == "The title" && demo.data == .deliveries(rows: 300))
    let parts = demo.parts.map { part in
      switch part {
      case .said(let words): "# \(words)"
      case .asked(let source): source.text
      }
    }
    #expect(
      parts == [
        "# One that goes on a line below.", "sum a", "# Another,", "# and a third.", "list a\n  | limit 1",
        "# the last",
      ])
  }

  // MARK: - Playing

  @Test func whatIsShownIsReallyRunOnDataOfItsOwn() {
    #expect(run("demo kyiv", runner()) == .fine)
    #expect(seen.text.contains("tally> sum casualties where city = Kyiv\n15+\n"))
    #expect(seen.text.contains("# How many people were killed or hurt in Kyiv?\n"))
    #expect(!seen.text.contains("error") && !seen.text.contains("\u{1B}"))
    // Nothing here is another afterwards.
    #expect(session.catalog.tables.map(\.name) == ["t"])
    #expect(session.lastQuestion == nil && session.lastAnswer == nil && !session.settings.showsTiming)
  }

  @Test func lettersComeInThePromptsColours() {
    let session = Session(today: 20_232)
    session.catalog.add(
      Table(name: "t", fields: [Field("a")], columns: [Column(kind: .whole, values: [.whole(1)])]))
    let screen = DemoScreen(TerminalRecording(columns: 80, rows: 24, title: ""))
    let player = DemoPlayer(
      demo: demo("# t\n\nsum a"), speed: .times(1), runner: runner(usesColor: true, session: session),
      screen: screen, look: runner().output.typedLook, wait: nil)
    #expect(throws: Never.self) { try player.play() }
    #expect(
      seen.text.replacing("\u{1B}", with: "^")
        == "^[1;36mtally> ^[0m^[35msum^[0m ^[36ma^[0m\n1\n")
  }

  /// About as long as is said, at the pace of people; at twice the speed half as long.
  @Test(arguments: [("kyiv", 210...280), ("millions rows 1000", 90...150)])
  func demosTakeAsLongAsIsSaid(_ name: String, _ seconds: ClosedRange<Int>) throws {
    var lasted: [Double] = []
    for speed in ["1", "2"] {
      let runner = runner(width: 100, hasKeys: true)
      let before = seen.waits.count
      #expect(run("demo \(name) speed \(speed)", runner) == .fine)
      let waits = seen.waits.dropFirst(before).compactMap { $0 }
      lasted.append(waits.reduce(.zero, +).seconds)
    }
    #expect(seconds.contains(Int(lasted[0])), "\(lasted[0]) s")
    #expect(abs(lasted[0] - 2 * lasted[1]) < 0.1)
  }

  @Test func nobodyWaitsAtFullSpeed() {
    #expect(run("demo kyiv speed max", runner(width: 100, hasKeys: true)) == .fine)
    #expect(seen.waits.isEmpty && seen.text.contains("15+"))
  }

  @Test func aKeyHoldsTheDemoAndAnotherGoesOn() {
    seen.press(.character(" "), at: 5)
    #expect(run("demo kyiv", runner(width: 100, hasKeys: true)) == .fine)
    // Between the key and the next there is no end to the wait.
    #expect(seen.waits[6] == nil && seen.waits.count { $0 == nil } == 1)
    #expect(seen.text.contains("help shows") || seen.text.contains("Ask one question"))
  }

  @Test(arguments: [KeyWaiting.Key.interrupt, .end]) func controlCLeaves(_ key: KeyWaiting.Key) {
    seen.press(key, at: 5)
    #expect(
      run("demo kyiv record \"\(folder.path)/x.cast\"", runner(width: 100, hasKeys: true)) == .interrupted)
    #expect(seen.waits.count == 6 && !seen.text.contains("15+") && seen.text.hasSuffix("x.cast\nstopped\n"))
    // Nothing is recorded of it.
    #expect(folder.names() == ["t.csv"])
  }

  // MARK: - Recording

  /// Nobody watches four minutes to be told that there is no folder.
  @Test func whereNothingCanBeRecordedNothingIsPlayed() {
    #expect(run("demo kyiv record \"\(folder.path)/none/x.cast\"", runner()) != .fine)
    #expect(seen.text.contains("none/x.cast") && !seen.text.contains("tally>"), "\(seen.text)")
  }

  @Test func recordingsAreTheSameToTheByte() throws {
    for number in 1...2 {
      #expect(run("demo kyiv record \"\(folder.path)/\(number).cast\"", runner()) == .fine)
    }
    // Keys and pauses are no part of it.
    seen.press(.character("x"), at: 40)
    #expect(run("demo kyiv record \"\(folder.path)/2.cast\"", runner(hasKeys: true)) == .fine)
    let first = try folder.read("1.cast")
    #expect(try folder.read("2.cast") == first)
    #expect(seen.text.contains("seconds recorded in \(folder.path)/1.cast\n"))
    #expect(seen.text.contains("2.cast, in the place of what was there\n"))
    // Where nobody looks on it is shown nowhere else.
    #expect(!seen.text.contains("15+"))
    let lines = first.split(separator: "\n")
    #expect(
      lines[0]
        == "{\"version\": 2, \"width\": 100, \"height\": 30, \"title\": \"The night of 23 to 24 May 2025\"}")
    #expect(lines[1].hasPrefix("[0.000, \"o\", \""))
    #expect(first.contains("\\r\\n") && first.contains("\\u001b[1;36m"))
    let times = try lines.dropFirst().map { line in
      try #require(Double(line.dropFirst().prefix { $0 != "," }))
    }
    #expect(times == times.sorted() && (210...280).contains(times.last ?? 0))
  }

  @Test func speedIsThatOfTheRecordingToo() throws {
    #expect(run("demo kyiv speed 10 record \"\(folder.path)/x.cast\"", runner()) == .fine)
    let last = try #require(try folder.read("x.cast").split(separator: "\n").last)
    #expect((21...28).contains(try #require(Double(last.dropFirst().prefix { $0 != "," }))))
  }

  @Test func safeModeRecordsNothing() throws {
    var options = CSVOptions(
      permissions: .safe(naming: [
        ProjectFiles.root + "/Data/Demos", ProjectFiles.root + "/Data/kyiv-2025-05-24",
      ]))
    options.hasHeader = true
    let safe = Session(opener: TableOpener(options: options), today: 20_232)
    safe.shippedFolder = ProjectFiles.root + "/Data"
    #expect(run("demo kyiv record \"\(folder.path)/x.cast\"", runner(session: safe)) == .queryFailed)
    #expect(seen.text.contains("safe mode writes no files") && folder.names() == ["t.csv"])
    #expect(run("demo kyiv", runner(session: safe)) == .fine)
    #expect(seen.text.contains("15+"))
  }

  // MARK: - What it takes

  @Test(
    arguments: [
      ("demo kiev", "unknown-demo", "demo kyiv"), ("demo kyiv fast", "demo-argument", "demo kyiv"),
      ("demo kyiv speed", "demo-argument", "demo kyiv"), ("demo kyiv speed 0", "demo-argument", "demo kyiv"),
      ("demo kyiv rows 5", "demo-rows", "demo kyiv"),
      ("demo millions rows x", "demo-argument", "demo millions"),
      ("demo kyiv record", "demo-argument", "demo kyiv"),
    ])
  func whatItDoesNotTakeIsSaid(_ statement: String, _ id: String, _ fix: String) {
    do {
      _ = try session.run(SourceText(statement))
      Issue.record("it runs")
    } catch {
      #expect((error as? Diagnostic)?.id == id && (error as? Diagnostic)?.fix == fix, "\(error)")
    }
  }

  @Test func thereIsNoDemoInsideADemo() {
    session.isOfDemo = true
    #expect(throws: Diagnostic.self) { try session.run(SourceText("demo kyiv")) }
  }

  @Test func completionOffersDemosAndWhatTheyTake() {
    let names = { (text: String) in
      session.completions(of: text, at: text.utf8.count).candidates.map(\.text)
    }
    #expect(names("demo ") == ["kyiv", "millions"])
    #expect(names("demo ky") == ["kyiv"])
    #expect(names("demo kyiv ") == ["speed", "rows", "record"])
    #expect(names("demo kyiv speed ") == ["max", "2", "0.5"])
  }

  // MARK: - Data that is made up

  @Test func madeRowsAreTheSameEachTime() throws {
    let memory = MemoryBudget()
    let table = try MadeDeliveries.table(rows: 70_000, memory: memory, cancellation: .never)
    let again = try MadeDeliveries.table(rows: 70_000, memory: memory, cancellation: .never)
    for (one, other) in zip(table.columns, again.columns) { #expect(one.values == other.values) }
    #expect(table.rowCount == 70_000 && table.columns.allSatisfy { $0.count == 70_000 })
    #expect(table.column(named: "minutes").map { (500...2_000).contains($0.count - $0.knownCount) } == true)
    #expect(throws: Never.self) { try MadeDeliveries.table(rows: 1, memory: memory, cancellation: .never) }
  }

  @Test func makingThemCanBeStopped() {
    let cancellation = Cancellation(progress: Progress()) { true }
    #expect(throws: Cancelled.self) {
      try MadeDeliveries.table(rows: 70_000, memory: MemoryBudget(), cancellation: cancellation)
    }
  }

  @Test func whereThereIsNoMemoryThatIsSaid() {
    let memory = MemoryBudget(
      limit: 1 << 20, system: MemoryBudget.System(available: { 1 << 40 }, resident: { 1 << 19 }))
    #expect(throws: Diagnostic.self) {
      try MadeDeliveries.table(rows: 10_000_000, memory: memory, cancellation: .never)
    }
  }
}

extension Duration {
  fileprivate var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}
