import TallyDiagnostics

/// Writes a script in the one canonical way: a statement a line, and one that is long a stage a line; comments
/// kept, each in a line of its own or behind what it stood behind; one blank line at most between statements.
/// Formatting twice changes nothing.
///
///     # what came of the night
///     sum released by date  -- both sides
///       | where sum released > 700
public struct ScriptFormatter {
  /// Longer statements are broken at their bars, in characters.
  private static let width = 100

  /// A statement that cannot be read, and the text that the message points into.
  public struct Unreadable: Error {
    public let diagnostic: Diagnostic
    public let statement: SourceText
  }

  private let source: SourceText
  private let vocabulary: Vocabulary
  private let bytes: [UInt8]
  private var comments: ArraySlice<Span>
  private var lines: [String] = []
  /// Where what was written last ended; nil before anything was.
  private var end: Int?

  /// - Throws: `Unreadable`, for the first statement that is.
  /// - Complexity: that of reading the script.
  public static func formatted(_ source: SourceText, vocabulary: Vocabulary) throws(Unreadable) -> String {
    var formatter = ScriptFormatter(source, vocabulary)
    try formatter.run()
    return formatter.lines.map { $0 + "\n" }.joined()
  }

  private init(_ source: SourceText, _ vocabulary: Vocabulary) {
    self.source = source
    self.vocabulary = vocabulary
    bytes = Array(source.text.utf8)
    comments = Lexer.comments(in: source)[...]
  }

  private mutating func run() throws(Unreadable) {
    for (extent, excerpt) in Script.pieces(of: source, vocabulary: vocabulary) {
      let statement = try ReadStatement(excerpt, at: extent, vocabulary)
      writeComments(before: extent.start)
      // A line that begins with a bar goes on from the answer before, not from the words.
      if statement.beginsWithBar, end != nil { closeLastStatement() }
      write(statement)
    }
    writeComments(before: bytes.count)
  }

  // MARK: - Writing

  /// Comments that stand in no statement: behind the one before, or in lines of their own.
  private mutating func writeComments(before offset: Int) {
    while let comment = comments.first, comment.start < offset {
      comments.removeFirst()
      if let end, newlines(from: end, to: comment.start) == 0, !lines.isEmpty {
        lines[lines.count - 1] += "  " + text(comment)
      } else {
        separate(from: comment.start)
        lines.append(text(comment))
      }
      end = comment.end
    }
  }

  private mutating func write(_ statement: ReadStatement) {
    separate(from: statement.extent.start)
    var inside: [Span] = []
    while let comment = comments.first, comment.start < statement.extent.end {
      inside.append(comment)
      comments.removeFirst()
    }
    // What stands inside of a stage goes above it, the first stage's above the statement.
    let placed = inside.map { (comment: $0, place: place(of: $0, in: statement)) }
    lines += placed.filter { $0.place.stage == 0 && !$0.place.isBehind }.map { text($0.comment) }
    let isBroken =
      placed.contains { $0.place.stage > 0 || $0.place.isBehind }
      || (statement.stages.count > 1 && statement.oneLine.count > ScriptFormatter.width)
    if isBroken {
      for (number, stage) in statement.stages.enumerated() {
        if number > 0 {
          lines += placed.filter { $0.place.stage == number && !$0.place.isBehind }.map {
            "  " + text($0.comment)
          }
        }
        let behind = placed.filter { $0.place.stage == number && $0.place.isBehind }.map {
          "  " + text($0.comment)
        }
        lines.append((number == 0 ? "" : "  | ") + stage.text + behind.joined())
      }
    } else {
      lines.append(statement.oneLine)
    }
    end = statement.extent.end
  }

  /// Where a comment inside a statement goes: behind a stage that ends on its line, or above the stage that
  /// it is in or before.
  private func place(of comment: Span, in statement: ReadStatement) -> (stage: Int, isBehind: Bool) {
    for (number, stage) in statement.stages.enumerated() {
      if comment.start < stage.span.end { return (number, false) }
      let isNext =
        number + 1 < statement.stages.count && comment.start < statement.stages[number + 1].span.start
      guard isNext else { continue }
      let isOnLine = newlines(from: stage.span.end, to: comment.start) == 0
      return isOnLine ? (number, true) : (number + 1, false)
    }
    return (0, false)
  }

  /// A blank line where there were some.
  private mutating func separate(from start: Int) {
    if let end, newlines(from: end, to: start) > 1 { lines.append("") }
  }

  /// Ends the last statement with a semicolon, before a comment behind it.
  private mutating func closeLastStatement() {
    guard let index = lines.lastIndex(where: { !$0.isEmpty && !ScriptFormatter.isComment($0) }) else {
      return
    }
    let line = SourceText(lines[index])
    let end = Lexer.tokens(in: line).dropLast().last?.span.end ?? 0
    let closed = String(line[Span(0, end)])
    if closed.hasSuffix(";") { return }
    lines[index] = closed + ";" + line[Span(end, line.text.utf8.count)]
  }

  private static func isComment(_ line: String) -> Bool {
    Lexer.tokens(in: SourceText(line)).count == 1
  }

  /// Without blanks at its end.
  private func text(_ comment: Span) -> String {
    var text = source[comment]
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  private func newlines(from start: Int, to end: Int) -> Int {
    guard start < end else { return 0 }
    return bytes[start..<end].count { $0 == UInt8(ascii: "\n") }
  }
}

/// A statement as it was read, its stages with their places in the script.
private struct ReadStatement {
  let extent: Span
  /// The whole statement as one line.
  let oneLine: String
  /// Each stage with what is written for it; the first with the words before the query. One where the statement
  /// is no query.
  let stages: [(span: Span, text: String)]
  /// It goes on from the answer before.
  let beginsWithBar: Bool

  init(_ source: SourceText, at extent: Span, _ vocabulary: Vocabulary) throws(ScriptFormatter.Unreadable) {
    self.extent = extent
    let lead = source.text.utf8.first == UInt8(ascii: "|") ? 1 : 0
    beginsWithBar = lead == 1
    let body = lead == 1 ? source.excerpt(Span(1, source.text.utf8.count)) : source
    let statement: StatementSyntax?
    do {
      statement = try Parser.statement(body, vocabulary: vocabulary)
    } catch {
      let diagnostic = error as? Diagnostic ?? Diagnostic("unreadable", "the statement cannot be read")
      throw ScriptFormatter.Unreadable(diagnostic: diagnostic, statement: body)
    }
    let text = statement?.formatted ?? ""
    oneLine = (lead == 1 ? "| " : "") + text
    let query = statement?.query
    let syntax = query?.stages ?? []
    var words = syntax.map(\.formatted)
    // How the answer is drawn and where it goes stands on the last stage's line.
    if let query, !words.isEmpty {
      words[words.count - 1] += query.formattedEnd + (statement?.formattedEnd ?? "")
    }
    let prefix = text.dropLast(words.joined(separator: " | ").count)
    guard !syntax.isEmpty, text.hasSuffix(words.joined(separator: " | ")) else {
      stages = [(extent, oneLine)]
      return
    }
    stages = syntax.enumerated().map { number, stage in
      let start = extent.start + lead
      let end = number + 1 < syntax.count ? stage.span.end : max(stage.span.end, statement?.span.end ?? 0)
      return (
        Span(start + stage.span.start, start + end),
        number == 0 ? (lead == 1 ? "| " : "") + prefix + words[0] : words[number]
      )
    }
  }
}

extension StatementSyntax {
  /// The query that it is or holds.
  fileprivate var query: QuerySyntax? {
    switch self {
    case .query(let query): query
    case .binding(let binding): if case .query(let query) = binding.bound { query } else { nil }
    case .expectation(let expectation): expectation.query
    case .parameter: nil
    case .command(let command): command.query
    }
  }
}
