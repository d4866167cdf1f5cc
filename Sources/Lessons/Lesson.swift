import TallyDiagnostics

/// A few tasks, one after the other, that teach something by being done.
public struct Lesson: Sendable {
  /// `Groups and top`
  public let title: String
  /// What stands before the first task, a paragraph each.
  public let introduction: [String]
  public let tasks: [LessonTask]
  /// The file it was read from.
  public let path: String
  /// The file or folder that it asks of, as it names it: from its own folder on. Nil for the shipped data.
  public let data: String?
}

/// Something to be asked, and by what an answer to it is judged.
public struct LessonTask: Sendable {
  /// What is asked, a paragraph each.
  public let text: [String]
  /// Statements the last of which answers.
  public let answer: SourceText
  /// From a nudge on; the answer itself comes behind the last.
  public let hints: [String]
  /// Whether rows have to stand as they do in the answer.
  public let orderMatters: Bool
  /// Whether columns have to be called as they are in the answer.
  public let namesMatter: Bool
  /// Other answers that are right, whose rows and columns may be others.
  public let right: [SourceText]
  public let wrong: [WrongAnswer]
}

/// An answer that is not right, with what is told to whoever gives it.
public struct WrongAnswer: Sendable {
  public enum Reply: Sendable, Hashable {
    /// `mistake: unknown-as-zero`: the shell finds that one by itself.
    case mistake(String)
    /// `says: the night has two dates`
    case sentence(String)
    /// Right on the data, and on no other: `nearly: 264`
    case nearly
  }

  public let answer: SourceText
  public let reply: Reply
}
