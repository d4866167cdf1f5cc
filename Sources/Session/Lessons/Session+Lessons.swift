import TallyDiagnostics
import TallyFiles
import TallyLessons

// Lessons that are on: what becomes of statements in them.

extension Session {
  /// What a statement gave, with what the lesson that is on says of it.
  /// - Throws: `Cancelled`.
  func judged(_ outcome: Outcome, of source: SourceText, behind question: String?) throws -> Outcome {
    guard let run = desk.run else { return outcome }
    switch try run.reply(to: source, outcome, behind: question, in: self) {
    case .nothing: return outcome
    case .verdict(.right, _):
      let kept = keep(task: run.place + 1, of: run.key)
      return outcome.remarking([LessonWording.right] + (kept.map { [$0] } ?? []) + goOn(run))
    case .verdict(let verdict, let isFirst):
      return outcome.remarking([sentence(for: verdict, isFirst)])
    }
  }

  private func sentence(for verdict: Verdict, _ isFirst: Bool) -> String {
    switch verdict {
    case .right: LessonWording.right
    case .nearly(let id): LessonWording.nearly(id.flatMap(Mistake.named))
    case .mistake(let id): LessonWording.notYet(Mistake.named(id)?.sentence ?? id, isFirst: isFirst)
    case .sentence(let sentence): LessonWording.notYet(sentence, isFirst: isFirst)
    case .differs(let difference):
      LessonWording.notYet(LessonWording.differs(difference), isFirst: isFirst)
    }
  }

  /// The next task, or the end of the lesson.
  func goOn(_ run: LessonRun) -> [String] {
    if run.goOn() { return [""] + LessonWording.task(run) }
    let renamed = leaveLesson(run)
    let done = lessonProgress.tasks(of: run.key).filter { $0 <= run.lesson.tasks.count }.count
    let next = run.number.flatMap { number in shippedLessons.first { $0.number == number + 1 } }
    return renamed + [LessonWording.lessonDone(run, done: done, next: next)]
  }

  /// Puts back what the session had before.
  /// - Returns: what is to be told of it.
  func leaveLesson(_ run: LessonRun) -> [String] {
    desk.run = nil
    guard let data = run.worlds.first?.data else { return [] }
    return run.aside.putBack(in: self, behind: data).map { LessonWording.carriedBack($0.name, as: $0.new) }
  }

  /// Begins a lesson, or goes on with it where some of it is done.
  /// - Parameter number: among the shipped ones, of which nothing needs to be checked; nil for others.
  /// - Returns: what is to be told.
  /// - Throws: `FileError`, also where an answer of the lesson cannot be asked; nothing is begun then.
  func begin(_ lesson: Lesson, key: String, number: Int?) throws -> [String] {
    let data = try lessonData(of: lesson)
    let done = lessonProgress.tasks(of: key)
    let place = lesson.tasks.indices.first { !done.contains($0 + 1) } ?? 0
    let run = LessonRun(lesson, key: key, number: number, place: place, data, in: self)
    if number == nil { try run.check() }
    let left = desk.run.map(leaveLesson) ?? []
    run.aside = SessionTables(of: self)
    desk.run = run
    begin(data)
    var told = left + [number.map { "Lesson \($0): \(lesson.title)" } ?? lesson.title]
    if place == 0 { told += [""] + lesson.introduction }
    if !run.aside.holdsOnly(data), !run.aside.catalog.tables.isEmpty { told += ["", LessonWording.putAside] }
    return told + [""] + LessonWording.task(run)
  }

  /// The tables that a lesson asks of.
  private func lessonData(of lesson: Lesson) throws -> LessonData {
    let path: String
    if let own = lesson.data {
      let folder = lesson.path.lastIndex(of: "/").map { String(lesson.path[...$0]) } ?? ""
      path = own.hasPrefix("/") ? own : folder + own
    } else if let shipped = desk.book.data {
      path = shipped
    } else {
      throw FileError(path: lesson.path, SessionDiagnostics.noShippedData())
    }
    let folder = try opener.open(path)
    return LessonData(tables: folder.tables, places: folder.places, events: folder.events)
  }
}
