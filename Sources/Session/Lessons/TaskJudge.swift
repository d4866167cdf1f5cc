import TallyDiagnostics
import TallyLessons

/// What an answer to a task is.
enum Verdict: Hashable {
  case right
  /// Right on the lesson's tables and not on others; with the mistake that it then is, where one explains it.
  case nearly(String?)
  /// A mistake that is known, by its id.
  case mistake(String)
  /// A wrong answer that the lesson knows, and what it says of it.
  case sentence(String)
  case differs(AnswerDifference)

  var isSentence: Bool { if case .sentence = self { true } else { false } }
}

/// Judges the answers to one task: by what they answer on the lesson's tables and on others that look like them.
///
/// A mistake is named where the right question with that mistake in it answers the same everywhere. What such
/// questions answer is found out once, with the first answer that is not right.
final class TaskJudge {
  let task: LessonTask
  private let worlds: [LessonWorld]
  /// What is right: the answer and the others, in each world.
  private let right: [[LessonAnswer]]
  /// Nil until somebody asks.
  private var knownMutants: [LessonWorld.Mutant]?
  /// What mutants answer on the lesson's tables, as far as anybody has asked; nil where they answer nothing.
  private var answers: [Int: LessonAnswer?] = [:]

  /// - Parameter worlds: the lesson's tables, and others.
  /// - Throws: what is wrong with an answer of the lesson's; `Cancelled`.
  init(_ task: LessonTask, _ worlds: [LessonWorld]) throws {
    self.task = task
    self.worlds = worlds
    right = try ([task.answer] + task.right).map { program in
      try worlds.map { world in
        guard let answer = try world.answer(of: program) else { throw NothingAnswered(program: program) }
        return answer
      }
    }
  }

  /// None of the statements of an answer gives anything to be judged.
  struct NothingAnswered: Error {
    let program: SourceText
  }

  /// Whether it is rows that are asked for, rather than what a command tells.
  var wantsRows: Bool {
    if case .table? = right.first?.first { true } else { false }
  }

  /// Whether an answer is of the sort that is asked for: rows, what a command tells, or what a script expects.
  func wants(_ answer: LessonAnswer) -> Bool {
    switch (right.first?.first, answer) {
    case (.table?, .table), (.told?, .told), (.expected?, .expected): true
    default: false
    }
  }

  /// - Parameter given: the answer in each world; nil where the question has none there.
  /// - Throws: `Cancelled`.
  func verdict(on given: [LessonAnswer?]) throws -> Verdict {
    guard let own = given.first ?? nil, let wanted = right.first?.first else { return .differs(.rows) }
    if right.contains(where: { isSame(given, as: $0) }) { return .right }
    let isRightHere = right.contains { $0.first.map { own.isSame(as: $0, of: task) } ?? false }
    if let sentence = try sentence(for: given) { return sentence }
    let mistake = try mistake(in: given, own)
    if isRightHere { return .nearly(mistake?.id) }
    if let mistake { return .mistake(mistake.id) }
    let difference = own.difference(from: wanted, of: task) ?? .rows
    return difference == .order ? .mistake(Mistake.order.id) : .differs(difference)
  }

  private func isSame(_ given: [LessonAnswer?], as wanted: [LessonAnswer]) -> Bool {
    given.count == wanted.count
      && zip(given, wanted).allSatisfy { given, wanted in given?.isSame(as: wanted, of: task) ?? false }
  }

  /// What the lesson says of a wrong answer that it knows.
  private func sentence(for given: [LessonAnswer?]) throws -> Verdict? {
    for wrong in task.wrong {
      guard case .sentence(let sentence) = wrong.reply else { continue }
      let answers = try worlds.map { try $0.answerIfAny(of: wrong.answer) }
      if isSameAsFarAsKnown(given, answers) { return .sentence(sentence) }
    }
    return nil
  }

  /// The likeliest mistake that explains an answer.
  private func mistake(in given: [LessonAnswer?], _ own: LessonAnswer) throws -> Mistake? {
    let mutants = try knownMutants ?? worlds.first?.mutants(of: task.answer) ?? []
    knownMutants = mutants
    for (number, mutant) in mutants.enumerated() {
      let here: LessonAnswer?
      if let known = answers[number] {
        here = known
      } else {
        here = try worlds.first?.answerIfAny(of: mutant.program)
        answers[number] = .some(here)
      }
      guard let here, own.isSame(as: here, of: task) else { continue }
      let others = try worlds.dropFirst().map { try $0.answerIfAny(of: mutant.program) }
      if isSameAsFarAsKnown(given, [here] + others) { return mutant.mistake }
    }
    let loose = right.first?.map(\.withoutBounds) ?? []
    if loose.contains(where: { $0 != nil }),
      isSameAsFarAsKnown(Array(given.prefix(1)), Array(loose.prefix(1)))
    {
      return .boundDropped
    }
    return nil
  }

  /// Whether two answer the same everywhere, or neither answers anything, and some answer somewhere.
  private func isSameAsFarAsKnown(_ given: [LessonAnswer?], _ others: [LessonAnswer?]) -> Bool {
    var isAnywhere = false
    for (a, b) in zip(given, others) {
      switch (a, b) {
      case (let a?, let b?):
        guard a.isSame(as: b, of: task) else { return false }
        isAnywhere = true
      case (nil, nil): continue
      default: return false
      }
    }
    return isAnywhere
  }
}
