import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyLessons
import TallyPlanning
import TallySyntax
import TallyWorkers

/// A lesson that is on: the task that is to be done, and the worlds in which answers are judged.
final class LessonRun {
  let lesson: Lesson
  /// What its progress is kept under.
  let key: String
  /// Among the shipped lessons; nil for others.
  let number: Int?
  /// What the session had before, and has again behind the lesson.
  var aside: SessionTables
  /// The lesson's tables, and others that look like them, in which its own answers are found out.
  let worlds: [LessonWorld]
  /// The others once more, in which what is typed is asked as well: they know what it has named and declared.
  private let shadows: [LessonWorld]
  /// The number of the task from 0 on.
  private(set) var place: Int
  /// How many of its hints have been told.
  var hintsTold = 0
  private var misses = 0
  private var knownJudge: TaskJudge?

  /// Seeds of other tables; odd ones also move numbers between rows.
  static let seeds: [UInt64] = [2, 3]

  init(
    _ lesson: Lesson, key: String, number: Int?, place: Int, _ data: LessonData, in session: Session
  ) {
    self.lesson = lesson
    self.key = key
    self.number = number
    self.place = place
    aside = SessionTables(of: session)
    let others = LessonRun.seeds.map(data.variant)
    let makeOthers = { others.enumerated().map { LessonWorld($1, like: session, turnsParameters: $0 > 0) } }
    worlds = [LessonWorld(data, like: session)] + makeOthers()
    shadows = makeOthers()
  }

  var task: LessonTask { lesson.tasks[place] }

  /// `lesson 3`
  var title: String { number.map { "lesson \($0)" } ?? "\"\(lesson.title)\"" }

  /// What goes on with it.
  var command: String { number.map { "lesson \($0)" } ?? "lesson \(lesson.path)" }

  /// Goes to the next task; false where there is none.
  func goOn() -> Bool {
    guard place + 1 < lesson.tasks.count else { return false }
    go(to: place + 1)
    return true
  }

  /// Goes to the first task.
  func beginAnew() { go(to: 0) }

  private func go(to place: Int) {
    self.place = place
    hintsTold = 0
    misses = 0
    knownJudge = nil
  }

  /// Nil where the answers of the task cannot be asked, which is told where the lesson begins.
  /// - Throws: `Cancelled`.
  private func judge() throws -> TaskJudge? {
    if let knownJudge { return knownJudge }
    do {
      knownJudge = try TaskJudge(task, worlds)
    } catch let stopped as Cancelled {
      throw stopped
    } catch {
      return nil
    }
    return knownJudge
  }

  /// Has the other worlds know what somebody has said to a script that asked.
  func take(_ text: String, for request: ParameterRequest) {
    for shadow in shadows { shadow.take(text, for: request) }
  }

  /// Looks for mistakes in the lesson itself: answers of it that cannot be asked.
  /// - Throws: `FileError`; `Cancelled`.
  func check() throws {
    for task in lesson.tasks {
      do {
        _ = try TaskJudge(task, worlds)
        for wrong in task.wrong {
          if try worlds.first?.answer(of: wrong.answer) == nil {
            throw TaskJudge.NothingAnswered(program: wrong.answer)
          }
        }
      } catch let nothing as TaskJudge.NothingAnswered {
        let place = nothing.program.origin
        throw FileError(
          path: lesson.path, line: place.line, column: place.column, LessonDiagnostics.answersNothing())
      }
    }
  }

  // MARK: - Judging

  /// What becomes of a statement that has been run.
  enum Reply {
    case nothing
    case verdict(Verdict, isFirstMiss: Bool)
  }

  /// Asks a statement in the other worlds as well, and judges what it answers where it is an answer to the task.
  /// - Parameter question: what was asked before it.
  /// - Throws: `Cancelled`.
  func reply(to source: SourceText, _ outcome: Outcome, behind question: String?, in session: Session) throws
    -> Reply
  {
    guard isFollowed(source, session.vocabulary) else { return .nothing }
    let others = try shadows.map { try $0.follow(source, behind: question) }
    guard session.runningScripts.isEmpty, let own = session.lessonAnswer(source, outcome),
      let judge = try judge(), judge.wants(own)
    else { return .nothing }
    var verdict = try judge.verdict(on: [own] + others)
    // Of a text that no row has nothing else needs to be wrong.
    if verdict != .right, outcome.answer?.executionNotes.contains(where: \.isOfNoSuchText) == true {
      verdict = .sentence("no row has the text that is asked for; the note above says which")
    }
    if verdict == .right { return .verdict(.right, isFirstMiss: false) }
    guard verdict.isSentence || !isALook(source, session),
      judge.wantsRows || verdict != .differs(.rows) || isSameCommand(source)
    else { return .nothing }
    misses += 1
    return .verdict(verdict, isFirstMiss: misses == 1)
  }

  /// Whether a statement changes what later ones mean, or answers something.
  private func isFollowed(_ source: SourceText, _ vocabulary: Vocabulary) -> Bool {
    guard case .command(let command)? = try? Parser.statement(source, vocabulary: vocabulary) else {
      return true
    }
    return Command.named(command.name.text.lowercased())?.isFollowedByLessons ?? false
  }

  private func isSameCommand(_ source: SourceText) -> Bool {
    let word = { (text: String) in text.split(whereSeparator: \.isWhitespace).first?.lowercased() }
    let wanted = task.answer.text.split(separator: "\n").last.map(String.init) ?? ""
    return word(source.text) == word(wanted)
  }

  /// Whether a question only shows the rows of a table, as somebody does before an answer.
  private func isALook(_ source: SourceText, _ session: Session) -> Bool {
    guard case .query(let query)? = try? Parser.statement(source, vocabulary: session.vocabulary),
      let stage = query.stages.first, query.stages.count == 1
    else { return false }
    switch stage.head {
    case nil, .list([], false, _)?: break
    case .list(let columns, false, _)?:
      // `list strikes`
      guard columns.count == 1, case .name(let name) = columns[0].expression,
        session.catalog.table(named: name.text) != nil
      else { return false }
    default: return false
    }
    return stage.condition == nil && stage.keys.isEmpty && stage.order.isEmpty && stage.across == nil
  }
}

extension ExecutionNote {
  fileprivate var isOfNoSuchText: Bool { if case .noSuchText = self { true } else { false } }
}
