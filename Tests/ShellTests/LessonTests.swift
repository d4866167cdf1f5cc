import Glibc
import PtyHarness
import TestFolders
import Testing

/// A lesson as a pupil does it, on a terminal.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct LessonTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder()
  }

  /// What is right in the first lesson, task by task.
  private static let answers = [
    ("sum launched", "264"), ("max launched", "250"), ("sum launched, sum neutralised", "264"),
    ("sum neutralised / sum launched", "95.1 %"), ("count from statements", "15"),
  ]

  @Test func theFirstLessonIsPlayedToItsEnd() throws {
    let shell = try startShell(home: home, rows: 40)
    #expect(shell.screen.text.contains("\"lesson\" teaches"))
    shell.send("lesson\r")
    try shell.wait(toShow: "  1  First sums")
    shell.send("lesson 1\r")
    try shell.wait(toShow: "Task 1 of 5: How many missiles and drones")
    try shell.wait(forRow: "tally>")
    shell.send("sum neutralised\r")
    try shell.wait(toShow: "Not yet: that was worked out of another column")
    shell.send("264\r")
    try shell.wait(toShow: "Right here, and only here")
    shell.send("hint\r")
    try shell.wait(toShow: "The verb is sum")
    shell.send("hint\r")
    try shell.wait(toShow: "The answer is:")
    for (place, (question, _)) in LessonTests.answers.enumerated() {
      try shell.wait(for: "the prompt") { $0.cursorRow == "tally>" }
      shell.send(question + "\r")
      try shell.wait(
        toShow: place == 4 ? "That was the last task: lesson 1 is done." : "Task \(place + 2) of 5:")
    }
    #expect(try home.read("state/tally/lessons") == "1,2,3,4,5 first-sums\n")
    try shell.wait(forRow: "tally>")
    shell.send("hint\r")
    try shell.wait(toShow: "no lesson is on")
    shell.send("lesson\r")
    try shell.wait(toShow: "5 of 5 done")
    shell.send(control("d"))
    #expect(try shell.waitForExit() == 0)
  }

  @Test func whatIsDoneIsThereInTheNextShell() throws {
    let first = try startShell(home: home)
    first.send("lesson 2\r")
    try first.wait(toShow: "Task 1 of 6")
    first.send("sum launched where weapon = \"Shahed drone\"\r")
    try first.wait(toShow: "Task 2 of 6")
    let second = try startShell(home: home)
    second.send("lesson 2\r")
    try second.wait(toShow: "Task 2 of 6")
    second.send("lesson reset\r")
    try second.wait(toShow: "Nothing of the lessons counts as done")
    #expect(try home.read("state/tally/lessons").isEmpty)
  }

  /// Two shells that do lessons at once lose nothing of what the other does.
  @Test func twoShellsKeepTogether() throws {
    let shells = try [startShell(home: home), startShell(home: home)]
    for (number, shell) in shells.enumerated() {
      shell.send("lesson \(number + 1)\r")
      try shell.wait(toShow: "Task 1 of")
    }
    shells[0].send("sum launched\r")
    shells[1].send("sum launched where weapon = \"Shahed drone\"\r")
    for shell in shells { try shell.wait(toShow: "Task 2 of") }
    #expect(try home.read("state/tally/lessons") == "1 filters\n1 first-sums\n")
  }

  @Test func withoutAHomeItWorksAndSaysSo() throws {
    let shell = try startShell(home: home, environment: ["HOME": "", "XDG_STATE_HOME": ""])
    shell.send("lesson 1\r")
    try shell.wait(toShow: "Task 1 of 5")
    shell.send("sum launched\r")
    try shell.wait(toShow: "is not kept when the shell ends")
    try shell.wait(toShow: "Task 2 of 5")
    shell.send("lesson\r")
    try shell.wait(toShow: "1 of 5 done")
  }

  @Test func aStateFolderThatIsNoneDoesNoHarm() throws {
    try home.write("", to: "state")
    let shell = try startShell(home: home)
    shell.send("lesson 1\r")
    try shell.wait(toShow: "Task 1 of 5")
    shell.send("sum launched\r")
    try shell.wait(toShow: "the file for it cannot be written")
    try shell.wait(toShow: "Task 2 of 5")
  }

  @Test func safeModeWritesNothing() throws {
    let shell = try startShell(["--safe"], home: home)
    shell.send("lesson 1\r")
    try shell.wait(toShow: "Task 1 of 5")
    shell.send("sum launched\r")
    try shell.wait(toShow: "Task 2 of 5")
    #expect(!home.names().contains("state"))
  }

  @Test func tabOffersLessons() throws {
    let shell = try startShell(home: home)
    shell.send("lesson 1\t")
    try shell.wait(toShow: "First sums")
  }
}
