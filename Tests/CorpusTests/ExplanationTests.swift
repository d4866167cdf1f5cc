import TallyClaims
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallyRendering
import TallySession
import TallySyntax
import TallyWorkers
import Testing

/// Plans told to people, and questions watched while they are answered.
@Suite struct ExplanationTests {
  /// `explain` says of every question what is kept in the golden.
  @Test(arguments: CorpusFile.explanations) func explanationsAreAsRecorded(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    var text = "# What explain says of \(file.path); written by Scripts/record.\n"
    for source in file.statements(session.vocabulary) {
      let shown = ShellText.of(SourceText("explain \(source.text)"), in: session, width: 100)
      text += "\n== \(source.text)\n\(shown)"
    }
    Golden.check(text, against: file.goldenPath)
  }

  /// Whatever can be asked is explained in words that fit the screen, without numbers for names.
  @Test(arguments: CorpusFile.queries + CorpusFile.explanations)
  func everyQueryIsExplained(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      if case .query(let query) = statement {
        for width in [40, 80, 100] {
          // How an answer is drawn is no step of it.
          let question = source[query.question]
          let lines = ShellText.of(SourceText("explain \(question)"), in: session, width: width)
            .split(separator: "\n")
          #expect(lines.count > 1, "\(source.text)")
          #expect(lines.allSatisfy { DisplayWidth.of($0) <= width }, "\(source.text)")
        }
        let plan = try Planner.plan(
          query, source: source, catalog: session.catalog, vocabulary: session.vocabulary)
        let explanation = Executor().explanation(of: PlanRewriter().rewritten(plan), writtenAs: plan)
        #expect(!explanation.words.contains { $0.contains("#") }, "\(source.text): \(explanation.words)")
      }
      _ = try session.run(source)
    }
  }

  /// Watching a question changes nothing about its answer, and what goes into a step is what came out before.
  @Test(arguments: CorpusFile.queries + CorpusFile.explanations)
  func everyQueryIsTraced(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    let executor = Executor(workers: Workers(count: 2), settler: Settler())
    for source in file.statements(session.vocabulary) {
      let statement = try #require(try Parser.statement(source, vocabulary: session.vocabulary))
      if let plan = try StageText.plan(statement, source, session) {
        let rewritten = PlanRewriter().rewritten(plan)
        let trace = try executor.trace(rewritten)
        let answer = try executor.run(rewritten)
        #expect(trace.answer.notes == answer.notes, "\(source.text)")
        #expect(trace.answer.table.rowCount == answer.table.rowCount, "\(source.text)")
        #expect(trace.steps.last?.rowsOut == answer.table.rowCount, "\(source.text)")
        for (place, step) in trace.steps.enumerated() {
          #expect(step.inputs.allSatisfy { $0 < place }, "\(source.text): \(step.sentence)")
          #expect(step.sample.rowCount <= 5 && step.sample.rowCount == step.isOpen.count, "\(source.text)")
          #expect(step.fates?.count ?? step.isOpen.count == step.isOpen.count, "\(source.text)")
          #expect(step.places?.count ?? step.isOpen.count == step.isOpen.count, "\(source.text)")
          // What is shown and what is not are all of the rows that went in, or came out.
          let rows = step.fates == nil ? step.rowsOut : step.rowsIn.first ?? 0
          #expect(step.sample.rowCount + step.hiddenRows >= rows, "\(source.text): \(step.sentence)")
        }
        // Every note of the answer arose in one of its steps, or was known before.
        let told = Set(trace.steps.flatMap(\.notes) + rewritten.notes)
        #expect(answer.notes.allSatisfy(told.contains), "\(source.text): \(answer.notes)")
      }
      _ = try session.run(source)
    }
  }

  /// Where nothing beyond ASCII can be shown, branches are drawn without it.
  @Test func treesAreDrawnInASCII() {
    let tree = OutlineTree(
      "answers",
      children: [OutlineTree("joins", remarks: ["a", "b"], children: [OutlineTree("x"), OutlineTree("y")])])
    let lines = AnswerRenderer(options: RenderingOptions(width: 80, usesUnicode: false)).lines(of: tree)
    #expect(lines == ["answers", "`- joins     a; b", "   |- x", "   `- y"])
  }

  /// Nothing is run: what overflows is explained as well.
  @Test func explainingRunsNothing() throws {
    let session = try Session(onFolder: "Tests/Corpus/Data")
    #expect(throws: Diagnostic.self) { try session.run(SourceText("list n * 2 from extremes")) }
    #expect(throws: Never.self) { try session.run(SourceText("explain list n * 2 from extremes")) }
    #expect(throws: Diagnostic.self) { try session.run(SourceText("trace list n * 2 from extremes")) }
  }

  /// After a question was watched, it can be asked why, and a bar goes on from it.
  @Test func aWatchedQuestionIsTheLastQuestion() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(SourceText("trace sum released by date"))
    #expect(ShellText.of(SourceText("why 1"), in: session).contains("390"))
    #expect(ShellText.of(SourceText("| max released"), in: session) == "780\n")
  }
}

extension CorpusFile {
  static let explanations = files(in: "Tests/Corpus/Explanations")
}

extension PlanExplanation {
  /// All that is said.
  fileprivate var words: [String] { [sentence] + decisions + inputs.flatMap(\.words) }
}
