import TallyDiagnostics
import TallyFiles
import TallyLessons
import TestFolders

@testable import TallySession

/// The shipped lessons and the data that they ask of.
enum Shipped {
  static let folder = "\(ProjectFiles.root)/Data/Lessons"
  static let dataFolder = "\(ProjectFiles.root)/Data/kyiv-2025-05-24"
  static let files = ProjectFiles.names(in: "Data/Lessons", ending: ".md").filter { $0 != "README.md" }

  /// A session on the shipped data that knows the lessons.
  static func session(record: LessonRecord? = nil) throws -> Session {
    let session = Session(today: 20_232)
    try session.open(dataFolder)
    session.findLessons(LessonBook(folder: folder, data: dataFolder, record: record))
    return session
  }

  static func lesson(_ file: String) throws -> Lesson {
    try Session(today: 20_232).lessonReader.read("\(folder)/\(file)")
  }

  /// The data of a lesson, and the others that answers are judged on as well.
  static func worlds(_ lesson: Lesson) throws -> [LessonWorld] {
    let session = Session(today: 20_232)
    try session.open(lesson.data.map { "\(folder)/\($0)" } ?? dataFolder)
    let data = LessonData(
      tables: session.catalog.tables, places: session.catalog.places, events: session.catalog.events)
    return ([data] + LessonRun.seeds.map(data.variant)).enumerated().map {
      LessonWorld($1, like: session, turnsParameters: $0 > 1)
    }
  }
}

extension Session {
  /// What a lesson says behind a statement.
  func told(_ statement: String) throws -> [String] {
    var remark: [String] = []
    for statement in ScriptText.statements(statement, vocabulary) { remark = try run(statement).remark }
    return remark
  }
}
