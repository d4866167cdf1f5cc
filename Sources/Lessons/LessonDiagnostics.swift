import TallyDiagnostics

/// The wording of everything that can be wrong with a lesson's file, in alphabetical order.
public enum LessonDiagnostics {
  static func answerTwice() -> Diagnostic {
    Diagnostic(
      "answer-twice", "the task has an answer already",
      help: "another answer that is right as well stands behind \"right:\"")
  }

  /// Of what a lesson gives for an answer.
  public static func answersNothing() -> Diagnostic {
    Diagnostic(
      "answers-nothing", "none of these statements gives an answer",
      help: "the last is a question, such as: count from places")
  }

  static func emptyValue(_ key: String) -> Diagnostic {
    Diagnostic("empty-value", "nothing stands behind \"\(key):\"")
  }

  static func lineOfNothing() -> Diagnostic {
    Diagnostic(
      "line-of-nothing", "behind the first word with a colon there is no more text",
      help: "what goes on from the line above is indented; a task's text stands before \"answer:\"")
  }

  /// No lessons lie beside the data.
  public static func noLessons(at span: Span? = nil) -> Diagnostic {
    Diagnostic(
      "no-lessons", "the shipped lessons are not there", at: span,
      help:
        "they are in the folder Data/Lessons beside the shipped data; \"lesson FILE\" begins one of your own")
  }

  static func noReply(_ key: String) -> Diagnostic {
    Diagnostic(
      "no-reply", "nothing says what this answer is told",
      help: "below it stands \"mistake: NAME\" or \"says: SENTENCE\"")
  }

  static func noTasks() -> Diagnostic {
    Diagnostic("no-tasks", "the lesson has no task", help: "a task begins with: ## What is asked")
  }

  static func noTitle() -> Diagnostic {
    Diagnostic("no-title", "a lesson begins with its title", help: "such as: # First sums")
  }

  static func replyToNothing(_ key: String) -> Diagnostic {
    Diagnostic("reply-to-nothing", "\"\(key):\" stands below a wrong answer, and there is none above it")
  }

  static func taskWithoutAnswer() -> Diagnostic {
    Diagnostic("task-without-answer", "the task has no answer", help: "such as: answer: sum launched")
  }

  static func taskWithoutText() -> Diagnostic {
    Diagnostic(
      "task-without-text", "the task does not say what is asked",
      help: "such as: ## How many places are there?")
  }

  static func tooEarly(_ key: String) -> Diagnostic {
    Diagnostic(
      "too-early", "\"\(key)\" belongs to a task, and there is none yet",
      help: "a task begins with: ## What is asked")
  }

  static func tooLate(_ key: String) -> Diagnostic {
    Diagnostic("too-late", "\"\(key):\" stands before the first task")
  }

  static func unknownKey(_ word: String, near: String) -> Diagnostic {
    Diagnostic("unknown-key", "nothing is called \"\(word):\"", help: "did you mean \(near):?")
  }

  static func unknownMistake(_ name: String, among names: [String]) -> Diagnostic {
    let near = EditDistance.nearest(to: name, among: names)
    return Diagnostic(
      "unknown-mistake", "no mistake is called \"\(name)\"",
      help: near.map { "did you mean \($0)?" } ?? "there are \(names.joined(separator: ", "))")
  }
}
