import Synchronization
import TallyDiagnostics
import TallyFiles
import TallyLessons
import TallySyntax
import TestFolders
import Testing

@testable import TallySession

/// Lessons at the prompt: begun, left, gone on with; and what else happens meanwhile.
@Suite struct LessonCommandTests {
  /// A text that a session keeps.
  private final class Kept: Sendable {
    let text = Mutex("")
    let isReadOnly: Bool

    init(_ text: String = "", isReadOnly: Bool = false) {
      self.isReadOnly = isReadOnly
      self.text.withLock { $0 = text }
    }

    var record: LessonRecord {
      LessonRecord(read: { self.text.withLock { $0 } }) { change in
        guard !self.isReadOnly else { return false }
        self.text.withLock { $0 = change($0) }
        return true
      }
    }
  }

  private func text(_ statement: String, _ session: Session) throws -> String {
    guard case .text(let text) = try session.run(SourceText(statement)).result else { return "" }
    return text
  }

  private func problem(_ statement: String, _ session: Session) -> Diagnostic? {
    do {
      _ = try session.run(SourceText(statement))
      return nil
    } catch let error as FileError {
      return error.diagnostic
    } catch {
      return error as? Diagnostic
    }
  }

  @Test func theListSaysWhatIsDone() throws {
    let session = try Shipped.session(record: Kept("1,2 first-sums\n").record)
    let list = try text("lesson", session)
    #expect(list.contains("  1  First sums"))
    #expect(list.contains("2 of 5 done"))
    #expect(list.contains("6 tasks"))
    #expect(list.contains("\"lesson 1\" begins"))
    #expect(list.split(separator: "\n").allSatisfy { $0.count <= 80 })
  }

  @Test func outsideOfALessonItsWordsSayWhatToDo() throws {
    let session = try Shipped.session()
    for word in ["hint", "skip", "show", "lesson stop"] {
      let told = problem(word, session)
      #expect(told?.id == "no-lesson-is-on" && told?.fix == "lesson 1", "\(word)")
    }
    #expect(problem("show place from casualties", session) == nil, "the words of before")
    #expect(problem("skip 2 from places", session) == nil)
    #expect(problem("lesson 99", session)?.id == "no-such-lesson")
    #expect(problem("lesson rest", session)?.fix == "lesson reset")
    #expect(problem("lesson nothing.md", session)?.id == "file-not-found")
  }

  @Test func withoutLessonsThatIsSaid() throws {
    let session = Session(today: 0)
    #expect(problem("lesson", session)?.id == "no-lessons")
    #expect(problem("lesson 1", session)?.id == "no-lessons")
    #expect(problem("hint", session)?.fix == nil)
    let folder = try TestFolder(["l.md": "# t\n## q\nanswer: count from places\n"])
    #expect(problem("lesson \(folder.path)/l.md", session)?.id == "no-shipped-data")
  }

  @Test func goesOnWhereItWasLeft() throws {
    let kept = Kept()
    let session = try Shipped.session(record: kept.record)
    #expect(try session.told("lesson 1").last?.hasPrefix("Task 1 of 5") == true)
    #expect(try session.told("sum launched").first == "Right.")
    #expect(kept.text.withLock { $0 } == "1 first-sums\n")
    #expect(try session.told("lesson stop") == ["Lesson 1 is left; \"lesson 1\" goes on with it."])
    #expect(try session.told("sum launched").isEmpty, "nothing is judged any more")
    let next = try Shipped.session(record: kept.record)
    #expect(try next.told("lesson 1").last?.hasPrefix("Task 2 of 5") == true)
    #expect(try next.told("skip").last?.hasPrefix("Task 3 of 5") == true)
    #expect(try next.told("lesson reset 1").first == "Lesson 1 begins anew.")
    #expect(kept.text.withLock { $0 }.isEmpty)
  }

  @Test func whoSkipsIsToldWhatIsLeft() throws {
    let session = try Shipped.session(record: Kept().record)
    _ = try session.told("lesson 1")
    _ = try session.told("sum launched")
    for _ in 1...3 { _ = try session.told("skip") }
    #expect(
      try session.told("skip") == [
        "Left out.", "That was the last task; 1 of 5 are done. \"lesson 1\" goes back to the others.",
      ])
    #expect(try session.told("lesson 1").last?.hasPrefix("Task 2 of 5") == true)
  }

  @Test func whatCannotBeKeptIsSaidOnce() throws {
    let session = try Shipped.session(record: Kept(isReadOnly: true).record)
    _ = try session.told("lesson 1")
    #expect(try session.told("sum launched").contains(LessonWording.cannotBeKept))
    #expect(try !session.told("max launched").contains(LessonWording.cannotBeKept))
    #expect(
      try text("lesson", session).contains("2 of 5 done") == false, "the record counts where there is one")
  }

  @Test func progressThatIsBrokenIsPassedOver() throws {
    let session = try Shipped.session(record: Kept("\u{0}\n,,, first-sums\n7 first-sums\n99999 x\n\n").record)
    #expect(try session.told("lesson 1").last?.hasPrefix("Task 1 of 5") == true)
  }

  /// Whatever else is asked is answered, and is no answer to the task.
  @Test func everythingElseWorksMeanwhile() throws {
    let session = try Shipped.session()
    _ = try session.told("lesson 1")
    for statement in [
      "tables", "describe strikes", "help sum", "explain sum launched", "why sum killed", "set timing off",
      "notes",
      "list strikes", "strikes", "let x = 3",
    ] {
      #expect(try session.told(statement).isEmpty, "\(statement)")
    }
    #expect(problem("sum lanched", session)?.fix == "sum launched", "a mistake is told as ever")
    #expect(try session.told("sum launched").first == "Right.")
  }

  @Test func whatIsNamedMeanwhileCounts() throws {
    let session = try Shipped.session()
    _ = try session.told("lesson 1")
    _ = try session.told("let s = list launched from strikes")
    #expect(try session.told("sum launched from s").first == "Right.")
    _ = try session.told("use strikes")
    #expect(try session.told("list launched").first?.hasPrefix("Not yet") == true)
    #expect(try session.told("| max launched").first == "Right.", "a bar goes on from the question before")
  }

  @Test func tablesOfOnesOwnComeBack() throws {
    let folder = try TestFolder([
      "launched.csv": "launched\n1\n", "later.csv": "a\n2\n", "strikes.csv": "b\n3\n",
    ])
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/launched.csv")
    session.findLessons(LessonBook(folder: Shipped.folder, data: Shipped.dataFolder))
    _ = try session.run(SourceText("let mine = list from launched"))
    #expect(try session.told("lesson 1").contains(LessonWording.putAside))
    #expect(try session.told("sum launched").first == "Right.", "the tables of the lesson are meant")
    _ = try session.run(SourceText("load \(folder.path)/later.csv"))
    _ = try session.run(SourceText("let kept = count from places"))
    _ = try session.told("lesson stop")
    #expect(Set(session.catalog.tables.map(\.name)) == ["launched", "mine", "later", "kept"])
    #expect(session.catalog.values["kept"] == .whole(12))
    guard case .answer(let answer) = try session.run(SourceText("sum launched from launched")).result else {
      Issue.record("no answer")
      return
    }
    #expect(answer.table.columns[0].values == [.whole(1)])
  }

  @Test func aTableThatWouldTakeAnothersPlaceGetsANewName() throws {
    let folder = try TestFolder(["a/mine.csv": "x\n1\n", "b/mine.csv": "y\n2\n"])
    let session = Session(today: 20_232)
    try session.open("\(folder.path)/a/mine.csv")
    session.findLessons(LessonBook(folder: Shipped.folder, data: Shipped.dataFolder))
    _ = try session.told("lesson 1")
    _ = try session.run(SourceText("load \(folder.path)/b/mine.csv"))
    #expect(try session.told("lesson stop").first == LessonWording.carriedBack("mine", as: "mine_2"))
    #expect(session.catalog.table(named: "mine")?.fields.map(\.name) == ["x"])
    #expect(session.catalog.table(named: "mine_2")?.fields.map(\.name) == ["y"])
  }

  @Test func machinesGetTheirFormatAlone() throws {
    let session = try Shipped.session()
    session.change { $0.format = .csv }
    let written = Mutex("")
    let told = Mutex<[String]>([])
    let runner = StatementRunner(
      session: session,
      output: Output(
        write: { piece in written.withLock { $0 += String(decoding: piece, as: UTF8.self) } },
        tell: { line in told.withLock { $0.append(line) } }))
    _ = runner.runScript(SourceText("lesson 1\nsum launched\n"))
    #expect(written.withLock { $0 } == "sum launched\n264\n")
    #expect(told.withLock { $0 }.contains("Right."))
  }

  /// The lesson of the documentation is begun as a teacher begins one, and played.
  @Test func theDocumentedLessonIsReal() throws {
    let text = try #require(ProjectFiles.text(of: "Data/Lessons/README.md"))
    let start = try #require(text.firstRange(of: "```lesson\n"))
    let end = try #require(text[start.upperBound...].firstRange(of: "```"))
    let lesson = String(text[start.upperBound..<end.lowerBound])
      .replacing("../kyiv-2025-05-24", with: Shipped.dataFolder)
    let folder = try TestFolder(["my-lesson.md": lesson])
    let kept = Kept()
    let session = try Shipped.session(record: kept.record)
    let told = try session.told("lesson \(folder.path)/my-lesson.md")
    #expect(told.first == "How many places")
    #expect(told.last == "More of what is asked can stand in paragraphs below.")
    #expect(try session.told("list places").first?.hasPrefix("Not yet: that shows them") == true)
    #expect(try session.told("12").first?.hasPrefix("Right here, and only here") == true)
    #expect(try session.told("count places").first == "Right.")
    #expect(
      try session.told("list name from places where kind = city sort name").first?.contains("\"city\"")
        == true)
    #expect(
      try session.told("list name as city from places where kind = city sort name").last
        == "That was the last task: \"How many places\" is done.")
    #expect(kept.text.withLock { $0 }.hasPrefix("1,2 /"))
    for mistake in Mistake.all {
      #expect(text.contains("`\(mistake.id)`"), "\(mistake.id) is not documented")
    }
  }

  @Test func anAnswerThatCannotBeAskedHasItsPlace() throws {
    let session = try Shipped.session()
    for (lesson, place) in [
      ("# t\n## q\nanswer: sum nothing\n", ":3:13"),
      ("# t\n## q\nanswer:\n  count from places\n  sum (\n", ":5:"),
      ("# t\n## q\nanswer: let x = 3\n", ":3:9"), ("# t\n## q\nanswer: 1\nright: sum x\n", ":4:12"),
      ("# t\n## q\nanswer: 1\nwrong: sum x\nsays: y\n", ":4:12"),
    ] {
      let folder = try TestFolder(["l.md": lesson])
      do {
        _ = try session.run(SourceText("lesson \(folder.path)/l.md"))
        Issue.record("\(lesson) is begun")
      } catch let error as FileError {
        #expect(error.place.contains(place), "\(error.place): \(error.diagnostic.message)")
      }
      #expect(session.desk.run == nil)
    }
  }

  @Test func lessonsAreCompleted() throws {
    let session = try Shipped.session()
    let offered = { (text: String) in session.completions(of: text, at: text.utf8.count).candidates }
    let all = offered("lesson ")
    #expect(all.first?.text == "1" && all.first?.remark == "First sums")
    #expect(all.count == Shipped.files.count + 2 && all.map(\.text).contains("stop"))
    #expect(offered("lesson join").map(\.remark) == ["Joins"], "by their titles as well")
    #expect(offered("lesson reset ").map(\.text) == all.map(\.text).filter { Int($0) != nil })
    let folder = try TestFolder(["mine.md": ""])
    #expect(offered("lesson \(folder.path)/m").map(\.text) == ["\(folder.path)/mine.md"])
    #expect(offered("show pl").map(\.text).contains("place"), "what lists columns still does")
  }

  /// Each mistake that is known is made in one of the lessons, and found there.
  @Test func everyMistakeIsMade() throws {
    let made = try Shipped.files.flatMap { file in
      try Shipped.lesson(file).tasks.flatMap { $0.wrong.map(\.reply) }
    }
    for mistake in Mistake.all { #expect(made.contains(.mistake(mistake.id)), "\(mistake.id)") }
  }

  @Test func mistakesAreNamedOnce() {
    let names = Mistake.all.map(\.id)
    #expect(Set(names).count == names.count)
    #expect(Mistake.all.allSatisfy { $0.sentence.first?.isUppercase == false && !$0.sentence.hasSuffix(".") })
  }
}
