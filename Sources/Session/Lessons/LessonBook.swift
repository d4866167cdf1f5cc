import TallyLessons

/// Where a session finds lessons, and where it keeps what is done of them.
public struct LessonBook: Sendable {
  /// The folder of the shipped lessons.
  public let folder: String?
  /// The shipped data, which these are about.
  public let data: String?
  /// Nil where nothing may be kept, as in safe mode.
  public let record: LessonRecord?

  public init(folder: String? = nil, data: String? = nil, record: LessonRecord? = nil) {
    self.folder = folder
    self.data = data
    self.record = record
  }
}

/// A text that outlives the session.
public struct LessonRecord: Sendable {
  /// Nil where there is none yet, or it cannot be read.
  let read: @Sendable () -> String?
  /// Puts what is made of the text in its place while no other session does; false where it cannot be written.
  let change: @Sendable (_ change: (String) -> String) -> Bool

  public init(
    read: @escaping @Sendable () -> String?,
    change: @escaping @Sendable (_ change: (String) -> String) -> Bool
  ) {
    self.read = read
    self.change = change
  }
}

/// What a session knows of lessons while it lasts.
struct LessonDesk {
  var book = LessonBook()
  /// The lesson that is on.
  var run: LessonRun?
  /// What is done, where nothing is kept.
  var done = LessonProgress()
  /// Whether people know that nothing is kept.
  var toldOfKeeping = false
  /// The shipped lessons, once somebody has asked for them.
  fileprivate var shelf: LessonShelf?
}

extension Session {
  /// Tells where lessons are.
  public func findLessons(_ book: LessonBook) {
    desk.book = book
    desk.shelf = nil
  }

  /// Whether there are shipped lessons.
  public var hasLessons: Bool { desk.book.folder != nil }

  var lessonReader: LessonReader { LessonReader(permissions, mistakes: Mistake.all.map(\.id)) }

  /// The shipped lessons, in their order.
  var shippedLessons: [LessonShelf.Entry] {
    guard let folder = desk.book.folder else { return [] }
    let shelf = desk.shelf ?? LessonShelf(folder, lessonReader)
    desk.shelf = shelf
    return shelf.entries
  }

  var lessonProgress: LessonProgress {
    desk.book.record?.read().map(LessonProgress.init) ?? desk.done
  }

  /// Keeps that a task is done.
  /// - Returns: what is to be told, once, where that cannot be done.
  func keep(task: Int, of key: String) -> String? {
    changeProgress { $0.add(task, of: key) }
  }

  /// Changes what is kept.
  /// - Returns: what is to be told, once, where that cannot be done.
  func changeProgress(_ change: (inout LessonProgress) -> Void) -> String? {
    change(&desk.done)
    let isKept = desk.book.record?.change { text in
      var progress = LessonProgress(text)
      change(&progress)
      return progress.text
    }
    guard isKept != true, !desk.toldOfKeeping, isKept == false || hasPrompt else { return nil }
    desk.toldOfKeeping = true
    return isKept == nil ? LessonWording.nothingIsKept : LessonWording.cannotBeKept
  }
}
