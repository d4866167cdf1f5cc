import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// A question as text, with what is known of it from making it.
public struct Question: Sendable {
  public var text: String
  /// The builtins, verbs and clauses that it uses.
  public var features: Set<String> = []
  /// Columns of the answer, in lower case, whose last bits depend on the order of adding up; nil where that is
  /// not known, and they all may.
  public var rough: Set<String>?

  public init(_ text: String) {
    self.text = text
  }

  /// The plan of a text.
  public static func plan(_ text: String, catalog: Catalog) throws -> QueryPlan {
    let source = SourceText(text)
    guard case .query(let query)? = try Parser.statement(source, vocabulary: .standard) else {
      throw Diagnostic("no-query", "this is no query")
    }
    return try Planner.plan(query, source: source, catalog: catalog)
  }
}
