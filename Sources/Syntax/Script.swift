import TallyDiagnostics

/// A text of several statements, cut into them.
public enum Script {
  /// The statements of a text, each as a text of its own that knows its place, so that what is wrong with
  /// one is told about it alone. A statement that cannot be read ends at the end of its line.
  /// - Complexity: O(n).
  public static func statements(in source: SourceText, vocabulary: Vocabulary) -> [SourceText] {
    pieces(of: source, vocabulary: vocabulary).map(\.1)
  }

  /// The same with the comments above them.
  public static func commentedStatements(in source: SourceText, vocabulary: Vocabulary)
    -> [CommentedStatement]
  {
    let comments = Lexer.comments(in: source)
    var passed = 0
    return pieces(of: source, vocabulary: vocabulary).map { extent, statement in
      while passed < comments.count, comments[passed].end <= extent.start { passed += 1 }
      return CommentedStatement(
        source: statement, comment: comment(above: extent.start, comments[..<passed], in: source))
    }
  }

  /// The statements with where they stand; lines are counted on from one to the next.
  static func pieces(of source: SourceText, vocabulary: Vocabulary) -> [(Span, SourceText)] {
    var (passed, position) = (0, source.origin)
    return extents(in: source, vocabulary: vocabulary).map { extent in
      let between = SourceText(String(source[Span(passed, extent.start)]), origin: position)
      position = between.position(of: extent.start - passed)
      passed = extent.start
      return (extent, SourceText(String(source[extent]), name: source.name, origin: position))
    }
  }

  /// Where the statements stand.
  public static func extents(in source: SourceText, vocabulary: Vocabulary) -> [Span] {
    var parser = Parser(source, vocabulary: vocabulary)
    var extents: [Span] = []
    while let span = parser.nextExtent() { extents.append(span) }
    return extents
  }

  /// Where the statement begins that more text would go on with: behind the last statement that is over.
  /// - Returns: a UTF-8 offset; the end of the text where a new statement would begin.
  public static func startOfLastStatement(in source: SourceText, vocabulary: Vocabulary) -> Int {
    var parser = Parser(source, vocabulary: vocabulary)
    return parser.startOfLastStatement()
  }

  /// The comments in the lines right above a place, without their signs.
  private static func comment(above start: Int, _ comments: ArraySlice<Span>, in source: SourceText)
    -> [String]
  {
    var lines: [String] = []
    var end = start
    for comment in comments.reversed() {
      // Nothing but the end of a line between it and what stands below, and nothing before it in its own line.
      guard source[Span(comment.end, end)].allSatisfy(\.isWhitespace),
        source[Span(comment.end, end)].count(where: \.isNewline) == 1,
        source[Span(0, comment.start)].last(where: { $0 != " " && $0 != "\t" })?.isNewline ?? true,
        !source[comment].hasPrefix("#!")
      else { break }
      lines.append(text(source[comment]))
      end = comment.start
    }
    return lines.reversed()
  }

  private static func text(_ comment: Substring) -> String {
    var text = comment.drop { $0 == "#" || $0 == "-" || $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}

extension SourceText {
  /// Whether it begins with a bar, and so goes on from the question before.
  public var goesOn: Bool { text.first { !$0.isWhitespace } == "|" }
}

/// A statement of a script, with what is said of it.
public struct CommentedStatement: Sendable, Hashable {
  public let source: SourceText
  /// The comment in the lines right above it, a line each.
  public let comment: [String]
}

extension Parser {
  /// Where the next statement stands, readable or not; nil at the end of the text.
  fileprivate mutating func nextExtent() -> Span? {
    skipBetweenStatements()
    guard current.kind != .end else { return nil }
    let start = current.span.start
    do {
      _ = try nextStatement()
    } catch {
      skipStatement()
    }
    return Span(start, previous.span.end)
  }

  fileprivate mutating func startOfLastStatement() -> Int {
    while true {
      skipBetweenStatements()
      let start = current.span.start
      guard current.kind != .end else { return start }
      do {
        _ = try nextStatement()
      } catch {
        if (error as? Diagnostic)?.needsMoreInput == true { return start }
        skipStatement()
      }
      if current.kind == .end { return start }
    }
  }
}
