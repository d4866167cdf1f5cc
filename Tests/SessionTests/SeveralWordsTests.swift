import TallyDiagnostics
import TallySession
import TestFolders
import Testing

/// A column's name of several words that is typed without brackets, or in quotes, is shown with them.
@Suite struct SeveralWordsTests {
  private let session: Session

  init() throws {
    let folder = try TestFolder([
      "t.csv": "affected region,cost (usd),killed\nwest,3,1\neast,5,2\n",
      "u.csv": "model,sent\nA,1\n",
    ])
    session = Session(today: 20_232)
    try session.open("\(folder.path)/t.csv")
    try session.open("\(folder.path)/u.csv")
  }

  private func fix(_ statement: String) -> String? {
    do {
      _ = try session.run(SourceText(statement))
      return "it runs"
    } catch {
      return (error as? Diagnostic)?.fix
    }
  }

  /// `#` stands for the name.
  @Test(
    arguments: [
      "list #", "list killed, #", "list distinct #", "sum killed by #", "sum killed by # sort #",
      "count # from t", "list killed sort # down", "list killed where # = west",
      "list killed where # is unknown",
      "list killed where # contains e", "list killed where # in (west, east)", "top 1 # by sum killed",
      "add x = upper(#) from t", "list # from t", "sum killed across #", "keep first per # from t",
    ],
    ["affected region", "Affected  Region", "\"affected region\"", "'affected region'"])
  func theFixHasTheNameInBracketsAndRuns(_ statement: String, _ typed: String) throws {
    let mended = statement.replacing("#", with: "[affected region]")
    let fix = fix(statement.replacing("#", with: typed))
    // A text is a value where it can be one.
    if statement.hasPrefix("add") || statement.contains("per"), typed.contains(where: { "\"'".contains($0) })
    {
      return
    }
    #expect(fix == mended)
    #expect(self.fix(mended) == "it runs")
  }

  @Test func signsBelongToTheName() {
    #expect(fix("sum cost (usd)") == "sum [cost (usd)]")
    #expect(fix("sum \"cost (usd)\" by affected region") == "sum [cost (usd)] by [affected region]")
  }

  @Test func furtherMistakesAreMendedToo() {
    #expect(fix("list affected region where kiled = 1") == "list [affected region] where killed = 1")
  }

  /// A text that is a column's name by chance is a text where texts are asked for.
  @Test(arguments: [
    "list killed where [affected region] = \"cost (usd)\"", "list \"affected region\" as what from t",
    "list killed where \"west\" = [affected region]", "list killed, \"no column\" from t",
  ])
  func textsStayTexts(_ statement: String) {
    #expect(fix(statement) == "it runs")
  }

  @Test func quotedNamesOfOneWordLoseTheirQuotes() {
    #expect(fix("sum \"killed\" from t") == "sum killed from t")
    #expect(fix("list killed sort \"killed\"") == "list killed sort killed")
  }
}
