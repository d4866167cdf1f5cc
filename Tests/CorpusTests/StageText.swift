import TallyDiagnostics
import TallyPlanning
import TallySession
import TallySyntax

/// What the stages make of a statement, as text.
enum StageText {
  /// `word(sum) word(casualties) symbol(=)`
  static func tokens(_ source: SourceText) -> String {
    Lexer.tokens(in: source).dropLast().map { token in
      let text = source[token.span]
      return switch token.kind {
      case .word: "word(\(text))"
      case .bracketed(let name): "bracketed(\(name))"
      case .text(let content): "text(\(content))"
      case .number: "number(\(text))"
      case .date: "date(\(text))"
      case .duration: "duration(\(text))"
      case .variable(let name): "variable(\(name))"
      case .symbol: "\(text)"
      case .invalid(let diagnostic): "invalid(\(diagnostic.id))"
      case .newline: "newline"
      case .end: "end"
      }
    }
    .joined(separator: " ")
  }

  /// The tree without its spans, a line a stage.
  static func tree(_ statement: StatementSyntax) -> String {
    switch statement {
    case .query(let query):
      (query.stages.map(reflected) + (query.drawing.map { [reflected($0)] } ?? [])).joined(separator: "\n")
    case .binding(let binding): reflected(binding)
    case .parameter(let parameter): reflected(parameter)
    case .expectation(let expectation): reflected(expectation)
    case .command(let command): reflected(command)
    }
  }

  /// The plan of a query or of what a name is given; nil for commands.
  static func plan(_ statement: StatementSyntax, _ source: SourceText, _ session: Session) throws
    -> QueryPlan?
  {
    let (catalog, vocabulary) = (session.catalog, session.vocabulary)
    switch statement {
    case .query(let query):
      return try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
    case .binding(let binding):
      switch binding.bound {
      case .query(let query):
        return try Planner.plan(query, source: source, catalog: catalog, vocabulary: vocabulary)
      case .value(let value):
        return try Planner.value(of: value, source: source, catalog: catalog, vocabulary: vocabulary)
      }
    case .expectation(let expectation):
      return try Planner.plan(expectation.query, source: source, catalog: catalog, vocabulary: vocabulary)
    case .parameter:
      return nil
    case .command(let command):
      return try command.query.map {
        try Planner.plan($0, source: source, catalog: catalog, vocabulary: vocabulary)
      }
    }
  }

  /// A tree as nested parentheses: the case or type first, then what it holds, empty things left out.
  private static func reflected(_ node: Any) -> String {
    reflection(node) ?? "-"
  }

  private static func reflection(_ node: Any) -> String? {
    if node is Span { return nil }
    if let text = node as? String { return text.contains(" ") || text.isEmpty ? "'\(text)'" : text }
    if let flag = node as? Bool { return flag ? "yes" : nil }
    if let number = node as? Int { return String(number) }
    let mirror = Mirror(reflecting: node)
    switch mirror.displayStyle {
    case .optional:
      return mirror.children.first.flatMap { reflection($0.value) }
    case .collection:
      let parts = mirror.children.compactMap { reflection($0.value) }
      return parts.isEmpty ? nil : "[" + parts.joined(separator: " ") + "]"
    case .enum:
      guard let child = mirror.children.first, let label = child.label else { return "\(node)" }
      return "(\(label)\(joined(payload(child.value))))"
    default:
      let parts = labelled(mirror)
      return parts.count == 1 && !parts[0].contains(": ")
        ? parts[0] : "(" + parts.joined(separator: " ") + ")"
    }
  }

  /// What a case holds: one thing, or the parts of a tuple.
  private static func payload(_ value: Any) -> [String] {
    let mirror = Mirror(reflecting: value)
    return mirror.displayStyle == .tuple ? labelled(mirror) : [reflection(value)].compactMap { $0 }
  }

  private static func labelled(_ mirror: Mirror) -> [String] {
    mirror.children.compactMap { child in
      guard let text = reflection(child.value) else { return nil }
      guard let label = child.label, !label.hasPrefix("."), !["text", "expression", "name"].contains(label)
      else { return text }
      return "\(label): \(text)"
    }
  }

  private static func joined(_ parts: [String]) -> String {
    parts.map { " " + $0 }.joined()
  }
}
