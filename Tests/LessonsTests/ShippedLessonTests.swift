import TallyDiagnostics
import TallyLessons
import Testing

@testable import TallySession

/// Plays every shipped lesson: its right answers, its wrong ones, and those that only look right.
@Suite struct ShippedLessonTests {
  @Test func thereAreLessons() {
    #expect(Shipped.files.count >= 10)
  }

  @Test(arguments: Shipped.files) func isAFewMinutesLong(_ file: String) throws {
    let lesson = try Shipped.lesson(file)
    #expect((4...8).contains(lesson.tasks.count))
    #expect(!lesson.introduction.isEmpty)
    for task in lesson.tasks {
      #expect(!task.hints.isEmpty, "\(task.text)")
      #expect(!task.wrong.isEmpty, "\(task.text)")
    }
  }

  @Test(arguments: Shipped.files) func everyAnswerIsToldWhatItIs(_ file: String) throws {
    let lesson = try Shipped.lesson(file)
    let worlds = try Shipped.worlds(lesson)
    for task in lesson.tasks {
      let judge = try TaskJudge(task, worlds)
      let name = task.text.first ?? ""
      let verdict = { (program: SourceText) in
        try judge.verdict(on: try worlds.map { try $0.answer(of: program) })
      }
      for right in [task.answer] + task.right {
        #expect(try verdict(right) == .right, "\(name): \(right.text)")
      }
      for wrong in task.wrong {
        let given = try verdict(wrong.answer)
        let comment: Comment = "\(name): \(wrong.answer.text): \(given)"
        switch wrong.reply {
        case .mistake(let id): #expect(given == .mistake(id) || given == .nearly(id), comment)
        case .sentence(let sentence): #expect(given == .sentence(sentence), comment)
        case .nearly:
          if case .nearly = given { continue }
          Issue.record("\(comment) is \(given)")
        }
      }
    }
  }

  /// Whoever types what they have read off the screen has not answered.
  @Test(arguments: Shipped.files) func hardCodedAnswersAreToldApart(_ file: String) throws {
    let lesson = try Shipped.lesson(file)
    let worlds = try Shipped.worlds(lesson)
    for task in lesson.tasks {
      let judge = try TaskJudge(task, worlds)
      let answer = try #require(try worlds[0].answer(of: task.answer))
      // What a command tells cannot be typed as an answer, and what is expected of one is typed in any case.
      guard case .table = answer else { continue }
      if case .nearly = try judge.verdict(on: worlds.map { _ in answer }) { continue }
      Issue.record("the same in every world: \(task.text)")
    }
  }

  /// From the first task to the last as somebody does it, with a wrong answer and all hints before each right one.
  @Test(arguments: Array(Shipped.files.enumerated())) func isPlayedToItsEnd(_ number: Int, _ file: String)
    throws
  {
    let session = try Shipped.session()
    let lesson = try Shipped.lesson(file)
    #expect(try session.told("lesson \(number + 1)").first == "Lesson \(number + 1): \(lesson.title)")
    for (place, task) in lesson.tasks.enumerated() {
      for wrong in task.wrong {
        let told = try session.told(wrong.answer.text)
        #expect(told.count == 1 && told.first?.hasPrefix("Right.") == false, "\(wrong.answer.text): \(told)")
      }
      for hint in task.hints { #expect(try session.told("hint").first?.hasPrefix(hint) == true) }
      #expect(try session.told("hint").first == "The answer is:")
      let told = try session.told(task.answer.text)
      #expect(told.first == "Right.", "\(task.answer.text): \(told)")
      let last = try #require(told.last { !$0.isEmpty })
      if place + 1 < lesson.tasks.count {
        #expect(told.contains { $0.hasPrefix("Task \(place + 2) of \(lesson.tasks.count)") })
      } else {
        #expect(last.hasPrefix("That was the last task: lesson \(number + 1) is done."))
      }
    }
    #expect(session.desk.run == nil)
  }
}
