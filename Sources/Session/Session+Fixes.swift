import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// A line behind `try:` runs as it stands, or is not offered.
extension Session {
  /// How many mistakes of one statement are mended together.
  private static let mostMistakes = 5

  /// The message on a statement with a fix that can be planned: where names of columns of several words stand in it as
  /// they are, or in quotes, with these in brackets.
  func mended(_ diagnostic: Diagnostic, in source: SourceText) -> Diagnostic {
    if let span = diagnostic.span, let bare = bareNames(in: source, at: span), mistake(in: source) != nil {
      let mended = withFixThatRuns(SessionDiagnostics.severalWords(bare.name, bare.span, mended: bare.mended))
      if mended.fix != nil { return mended }
    }
    return withFixThatRuns(diagnostic)
  }

  /// A name of several words that is meant by words that stand in a statement as they are, or by a text.
  private struct BareName {
    let name: String
    let span: Span
    /// The statement with all such names in brackets.
    let mended: String
  }

  /// - Parameter span: where the statement is wrong, which names that stand as they are have to do with.
  private func bareNames(in source: SourceText, at span: Span) -> BareName? {
    let names = catalog.tables.flatMap(\.fields).map(\.name).filter {
      NameSyntax.typed($0, vocabulary: vocabulary) != $0 && $0.contains(" ")
    }
    guard !names.isEmpty else { return nil }
    let nameOfText = Dictionary(names.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
    let longest = names.map { $0.split(separator: " ").count }.max() ?? 0
    let tokens = Lexer.tokens(in: source)
    var found: [(name: String, span: Span)] = []
    var start = 0
    while start < tokens.count {
      if case .text(let text) = tokens[start].kind, let name = nameOfText[text.lowercased()] {
        found.append((name, tokens[start].span))
      }
      // Signs in a name are tokens of their own.
      let ends = (start..<min(tokens.count, start + 2 * longest)).reversed()
      let end = ends.first {
        nameOfText[words(tokens[start].span.joined(with: tokens[$0].span), source)] != nil
      }
      if let end, case .word = tokens[start].kind {
        let span = tokens[start].span.joined(with: tokens[end].span)
        found.append((nameOfText[words(span, source)] ?? "", span))
        start = end
      }
      start += 1
    }
    // A name in quotes may be meant wherever it stands, as nothing is wrong with a text.
    let isMeant = { (name: Span) in
      name.start <= span.end && span.start <= name.end
        || "\"'".utf8.contains(Array(source.text.utf8)[name.start])
    }
    guard let first = found.first(where: { isMeant($0.span) }) else { return nil }
    var mended = Array(source.text.utf8)
    for (name, span) in found.reversed() {
      mended.replaceSubrange(span.start..<span.end, with: NameSyntax.bracketed(name).utf8)
    }
    return BareName(name: first.name, span: first.span, mended: String(decoding: mended, as: UTF8.self))
  }

  /// What stands in a stretch of a statement, in lower case and with single blanks.
  private func words(_ span: Span, _ source: SourceText) -> String {
    source[span].split { $0 == " " || $0 == "\t" }.joined(separator: " ").lowercased()
  }

  /// The message with a fix that can be planned: where the mended line has a further mistake with a fix of
  /// its own, that is mended too; where none helps, only the advice is left.
  func withFixThatRuns(_ diagnostic: Diagnostic) -> Diagnostic {
    var fix = diagnostic.fix
    // Whether it can be planned depends on the kinds of all columns. Where these cannot be read, the message
    // is still true.
    if fix != nil { try? readAll() }
    for _ in 0..<Session.mostMistakes {
      guard let text = fix else { break }
      guard let mistake = mistake(in: SourceText(text)) else { return diagnostic.suggesting(text) }
      fix = mistake.fix
    }
    return diagnostic.withoutFix
  }

  /// What is wrong with a statement before it is run; nil where nothing is.
  private func mistake(in source: SourceText) -> Diagnostic? {
    do {
      switch try Parser.statement(source, vocabulary: vocabulary) {
      case .query(let query)?:
        _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
      case .binding(let binding)?:
        switch binding.bound {
        case .query(let query):
          _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
        case .value(let value):
          _ = try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      case .expectation(let expectation)?:
        _ = try Planner.plan(expectation.query, source: source, catalog: catalog, vocabulary: vocabulary)
      case .parameter?:
        break
      case .command(let command)?:
        if let query = command.query {
          _ = try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
        }
      case nil:
        break
      }
      return nil
    } catch {
      return error as? Diagnostic ?? Diagnostic("unreadable", "the statement cannot be read")
    }
  }
}
