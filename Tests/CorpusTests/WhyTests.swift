import TallyDiagnostics
import TallySession
import TallySyntax
import Testing

/// Whatever has been answered can be asked why.
@Suite struct WhyTests {
  /// `why` explains every answer of the corpus, and `why 1` explains its first row or says why it cannot.
  @Test(arguments: CorpusFile.queries) func everyAnswerCanBeAskedWhy(_ file: CorpusFile) throws {
    let session = try file.makeSession()
    for source in file.statements(session.vocabulary) {
      guard case .answer? = try? session.run(source).result else { continue }
      guard case .query? = try Parser.statement(source, vocabulary: session.vocabulary) else { continue }
      guard case .text(let text) = try session.run(SourceText("why")).result else {
        Issue.record("no explanation of \(source.text)")
        continue
      }
      #expect(!text.isEmpty, "\(source.text)")
      do {
        _ = try session.run(SourceText("why 1"))
      } catch let diagnostic as Diagnostic {
        #expect(
          ["no-such-row", "rows-not-apart"].contains(diagnostic.id), "\(source.text): \(diagnostic.message)")
      }
    }
  }

  @Test func aPlainFigureNamesTheLinesItComesFrom() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(SourceText("count from places where inside = Kyiv"))
    guard case .text(let text) = try session.run(SourceText("why")).result else {
      Issue.record("no explanation")
      return
    }
    #expect(text.contains("places.csv:4") && text.contains("places.csv:5"), "\(text)")
  }

  /// `why` once took the columns of an earlier stage for the table's and ended the process.
  @Test func figuresOfAnEarlierStageAreExplained() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(SourceText("list city, casualties from casualties | sum casualties"))
    guard case .text(let text) = try session.run(SourceText("why")).result else {
      Issue.record("no explanation")
      return
    }
    #expect(text.hasPrefix("5 rows"), "\(text)")
  }

  /// A row that is no group any more was once looked up by keys it does not have.
  @Test func rowsThatAreNoGroupsAnyMoreAreSaidToBeSo() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(
      SourceText("sum casualties by city, place | list [sum casualties] | where [sum casualties] > 0"))
    #expect(throws: Diagnostic.self) { try session.run(SourceText("why 1")) }
  }

  /// A line that begins with a bar goes on from the question before.
  @Test func aBarGoesOnFromTheQuestionBefore() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(SourceText("sum released by date"))
    guard case .answer(let answer) = try session.run(SourceText("| max released")).result else {
      Issue.record("no answer")
      return
    }
    #expect(answer.table.columns[0].value(at: 0) == .whole(780))
  }

  /// Groups that a later stage has cut off were once explained with those that are shown.
  @Test(arguments: ["top 1 place by sum killed", "sum killed by place | where sum killed > 5"])
  func onlyGroupsOfTheAnswerAreExplained(_ question: String) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    guard case .text(let text) = try session.run(SourceText("why \(question)")).result else {
      Issue.record("no explanation")
      return
    }
    #expect(text.hasPrefix("several regions"))
    #expect(!text.contains("Kyiv") && !text.contains("Odesa"))
    guard case .text(let first) = try session.run(SourceText("why 1")).result else {
      Issue.record("no explanation")
      return
    }
    #expect(first == text)
  }
}
