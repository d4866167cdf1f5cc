import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyPermissions

/// Reads lessons: plain text as `Data/Lessons/README.md` documents it.
public struct LessonReader: Sendable {
  let permissions: Permissions
  /// What mistakes are called that the shell finds by itself.
  let mistakes: [String]

  public init(_ permissions: Permissions, mistakes: [String]) {
    self.permissions = permissions
    self.mistakes = mistakes
  }

  /// - Throws: `FileError` with the line and the column of the first thing that is wrong.
  public func read(_ path: String) throws -> Lesson {
    try lesson(in: try TextFile.read(path, permissions), path: path)
  }

  /// - Parameter path: what messages call the text.
  /// - Throws: `FileError`
  /// - Complexity: O(n) in the text.
  public func lesson(in text: String, path: String) throws -> Lesson {
    var draft = LessonDraft(SourceText(text, name: path), path: path, mistakes: mistakes)
    return try draft.read()
  }

  /// The title of a file whose lesson is not wanted yet; nil where it cannot be read.
  func title(of path: String) -> String? {
    guard let text = try? TextFile.read(path, permissions) else { return nil }
    let first = text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }
    guard let first, first.hasPrefix("# ") else { return nil }
    return String(first.dropFirst(2)).withoutOuterBlanks
  }
}

/// A lesson of which the lines above one have been read.
struct LessonDraft {
  private let source: SourceText
  private let path: String
  private let mistakes: [String]
  private let lines: [LessonLine]
  private var next = 0

  init(_ source: SourceText, path: String, mistakes: [String]) {
    self.source = source
    self.path = path
    self.mistakes = mistakes
    lines = LessonLine.lines(of: source.text)
  }

  /// Words that something stands behind.
  private static let keys = ["answer", "hint", "right", "wrong", "nearly", "mistake", "says", "data"]
  /// Lines that say something by themselves.
  private static let marks = ["order matters", "names matter"]

  mutating func read() throws -> Lesson {
    while next < lines.count, lines[next].isBlank { next += 1 }
    guard next < lines.count, let title = lines[next].heading(1) else {
      throw error(LessonDiagnostics.noTitle(), next < lines.count ? lines[next] : nil)
    }
    guard !title.isEmpty else { throw error(LessonDiagnostics.noTitle(), lines[next]) }
    next += 1
    var data: String?
    let introduction = try text { draft, key, line in
      guard key == "data" else { throw draft.error(LessonDiagnostics.tooEarly(key), line) }
      data = line.value(of: key)
      if data?.isEmpty == true { throw draft.error(LessonDiagnostics.emptyValue(key), line) }
    }
    var tasks: [LessonTask] = []
    while next < lines.count { tasks.append(try task()) }
    guard !tasks.isEmpty else { throw error(LessonDiagnostics.noTasks(), lines.last) }
    return Lesson(title: title, introduction: introduction, tasks: tasks, path: path, data: data)
  }

  /// Paragraphs up to the next task, or to the first line that is none of text.
  /// - Parameter take: takes lines with a key where text may go on behind them.
  private mutating func text(
    taking take: ((LessonDraft, String, LessonLine) throws -> Void)? = nil
  ) throws -> [String] {
    var paragraphs: [String] = []
    var isOpen = false
    while next < lines.count {
      let line = lines[next]
      if line.heading(2) != nil { break }
      if let key = try key(of: line) {
        guard let take else { break }
        try take(self, key, line)
        isOpen = false
      } else if line.isBlank {
        isOpen = false
      } else if isOpen, let last = paragraphs.popLast() {
        paragraphs.append(last + " " + line.text.withoutOuterBlanks)
      } else {
        paragraphs.append(line.text.withoutOuterBlanks)
        isOpen = true
      }
      next += 1
    }
    return paragraphs
  }

  private mutating func task() throws -> LessonTask {
    let heading = lines[next]
    var text = [heading.heading(2) ?? ""].filter { !$0.isEmpty }
    next += 1
    text += try self.text()
    guard !text.isEmpty else { throw error(LessonDiagnostics.taskWithoutText(), heading) }
    var task = TaskDraft()
    while next < lines.count, lines[next].heading(2) == nil {
      let line = lines[next]
      next += 1
      if line.isBlank { continue }
      guard let key = try key(of: line) else { throw error(LessonDiagnostics.lineOfNothing(), line) }
      try take(key, line, into: &task)
    }
    guard let answer = task.answer else { throw error(LessonDiagnostics.taskWithoutAnswer(), heading) }
    if let open = task.open { throw error(LessonDiagnostics.noReply("wrong"), open.line) }
    return LessonTask(
      text: text, answer: answer, hints: task.hints, orderMatters: task.orderMatters,
      namesMatter: task.namesMatter, right: task.right, wrong: task.wrong)
  }

  private struct TaskDraft {
    var answer: SourceText?
    var hints: [String] = []
    var right: [SourceText] = []
    var wrong: [WrongAnswer] = []
    var orderMatters = false
    var namesMatter = false
    /// A wrong answer of which nothing says yet what it is told.
    var open: (answer: SourceText, line: LessonLine)?
  }

  private mutating func take(_ key: String, _ line: LessonLine, into task: inout TaskDraft) throws {
    if let open = task.open, key != "mistake", key != "says" {
      throw error(LessonDiagnostics.noReply("wrong"), open.line)
    }
    switch key {
    case "order matters": task.orderMatters = true
    case "names matter": task.namesMatter = true
    case "answer":
      guard task.answer == nil else { throw error(LessonDiagnostics.answerTwice(), line) }
      task.answer = try statements(behind: key, line)
    case "hint": task.hints.append(try words(behind: key, line))
    case "right": task.right.append(try statements(behind: key, line))
    case "wrong": task.open = (try statements(behind: key, line), line)
    case "nearly": task.wrong.append(WrongAnswer(answer: try statements(behind: key, line), reply: .nearly))
    case "mistake":
      let name = try words(behind: key, line)
      guard let open = task.open else { throw error(LessonDiagnostics.replyToNothing(key), line) }
      guard mistakes.contains(name) else {
        throw error(LessonDiagnostics.unknownMistake(name, among: mistakes), line, behind: key)
      }
      task.wrong.append(WrongAnswer(answer: open.answer, reply: .mistake(name)))
      task.open = nil
    case "says":
      let sentence = try words(behind: key, line)
      guard let open = task.open else { throw error(LessonDiagnostics.replyToNothing(key), line) }
      task.wrong.append(WrongAnswer(answer: open.answer, reply: .sentence(sentence)))
      task.open = nil
    default: throw error(LessonDiagnostics.tooLate(key), line)
    }
  }

  /// The word with a colon, or the mark, that a line begins with.
  private func key(of line: LessonLine) throws -> String? {
    guard !line.isIndented else { return nil }
    let lower = line.text.withoutOuterBlanks.lowercased()
    if LessonDraft.marks.contains(lower) { return lower }
    guard let colon = line.text.firstIndex(of: ":") else { return nil }
    let word = line.text[..<colon].lowercased()
    guard !word.isEmpty, word.allSatisfy(\.isLetter) else { return nil }
    if LessonDraft.keys.contains(word) { return word }
    if let near = EditDistance.nearest(to: word, among: LessonDraft.keys) {
      throw error(LessonDiagnostics.unknownKey(word, near: near), line)
    }
    return nil
  }

  /// What stands behind a key and in the indented lines below it, as one paragraph.
  private mutating func words(behind key: String, _ line: LessonLine) throws -> String {
    var words = [line.value(of: key)]
    while next < lines.count, lines[next].isIndented, !lines[next].isBlank {
      words.append(lines[next].text.withoutOuterBlanks)
      next += 1
    }
    let text = words.filter { !$0.isEmpty }.joined(separator: " ")
    guard !text.isEmpty else { throw error(LessonDiagnostics.emptyValue(key), line) }
    return text
  }

  /// The same as statements that know where they stand.
  private mutating func statements(behind key: String, _ line: LessonLine) throws -> SourceText {
    let value = line.value(of: key)
    var end = line.end
    let below = next
    while next < lines.count, lines[next].isIndented, !lines[next].isBlank {
      end = lines[next].end
      next += 1
    }
    if !value.isEmpty {
      return source.excerpt(Span(line.start + line.offset(ofValueOf: key), end))
    }
    // How far lines are indented says which of them go on with the one above, so the first keeps its blanks.
    guard next > below else { throw error(LessonDiagnostics.emptyValue(key), line) }
    return source.excerpt(Span(lines[below].start, end))
  }

  /// - Parameter key: where the value behind it is wrong rather than the line.
  private func error(_ diagnostic: Diagnostic, _ line: LessonLine?, behind key: String? = nil) -> FileError {
    guard let line else { return FileError(path: path, line: 1, column: 1, diagnostic) }
    let place = source.position(of: line.start + (key.map(line.offset(ofValueOf:)) ?? line.indentation))
    return FileError(path: path, line: place.line, column: place.column, diagnostic)
  }
}

/// A line of a lesson, and where it stands in the text.
struct LessonLine {
  let text: Substring
  /// UTF-8 offsets, without the newline.
  let start: Int
  let end: Int

  static func lines(of text: String) -> [LessonLine] {
    var lines: [LessonLine] = []
    var start = 0
    // A carriage return with a newline is one character.
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline) {
      let end = start + line.utf8.count
      lines.append(LessonLine(text: line, start: start, end: end))
      let newline = line.endIndex < text.endIndex ? text[line.endIndex].utf8.count : 0
      start = end + newline
    }
    return lines
  }

  var isBlank: Bool { text.allSatisfy(\.isWhitespace) }
  var isIndented: Bool { text.first?.isWhitespace == true }
  var indentation: Int { text.prefix(while: \.isWhitespace).utf8.count }

  /// What stands behind so many hashes; nil where the line is no such heading.
  func heading(_ level: Int) -> String? {
    let hashes = text.prefix { $0 == "#" }
    guard hashes.count == level else { return nil }
    let rest = text.dropFirst(level)
    guard rest.first.map(\.isWhitespace) ?? true else { return nil }
    return String(rest).withoutOuterBlanks
  }

  /// What stands behind a key and its colon.
  func value(of key: String) -> String { String(text.dropFirst(key.count + 1)).withoutOuterBlanks }

  /// Where that begins, in bytes from the start of the line.
  func offset(ofValueOf key: String) -> Int {
    let behind = text.dropFirst(key.count + 1)
    return text.utf8.count - behind.utf8.count + behind.prefix(while: \.isWhitespace).utf8.count
  }
}
