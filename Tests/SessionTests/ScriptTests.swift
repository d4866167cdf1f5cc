import TallyDiagnostics
import TallySession
import TestFolders
import Testing

/// Scripts in files: their parameters, the scripts that they run, what stands above their answers.
@Suite struct ScriptTests {
  let folder: TestFolder

  init() throws {
    folder = try TestFolder(["t.csv": "city,a\nKyiv,1\nOdesa,2\nKyiv,4\n"])
  }

  private func session() throws -> FolderSession { try FolderSession(folder) }

  // MARK: - Parameters

  @Test func aDefaultIsWhatNobodyElseSays() throws {
    try folder.write("param city = Kyiv\nsum a where city = $city\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally; run FOLDER/s.tally city=Odesa; run FOLDER/s.tally") == .fine)
    #expect(session.shown.split(separator: "\n").filter { !$0.hasPrefix("#") } == ["5", "2", "5"])
  }

  @Test func aValueInQuotesIsOneValue() throws {
    try folder.write("param city text\ncount where city = $city\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally city=\"New York\"") == .fine)
    #expect(session.shown.hasSuffix("\n0\n"), "\(session.shown)")
    #expect(session.told.contains { $0.contains("no row has city \"New York\"") })
  }

  /// Whatever is in it, a value is a value.
  @Test(arguments: ["\" or 1 = 1 --", "Kyiv; tables", "a | list", "$city", "[a]", ") or (1 = 1"])
  func aValueIsNeverMoreThanAValue(_ text: String) throws {
    try folder.write("param city text\ncount where city = $city\n", to: "s.tally")
    let tally = Session(today: 20_232)
    tally.setParameter("city", to: text)
    let session = try FolderSession(folder, tally)
    #expect(session.run("run FOLDER/s.tally") == .fine)
    #expect(session.shown.contains("\n0\n"), "\(session.shown)")
  }

  @Test(arguments: [
    ("number", "many", "a number, such as 20"), ("number", "2025-05-24", "a number, such as 20"),
    ("date", "yesterday", "a date, such as 2025-05-24"), ("date", "2025-13-01", "a date, such as 2025-05-24"),
    ("time", "2025-05-24", "a time, such as 2025-05-24T07:30"), ("duration", "7", "a duration, such as 7h"),
    ("boolean", "1", "yes or no"),
  ])
  func aValueIsOfItsKind(_ kind: String, _ text: String, _ wanted: String) throws {
    try folder.write("param x \(kind)\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally x=\"\(text)\"") == .queryFailed)
    let first = session.told.first?.split(separator: "\n").first ?? ""
    #expect(first.hasSuffix("x is given as \"\(text)\", which is not \(wanted)"), "\(first)")
  }

  @Test(arguments: [
    ("text", "007", "007"), ("number", "15+", "15+"), ("date", "today", "2025-05-24"),
    ("date", "2025-05", "2025-05"),
    ("duration", ">7h", ">7h"), ("boolean", "yes", "yes"),
  ])
  func kindsTakeWhatIsOfThem(_ kind: String, _ text: String, _ shown: String) throws {
    try folder.write("param x \(kind)\n$x\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally x=\"\(text)\"") == .fine, "\(session.told)")
    #expect(session.shown == "# $x\n\(shown)\n")
  }

  @Test func nobodyToAskIsAnErrorThatTellsOfTheOption() throws {
    let session = try session()
    try folder.write("param city text\n", to: "s.tally")
    #expect(session.run("run FOLDER/s.tally") == .queryFailed)
    #expect(session.told.joined().contains("--set city=VALUE"))
  }

  @Test func whatASciptWasGivenEndsWithIt() throws {
    try folder.write("param city text\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally city=Kyiv; run FOLDER/s.tally") == .queryFailed)
  }

  @Test func aLetBehindAParameterIsWhatItSays() throws {
    let session = try session()
    #expect(session.run("param city = Kyiv; let city = \"Odesa\"; sum a where city = $city") == .fine)
    #expect(session.shown == "2\n")
  }

  /// What a script was told ends with it, and what it hid is there again.
  @Test func parametersAreTheScriptsOwn() throws {
    try folder.write("param city = Odesa\nlet kept = 5\n", to: "inner.tally")
    let session = try session()
    #expect(
      session.run(
        """
        param city = Kyiv; run FOLDER/inner.tally; sum a where city = $city
        run FOLDER/inner.tally city=Lviv; sum a where city = $city; $kept
        let place = "Odesa"; run FOLDER/inner.tally city=$place; sum a where city = $place
        """) == .fine, "\(session.told)")
    #expect(session.shown == "5\n5\n5\n2\n")
  }

  @Test func aParameterThatAScriptDoesNotHaveIsASlip() throws {
    try folder.write("param city = Kyiv\nsum a where city = $city\n", to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally citty=Odesa") == .queryFailed)
    #expect(session.shown == "" && session.told.joined().contains("did you mean city?"))
  }

  /// Days cannot be taken from a month, and 2025 is no number of days.
  @Test func aPeriodIsNotReckonedWith() throws {
    let session = try session()
    #expect(session.run("param t date = 2025; 2025-05-24 - $t") == .queryFailed)
    #expect(session.run("param t date = 2025-05-01; 2025-05-24 - $t") == .fine)
    #expect(session.run("param part = 5 %; round($part * 100)") == .fine)
    #expect(session.shown == "23d\n5\n")
  }

  // MARK: - Scripts inside of scripts

  @Test func aScriptIsFoundBesideTheOneThatRunsIt() throws {
    try folder.write("run parts/inner.tally\n", to: "outer.tally")
    try folder.write("run \"more/last.tally\"\n", to: "parts/inner.tally")
    try folder.write("# all\nsum a\n", to: "parts/more/last.tally")
    let session = try session()
    #expect(session.run("run FOLDER/outer.tally") == .fine, "\(session.told)")
    #expect(session.shown == "# all\n7\n")
  }

  @Test func aScriptThatRunsItselfIsToldOfByItsWay() throws {
    try folder.write("sum a\nrun b.tally\n", to: "a.tally")
    try folder.write("run ./a.tally\n", to: "b.tally")
    let session = try session()
    #expect(session.run("run FOLDER/a.tally") == .queryFailed)
    #expect(session.shown == "# sum a\n7\n", "it runs once")
    let told = session.told.joined()
    #expect(told.contains("a.tally runs") && told.contains("b.tally runs"), "\(told)")
  }

  // MARK: - Headings

  @Test func theCommentAboveAQuestionIsItsHeading() throws {
    try folder.write(
      """
      #!/usr/bin/env -S tally run
      # What this is for, which is no heading.

      # All of them
      #  and more
      sum a
      let big = t | where a > 1
      sum a  # behind it, and no heading
      -- The cities

      count by city
      """, to: "s.tally")
    let session = try session()
    #expect(session.run("run FOLDER/s.tally") == .fine, "\(session.told)")
    #expect(
      session.shown == """
        # All of them
        # and more
        7

        # sum a
        7

        # count by city
        city   count
        Kyiv       2
        Odesa      1

        """)
  }

  @Test func headingsInMarkdownAreHeadings() throws {
    try folder.write("# All of them\n# with more\nsum a\nsum a\n", to: "s.tally")
    let session = try session()
    #expect(session.run("set format markdown; run FOLDER/s.tally") == .fine)
    #expect(
      session.shown
        == "## All of them\nwith more\n\n| sum a |\n| ---: |\n| 7 |\n\n## sum a\n\n| sum a |\n| ---: |\n| 7 |\n"
    )
  }

  @Test func programsAreGivenNoHeadings() throws {
    try folder.write("# All of them\nsum a\n", to: "s.tally")
    let session = try session()
    #expect(session.run("set format csv; run FOLDER/s.tally") == .fine)
    #expect(session.shown == "sum a\n7\n")
  }

  /// A search for the comments of each statement among all of them would take the square of their number.
  @Test(.timeLimit(.minutes(1))) func tenThousandCommentsTakeNoTime() throws {
    let text = String(repeating: "# why\n\nlet a = 1\n", count: 10_000)
    try folder.write(text, to: "s.tally")
    #expect(try session().run("run FOLDER/s.tally") == .fine)
  }
}
