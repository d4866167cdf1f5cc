import TallyDiagnostics
import TallySyntax

/// What stands behind the name of a command.
extension Completer {
  mutating func offerArguments(of command: Command, behind name: Token) {
    let count = cursor.before.count - 1
    switch command.completes {
    case .nothing:
      break
    case .query:
      offerQuery(Array(cursor.before.dropFirst()), isStatement: false)
    case .choiceAndQuery:
      offerChoiceAndQuery(of: command)
    case .tables:
      if count == 0 { offerTables() }
    case .tablesAndColumns:
      offerDescribed(count)
    case .demos:
      offerDemo(count, behind: name)
    case .columns:
      offerRole(count)
    case .helpTopics:
      if count == 0 { offer(Help.allNames, "topic") }
    case .settings:
      offerSettings(count)
    case .files:
      offerFiles(from: name.span.end)
    case .lessons:
      offerLessons(count, behind: name)
    }
  }

  /// `sql postgres sum killed`: the words that the shape names, and what can begin a query.
  private mutating func offerChoiceAndQuery(of command: Command) {
    guard case .choiceAndQuery(let choices) = command.shape else { return }
    var rest = Array(cursor.before.dropFirst())
    if rest.isEmpty { offer(choices, "word") }
    if let word = rest.first?.keyword, choices.contains(word) { rest.removeFirst() }
    offerQuery(rest, isStatement: false)
  }

  /// `describe TABLE`, `describe COLUMN in TABLE`
  private mutating func offerDescribed(_ count: Int) {
    switch count {
    case 0:
      offerTables()
      for table in catalog.tables {
        for field in table.fields { offer(name: field.name, "column", remark: table.name) }
      }
    case 1 where cursor.before.last.map(isTable) != true:
      offer(["in"], "word")
    case 2 where cursor.before.last?.keyword == "in":
      offerTables()
    default: break
    }
  }

  private func isTable(_ token: Token) -> Bool {
    switch token.kind {
    case .word(let name), .bracketed(let name): catalog.table(named: name) != nil
    default: false
    }
  }

  /// `role COLUMN is source in TABLE`
  private mutating func offerRole(_ count: Int) {
    if count == 1 { return offer(["is", "includes"], "word") }
    if count == 2 { offer(["event", "place", "source", "reported", "item", "places", "events"], "role") }
    if count == 3 { offer(["in", "to"], "word") }
    for table in catalog.tables {
      for field in table.fields where count != 1 && count != 3 { offer(name: field.name, "column") }
    }
    if count != 1, count != 3 { offerTables() }
  }

  /// `demo NAME speed 2 record FILE`
  private mutating func offerDemo(_ count: Int, behind name: Token) {
    switch cursor.before.last?.keyword {
    case "record" where count > 1: offerFiles(from: cursor.before.last?.span.end ?? name.span.end)
    case "speed" where count > 1: offer(["max", "2", "0.5"], "speed")
    case "rows" where count > 1: break
    default:
      offer(
        count == 0 ? demoNames : DemoPerformance.Word.allCases.map(\.rawValue), count == 0 ? "demo" : "word")
    }
  }

  private mutating func offerSettings(_ count: Int) {
    if count == 0 { return offer(Setting.all.map(\.name), "setting") }
    guard count == 1, let name = cursor.before.last?.keyword else { return }
    offer(Setting.all.first { $0.name == name }?.values ?? [], "value")
  }

  /// `lesson 3`, `lesson reset 3`, `lesson my-lesson.md`
  private mutating func offerLessons(_ count: Int, behind name: Token) {
    let isReset = count == 1 && cursor.before.last?.keyword == "reset"
    // A path is cut into tokens at its slashes and dots.
    let path = SourceText(text)[Span(name.span.end, cursor.offset)].drop { $0 == " " }
    if !path.contains(" "), path.contains("/") || "\"'~.".contains(path.first ?? "1") {
      return offerFiles(from: name.span.end)
    }
    guard count == 0 || isReset else { return }
    for lesson in lessons {
      guard let score = pattern.score(String(lesson.number)) ?? pattern.score(lesson.title) else { continue }
      add(Candidate(String(lesson.number), kind: "lesson", remark: lesson.title), score: score)
    }
    if isReset { return }
    offer(Command.lessonWords, "word")
    if isBegun, isEmpty { offerFiles(from: name.span.end) }
  }

  /// A path is read from the text: its slashes and dots are tokens of their own.
  mutating func offerFiles(from start: Int) {
    let source = SourceText(text)
    let rest = source[Span(start, cursor.offset)]
    let typed = rest.drop { $0 == " " || $0 == "\t" }
    let quote = typed.first.flatMap { $0 == "\"" || $0 == "'" ? $0 : nil }
    let path = String(quote == nil ? typed : typed.dropFirst())
    if quote == nil, path.contains(where: \.isWhitespace) { return }
    if let quote, path.contains(quote) { return }
    let end = max(cursor.offset, quote == nil ? 0 : cursor.replaced.upperBound)
    replaced = (cursor.offset - typed.utf8.count)..<end
    // The rest of a path is replaced only where a file goes on so.
    let more = quote == nil ? restOfPath : ""
    let whole = more.isEmpty ? [] : FileNames.goingOn(path + more, .beginning, permissions)
    if !whole.isEmpty { replaced = (cursor.offset - typed.utf8.count)..<(end + more.utf8.count) }
    for file in whole.isEmpty ? FileNames.goingOn(path, pattern.fit, permissions) : whole {
      add(
        Candidate(
          FileNames.typed(file.path, quote: quote), label: file.name, kind: "file",
          remark: file.isFolder ? "folder" : nil, appendsSpace: !file.isFolder))
    }
  }

  /// What stands behind the cursor up to a blank, a quote or the end of the statement.
  private var restOfPath: String {
    let rest = text.utf8.dropFirst(cursor.offset).prefix { byte in
      byte > UInt8(ascii: " ") && !"\"';|".utf8.contains(byte)
    }
    return String(decoding: Array(rest), as: UTF8.self)
  }
}
