import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySession
import TestFolders
import Testing

/// `into "file"` writes an answer where it stands whole or not at all, and `last` asks of it again.
@Suite struct AnswerFileTests {
  private let folder: TestFolder
  private let session: FolderSession

  init() throws {
    folder = try TestFolder(["t.csv": "city,n\nKyiv,1\nOdesa,2\nKyiv,4+\n", "old.csv": "before\n"])
    session = try FolderSession(folder)
  }

  @Test func theEndingOfTheNameSaysTheFormat() throws {
    let expected = [
      "csv": "city,sum n\nKyiv,5+\nOdesa,2\n", "tsv": "city\tsum n\nKyiv\t5+\nOdesa\t2\n",
      "jsonl":
        "{\"city\":\"Kyiv\",\"sum n\":{\"low\":5,\"best\":null,\"high\":null}}\n{\"city\":\"Odesa\",\"sum n\":2}\n",
      "md": "| city | sum n |\n| --- | ---: |\n| Kyiv | 5+ |\n| Odesa | 2 |\n",
      "txt": "city   sum n\nKyiv      5+\nOdesa      2\n",
    ]
    for (ending, text) in expected {
      #expect(session.run("sum n by city into \"FOLDER/out.\(ending)\"") == .fine)
      #expect(try folder.read("out.\(ending)") == text)
    }
    #expect(session.shown.isEmpty)
    #expect(session.told.filter { $0.contains("2 rows written to") }.count == expected.count)
  }

  @Test func whatIsThereIsReplacedOrStays() throws {
    #expect(session.run("count into \"FOLDER/old.csv\"") == .fine)
    #expect(try folder.read("old.csv") == "count\n3\n")
    // A question that fails, and an answer that cannot be made, leave the file as it was.
    #expect(session.run("sum m into \"FOLDER/old.csv\"") == .queryFailed)
    #expect(session.run("sum n * 9223372036854775807 into \"FOLDER/old.csv\"") == .queryFailed)
    #expect(try folder.read("old.csv") == "count\n3\n")
    #expect(session.run("count into \"FOLDER/none/old.csv\"") == .queryFailed)
    #expect(session.run("count into \"FOLDER/old\"") == .queryFailed)
    #expect(session.told.contains { $0.contains("try: count into \"\(folder.path)/old.csv\"") })
    #expect(folder.names().sorted() == ["old.csv", "t.csv"])
  }

  @Test(arguments: ["table", "csv", "json"]) func whatIsReplacedIsToldOf(_ format: String) throws {
    #expect(session.run("set format \(format)\nlist into \"FOLDER/old.csv\"") == .fine)
    #expect(session.told == ["3 rows written to \(folder.path)/old.csv, in the place of what was there"])
    try folder.write("", to: "empty.csv")
    #expect(session.run("list into \"FOLDER/new.csv\"\nlist into \"FOLDER/empty.csv\"") == .fine)
    #expect(
      session.told.dropFirst() == [
        "3 rows written to \(folder.path)/new.csv", "3 rows written to \(folder.path)/empty.csv",
      ])
    #expect(
      session.run("list n draw into \"FOLDER/old.csv.txt\"\nlist n draw into \"FOLDER/old.csv.txt\"") == .fine
    )
    #expect(
      session.told.contains(
        "a picture of 3 rows written to \(folder.path)/old.csv.txt, in the place of what was there"))
  }

  @Test(arguments: [
    "let x = count into \"FOLDER/x.csv\"", "explain count into \"FOLDER/x.csv\"", "count into x.csv",
  ])
  func onlyAnswersOfQuestionsGoIntoFiles(_ statement: String) throws {
    #expect(session.run(statement) == .queryFailed)
    #expect(folder.names().sorted() == ["old.csv", "t.csv"])
  }

  @Test func lastIsTheAnswerBefore() {
    #expect(session.run("last") == .queryFailed)
    #expect(
      session.run(
        "sum n by city\nlast | sort sum n\nlast where sum n < 3\n| list city\nlast\ncount from last")
        == .fine)
    let words = session.shown.split(separator: "\n").map { $0.split(separator: " ").joined(separator: " ") }
    #expect(
      words == [
        "city sum n", "Kyiv 5+", "Odesa 2", "city sum n", "Odesa 2", "Kyiv 5+", "city", "Odesa", "city",
        "Odesa", "1",
      ])
  }

  @Test func aBarGoesOnFromAQuestionThatWasWritten() throws {
    #expect(session.run("sum n by city into \"FOLDER/out.csv\"\n| limit 1") == .fine)
    #expect(session.shown.contains("Kyiv") && !session.shown.contains("Odesa"))
  }
}
