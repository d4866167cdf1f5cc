import TallyColumns
import TallyDiagnostics
import TallySession
import TestFolders
import Testing

/// What is known of one column: `describe launched`, `describe strikes.launched`, `describe launched in strikes`.
@Suite struct DescribedColumnTests {
  private let folder: TestFolder
  private let session: Session

  init() throws {
    folder = try TestFolder([
      "strikes.csv":
        "model,launched,affected region\nShahed,10,west\nShahed,30,\nKalibr,,east\nKalibr,20+,\n",
      "losses.csv": "model,lost\nA,1\n",
    ])
    session = Session(today: 20_232)
    try session.open("\(folder.path)/strikes.csv")
    try session.open("\(folder.path)/losses.csv")
  }

  /// The cells of the only row by their columns' names.
  private func cells(_ statement: String) throws -> [String: String] {
    guard case .answer(let answer) = try session.run(SourceText(statement)).result else { return [:] }
    #expect(answer.table.rowCount == 1)
    return Dictionary(
      zip(answer.table.fields, answer.table.columns).map { ($0.name, $1.value(at: 0).text()) },
      uniquingKeysWith: { first, _ in first })
  }

  private func diagnostic(_ statement: String) -> Diagnostic? {
    do {
      _ = try session.run(SourceText(statement))
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test(arguments: [
    "describe launched", "describe LAUNCHED", "describe strikes.launched", "describe launched in strikes",
  ])
  func aNumberHasEndsAndASpread(_ statement: String) throws {
    let cells = try cells(statement)
    #expect(cells["column"] == "launched" && cells["kind"] == "whole figure")
    #expect(cells["known"] == "3" && cells["unknown"] == "1" && cells["different"] == "3")
    #expect(cells["least"] == "10" && cells["greatest"] == "30+")
    #expect(cells["commonest"] == "10 (1), 20+ (1), 30 (1)")
  }

  @Test func aTextHasItsCommonestValuesAndNoEnds() throws {
    let cells = try cells("describe model in strikes")
    #expect(cells["kind"] == "text" && cells["unknown"] == "0" && cells["least"] == nil)
    #expect(cells["commonest"] == "Kalibr (2), Shahed (2)")
  }

  @Test(arguments: [
    "describe affected region", "describe [affected region]", "describe \"affected region\"",
    "describe strikes.[affected region]", "describe affected region in strikes",
  ])
  func aNameOfSeveralWordsIsOne(_ statement: String) throws {
    #expect(try cells(statement)["unknown"] == "2")
  }

  @Test func ofWhichTableIsAskedUnlessOneIsInUse() throws {
    let ambiguous = diagnostic("describe model")
    #expect(ambiguous?.id == "describe-in-which" && ambiguous?.fix == "describe model in strikes")
    _ = try session.run(SourceText("use losses"))
    #expect(try cells("describe model")["known"] == "1")
  }

  @Test func whatIsNeitherTableNorColumnIsSaid() {
    #expect(diagnostic("describe launchd")?.fix == "describe launched")
    #expect(diagnostic("describe strike")?.fix == "describe strikes")
    #expect(diagnostic("describe launchd in strikes")?.fix == "describe launched in strikes")
    #expect(diagnostic("describe launched in strike")?.fix == "describe launched in strikes")
    #expect(
      diagnostic("describe nothing of the kind")?.message == "no table or column \"nothing of the kind\"")
  }

  /// The note on its size was once in the words in which loading tells it, so that it seemed to be loaded again.
  @Test func aTableIsNotToldOfAsWhenItIsLoaded() throws {
    guard case .answer(let answer) = try session.run(SourceText("describe strikes")).result else {
      Issue.record("no answer")
      return
    }
    #expect(answer.notes.first == "4 rows in strikes")
  }

  @Test func completionOffersTablesAndColumns() {
    let names = { (text: String) in
      session.completions(of: text, at: text.utf8.count).candidates.map(\.text)
    }
    #expect(names("describe la") == ["launched"])
    #expect(names("describe stri") == ["strikes"])
    #expect(names("describe aff") == ["[affected region]"])
    #expect(names("describe launched ") == ["in"])
    #expect(names("describe launched in ") == ["strikes", "losses"])
    #expect(names("describe strikes ") == [])
  }
}
