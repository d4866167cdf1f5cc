import TallyDiagnostics
import TallyLessons

/// What is said in lessons, in alphabetical order.
enum LessonWording {
  static func answer(_ program: SourceText) -> [String] {
    ["The answer is:"] + lines(of: program).map { "  " + $0 }
  }

  static let cannotBeKept = "What you do here is not kept: the file for it cannot be written."

  static func carriedBack(_ name: String, as new: String) -> String {
    "The table \(name) of the lesson is called \(new) now."
  }

  static func differs(_ difference: AnswerDifference) -> String {
    switch difference {
    case .order: Mistake.order.sentence
    case .names(let names): "the values are right, and a column is to be called \(list(names))"
    case .moreColumns(let count):
      "all that is asked for is there, and \(count == 1 ? "a column" : "\(count) columns") more than that"
    case .columnCount(let count, let wanted):
      "the answer has \(columns(count)), and the task asks for \(wanted == 1 ? "one" : "\(wanted)")"
    case .rowCount(let count, let wanted):
      "the answer has \(rows(count)), and there should be \(wanted == 0 ? "none" : "\(wanted)")"
    case .values(let names):
      // A formula, or what one figure is called, would tell the answer.
      names.contains { $0.contains(" ") || $0 == "count" }
        ? "another figure is asked for than this one" : "other values are asked for in \(list(names))"
    case .rows: "the answer is another one"
    }
  }

  static func hint(_ text: String, isLast: Bool) -> String {
    isLast ? "\(text) (One more \"hint\" is the answer.)" : text
  }

  static func lessonDone(_ run: LessonRun, done: Int, next: LessonShelf.Entry?) -> String {
    let count = run.lesson.tasks.count
    guard done >= count else {
      return
        "That was the last task; \(done) of \(count) are done. \"\(run.command)\" goes back to the others."
    }
    let end = "That was the last task: \(run.title) is done."
    return next.map { "\(end) \"lesson \($0.number)\" goes on: \($0.title)." } ?? end
  }

  static let listEnd =
    "\"lesson 1\" begins the first. In a lesson \"hint\" helps, \"show\" tells the answer,\n"
    + "\"skip\" leaves a task out, and \"lesson stop\" leaves the lesson. \"lesson reset\"\n"
    + "forgets what is done."

  static func nearly(_ mistake: Mistake?) -> String {
    let lucky = capitalised(Mistake.lucky.sentence)
    return mistake.map { "\(lucky): \($0.sentence)." } ?? lucky + "."
  }

  static func notYet(_ sentence: String, isFirst: Bool) -> String {
    "Not yet: \(sentence)." + (isFirst ? " \"hint\" helps." : "")
  }

  static let nothingIsKept = "What you do here is not kept when the shell ends."

  static let putAside =
    "Your own tables are put aside while the lesson lasts; they are back behind it, and \"lesson stop\" ends it."

  static func reset(_ title: String?) -> String {
    title.map { "\($0) begins anew." } ?? "Nothing of the lessons counts as done any more."
  }

  static let right = "Right."

  static let skipped = "Left out."

  static func stopped(_ run: LessonRun) -> String {
    "\(capitalised(run.title)) is left; \"\(run.command)\" goes on with it."
  }

  static func task(_ run: LessonRun) -> [String] {
    let task = run.task
    let lead = "Task \(run.place + 1) of \(run.lesson.tasks.count): "
    return [lead + (task.text.first ?? "")] + task.text.dropFirst()
  }

  // MARK: - Words

  /// The statements of an answer as somebody would type them.
  private static func lines(of program: SourceText) -> [String] {
    let lines = program.text.split(separator: "\n").map(String.init)
    let indent = lines.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    return lines.map { String($0.dropFirst(indent)) }
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

  private static func rows(_ count: Int) -> String {
    count == 1 ? "1 row" : "\(count == 0 ? "no" : "\(count)") rows"
  }

  private static func columns(_ count: Int) -> String { count == 1 ? "1 column" : "\(count) columns" }

  private static func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: " and ")
  }
}
