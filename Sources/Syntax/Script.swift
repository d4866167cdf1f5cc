import TallyDiagnostics

/// A text of several statements, cut into them.
public enum Script {
  /// The statements of a text, each as a text of its own that knows its place, so that what is wrong with
  /// one is told about it alone. A statement that cannot be read ends at the end of its line.
  /// - Complexity: O(n · statements) in the worst case, for finding lines.
  public static func statements(in source: SourceText, vocabulary: Vocabulary) -> [SourceText] {
    extents(in: source, vocabulary: vocabulary).map(source.excerpt)
  }

  /// Where the statements stand.
  static func extents(in source: SourceText, vocabulary: Vocabulary) -> [Span] {
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
