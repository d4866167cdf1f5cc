import TallyDiagnostics
import TallyFiles
import TallyLessons
import TallyPermissions
import Testing

/// A lesson is text; what is wrong with it is said of a line and a column.
@Suite struct ReaderTests {
  private static let reader = LessonReader(.everything, mistakes: ["order", "unknown-as-zero"])

  private static func lesson(_ text: String) throws -> Lesson { try reader.lesson(in: text, path: "l.md") }

  @Test func hasWhatTheTextSays() throws {
    let lesson = try ReaderTests.lesson(
      """

      # My lesson
      data: tables

      One paragraph
      of two lines.

      And another.

      ## What is there?
      More of it.

      answer: count
      hint: a nudge
        that goes on
      right: count from t
      nearly: 3
      wrong:
        let x = 2
        $x
      mistake: unknown-as-zero
      wrong: 5
      says: five are too many
      Order matters

      ## And then?
      answer:
        list from t
          sort x
      """)
    #expect(lesson.title == "My lesson" && lesson.data == "tables")
    #expect(lesson.introduction == ["One paragraph of two lines.", "And another."])
    #expect(lesson.tasks.count == 2)
    let first = lesson.tasks[0]
    #expect(first.text == ["What is there?", "More of it."])
    #expect(first.answer.text == "count" && first.answer.origin == Position(line: 13, column: 9))
    #expect(first.hints == ["a nudge that goes on"])
    #expect(first.right.map(\.text) == ["count from t"])
    #expect(first.orderMatters && !first.namesMatter)
    #expect(
      first.wrong.map(\.reply) == [.nearly, .mistake("unknown-as-zero"), .sentence("five are too many")])
    #expect(first.wrong[1].answer.text == "  let x = 2\n  $x")
    #expect(first.wrong[1].answer.origin == Position(line: 19, column: 1))
    #expect(lesson.tasks[1].answer.text == "  list from t\n    sort x")
  }

  static let wrong: [(text: String, id: String, line: Int, column: Int)] = [
    ("", "no-title", 1, 1),
    ("hello", "no-title", 1, 1),
    ("# ", "no-title", 1, 1),
    ("# t", "no-tasks", 1, 1),
    ("# t\nanswer: 1", "too-early", 2, 1),
    ("# t\n## \nanswer: 1", "task-without-text", 2, 1),
    ("# t\n## q\n\nhint: x", "task-without-answer", 2, 1),
    ("# t\n## q\nanswer:", "empty-value", 3, 1),
    ("# t\n## q\nanswer:\nhint: x", "empty-value", 3, 1),
    ("# t\n## q\nanswer: 1\nanswer: 2", "answer-twice", 4, 1),
    ("# t\n## q\nanwser: 1", "unknown-key", 3, 1),
    ("# t\n## q\nanswer: 1\nand more", "line-of-nothing", 4, 1),
    ("# t\n## q\nanswer: 1\nwrong: 2\nhint: x", "no-reply", 4, 1),
    ("# t\n## q\nanswer: 1\nwrong: 2", "no-reply", 4, 1),
    ("# t\n## q\nanswer: 1\nmistake: order", "reply-to-nothing", 4, 1),
    ("# t\n## q\nanswer: 1\nsays: x", "reply-to-nothing", 4, 1),
    ("# t\n## q\nanswer: 1\nwrong: 2\nmistake:  ordr", "unknown-mistake", 5, 11),
    ("# t\n## q\nanswer: 1\ndata: x", "too-late", 4, 1),
    ("# t\r\n## q\r\nanswer: 1\r\n  2\r\nanwser: 3", "unknown-key", 5, 1),
  ]

  @Test(arguments: wrong) func mistakesHaveTheirPlace(
    _ text: String, _ id: String, _ line: Int, _ column: Int
  ) throws {
    do {
      _ = try ReaderTests.lesson(text)
      Issue.record("\(text) is read")
    } catch let error as FileError {
      #expect(error.diagnostic.id == id)
      #expect(error.place == "l.md:\(line):\(column)", "\(text)")
    }
  }

  /// Whatever is in a file, it is read or refused.
  @Test func nothingInAFileIsTooMuch() throws {
    let pieces = [
      "# t\n", "## q\n", "answer: 1\n", "  x\n", "\n", "\r\n", "wrong:", "mistake: order\n", "#", ":",
      "\u{0}", "é\u{301}:",
      "hint:\n", "data: x\n", "\t", "order matters\n",
    ]
    var seed: UInt64 = 7
    for _ in 0..<3_000 {
      var text = "# t\n"
      for _ in 0..<12 {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        text += pieces[Int(seed >> 40) % pieces.count]
      }
      do {
        _ = try ReaderTests.lesson(text)
      } catch let error as FileError {
        #expect(error.line != nil)
      }
    }
  }
}
