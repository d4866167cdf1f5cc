import TallyDiagnostics
import TestFolders
import Testing

@testable import TallySession

/// Right answers that no lesson's file lists are right, and wrong ones are told what is so.
@Suite struct LessonFairnessTests {
  private let session: Session

  init() throws {
    session = try Shipped.session()
  }

  /// What the lesson says behind the last of some lines, the first of them its beginning.
  private func remark(behind lines: [String]) throws -> String {
    var remark = ""
    for line in lines { remark = try session.run(SourceText(line)).remark.joined(separator: "\n") }
    return remark
  }

  /// Goes to a task of a lesson by leaving out those before it.
  private func go(to task: Int, of lesson: Int) -> [String] {
    ["lesson \(lesson)"] + Array(repeating: "skip", count: task - 1)
  }

  @Test(arguments: [
    (3, 3, "count by speaker from statements sort count down, speaker down"),
    (11, 5, "expect no rows: list weapon from strikes where neutralised > launched"),
  ])
  func aRightAnswerOfOnesOwnIsRight(_ lesson: Int, _ task: Int, _ answer: String) throws {
    #expect(try remark(behind: go(to: task, of: lesson) + [answer]).hasPrefix("Right."))
  }

  /// Where the parameter is another one it would not be the answer.
  @Test func aQuestionThatDoesNotAskForTheParameterIsToldApart() throws {
    let begun = go(to: 3, of: 11) + ["param side = Ukraine"]
    #expect(
      try remark(behind: begun + ["sum released where side = Ukraine"]).hasPrefix("Right here, and only here")
    )
    #expect(try remark(behind: ["sum released where side = $side"]).hasPrefix("Right."))
  }

  @Test func ofATextThatNoRowHasNothingElseIsSaidToBeWrong() throws {
    let told = try remark(behind: go(to: 1, of: 8) + ["sum launched where weapon = balistic"])
    #expect(told.contains("no row has the text"), "\(told)")
  }

  @Test func aLessonThatIsOnBeginsAnewWhereItIsForgotten() throws {
    let told = try remark(behind: go(to: 3, of: 4) + ["lesson reset 4"])
    #expect(told.contains("Task 1 of"), "\(told)")
  }

  @Test func whatWasAskedBeforeALessonIsNotGoneOnFrom() throws {
    _ = try session.run(SourceText("count from places"))
    _ = try session.run(SourceText("lesson 1"))
    #expect(throws: Diagnostic.self) { try session.run(SourceText("| list count")) }
    _ = try session.run(SourceText("sum launched"))
    _ = try session.run(SourceText("lesson stop"))
    guard case .answer(let answer) = try session.run(SourceText("| list count")).result else { return }
    #expect(answer.table.columns[0].value(at: 0) == .whole(12))
  }

  @Test func whatALessonSetsBindsNobodyElse() throws {
    let folder = try TestFolder([
      "l.md": "# One\n\nOne.\n\n## How many?\n\nanswer:\n  set memory 1MB\n  count from places\n",
      "t.csv": "a\n1\n",
    ])
    _ = try? session.run(SourceText("lesson \"\(folder.path)/l.md\""))
    _ = try session.run(SourceText("lesson stop"))
    _ = try session.run(SourceText("load \"\(folder.path)/t.csv\""))
  }

  @Test func theTracedAnswerIsTheLast() throws {
    _ = try session.run(SourceText("count from places"))
    _ = try session.run(SourceText("trace count from statements"))
    guard case .answer(let answer) = try session.run(SourceText("list from last")).result else { return }
    #expect(answer.table.columns[0].value(at: 0) == .whole(15))
  }
}
