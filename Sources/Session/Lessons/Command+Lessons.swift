import TallyDiagnostics
import TallyFiles
import TallyFunctions
import TallyLessons
import TallySyntax

extension Command {
  /// Words behind `lesson` that begin none.
  static let lessonWords = ["stop", "reset"]

  static let lesson = Command(
    "lesson", synonyms: ["lessons"], usage: "lesson [NUMBER|FILE|stop|reset [NUMBER|FILE]]",
    """
    a lesson, one task after the other, at the prompt; alone, which there are and what is done.
      hint   a nudge, then more, then the answer    show   the answer
      skip   the next task                          stop   leaves; reset forgets what is done
    """,
    examples: [
      Example(
        "lesson reset", "Nothing of the lessons counts as done any more.")
    ],
    shape: .words, completes: .lessons, belongsToPrompt: true
  ) { syntax, source, session in
    let words = syntax.arguments
    guard let first = words.first else { return Outcome(.text(try session.lessonList())) }
    switch first.text.lowercased() {
    case "stop", "quit", "exit", "end", "leave":
      guard words.count == 1 else {
        throw SessionDiagnostics.wants("lesson", "nothing behind that", syntax, source)
      }
      guard let run = session.desk.run else { throw SessionDiagnostics.noLessonIsOn(syntax.name, session) }
      return Outcome(.nothing).remarking(session.leaveLesson(run) + [LessonWording.stopped(run)])
    case "reset" where words.count <= 2:
      return Outcome(.nothing).remarking(try session.resetLessons(words.dropFirst().first, source))
    default:
      guard words.count == 1 else {
        throw SessionDiagnostics.wants("lesson", "a number or a file", syntax, source)
      }
      return Outcome(.nothing).remarking(try session.beginLesson(first, source))
    }
  }

  static let hint = Command(
    "hint", usage: "hint", "in a lesson: a nudge towards the answer, then more of it, then the whole",
    belongsToPrompt: true
  ) { syntax, _, session in
    guard let run = session.desk.run else { throw SessionDiagnostics.noLessonIsOn(syntax.name, session) }
    let hints = run.task.hints
    guard run.hintsTold < hints.count else {
      return Outcome(.nothing).remarking(LessonWording.answer(run.task.answer))
    }
    run.hintsTold += 1
    return Outcome(.nothing).remarking([
      LessonWording.hint(hints[run.hintsTold - 1], isLast: run.hintsTold == hints.count)
    ])
  }

  static let show = Command(
    "show", usage: "show", "in a lesson: the answer; with columns behind it, the same as \"list\"",
    shape: .alone, belongsToPrompt: true
  ) { syntax, _, session in
    guard let run = session.desk.run else { throw SessionDiagnostics.noLessonIsOn(syntax.name, session) }
    return Outcome(.nothing).remarking(LessonWording.answer(run.task.answer))
  }

  static let skip = Command(
    "skip", usage: "skip", "in a lesson: goes on with the next task", shape: .alone, belongsToPrompt: true
  ) { syntax, _, session in
    guard let run = session.desk.run else { throw SessionDiagnostics.noLessonIsOn(syntax.name, session) }
    return Outcome(.nothing).remarking([LessonWording.skipped] + session.goOn(run))
  }

  /// Whether what it changes is changed in the other worlds of a lesson as well, or what it tells may be an answer.
  var isFollowedByLessons: Bool { ["use", "role", "load", "why"].contains(name) }
}

extension Session {
  /// The shipped lessons with what is done of each, and the task that is to be done.
  fileprivate func lessonList() throws -> String {
    let entries = shippedLessons
    guard !entries.isEmpty || desk.run != nil else { throw LessonDiagnostics.noLessons() }
    let progress = lessonProgress
    let lines = entries.map { entry -> String in
      let done = progress.tasks(of: entry.key)
      let count = (try? lessonReader.read(entry.path))?.tasks.count
      let isOn = desk.run?.key == entry.key
      let told = count.map { count in
        done.isEmpty ? "\(count) tasks" : "\(done.filter { $0 <= count }.count) of \(count) done"
      }
      let number = String(entry.number)
      return String(repeating: " ", count: max(0, 3 - number.count)) + number + "  "
        + Help.padded(entry.title, 38) + (told ?? "") + (isOn ? ", on" : "")
    }
    let task = desk.run.map { ["", $0.title, ""] + LessonWording.task($0) } ?? []
    return (lines + ["", LessonWording.listEnd] + task).joined(separator: "\n")
  }

  fileprivate func beginLesson(_ name: NameSyntax, _ source: SourceText) throws -> [String] {
    if let number = Int(name.text) {
      let entries = shippedLessons
      guard !entries.isEmpty else { throw LessonDiagnostics.noLessons(at: name.span) }
      guard let entry = entries.first(where: { $0.number == number }) else {
        throw SessionDiagnostics.noSuchLesson(name, count: entries.count)
      }
      return try begin(try lessonReader.read(entry.path), key: entry.key, number: entry.number)
    }
    if !name.isBracketed, let near = nearWord(name.text) {
      throw SessionDiagnostics.noSuchLesson(name, near: near, source)
    }
    let path = HomeFolder.expanded(name.text)
    return try begin(try lessonReader.read(path), key: lessonKey(path), number: nil)
  }

  /// What is meant by a word that is almost one behind `lesson`.
  private func nearWord(_ text: String) -> String? {
    guard text.allSatisfy(\.isLetter) else { return nil }
    // Without a lesson there is none to stop.
    return EditDistance.nearest(
      to: text.lowercased(), among: Command.lessonWords.filter { desk.run != nil || $0 != "stop" })
  }

  /// What the progress of a lesson is kept under that is none of the shipped ones: its path from the root on, so that
  /// it is found again from wherever the shell is started.
  private func lessonKey(_ path: String) -> String { FileNames.fromRoot(path) }

  fileprivate func resetLessons(_ name: NameSyntax?, _ source: SourceText) throws -> [String] {
    var key: String?
    var title: String?
    if let name {
      if let number = Int(name.text) {
        guard let entry = shippedLessons.first(where: { $0.number == number }) else {
          throw SessionDiagnostics.noSuchLesson(name, count: shippedLessons.count)
        }
        (key, title) = (entry.key, "Lesson \(number)")
      } else {
        (key, title) = (lessonKey(HomeFolder.expanded(name.text)), "The lesson")
      }
    }
    let told = [LessonWording.reset(title)] + (changeProgress { $0.reset(key) }.map { [$0] } ?? [])
    guard let run = desk.run, key == nil || key == run.key else { return told }
    run.beginAnew()
    return told + [""] + LessonWording.task(run)
  }
}
