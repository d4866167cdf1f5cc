import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

extension Session {
  /// A value as it is written, the names in it written out: `$least..20`
  /// - Throws: a `Diagnostic` where there is no value of a name.
  func spelled(_ literal: LiteralSyntax, _ source: SourceText) throws -> LiteralSyntax {
    for (name, place) in literal.variables where spelling(of: name) == nil {
      let span = Span(literal.span.start + place.start, literal.span.start + place.end)
      // Says that there is none, and what there is.
      _ = try Planner.value(
        of: .variable(name, span), source: source, catalog: catalog, vocabulary: vocabulary)
    }
    return literal.resolved(spelling)
  }

  /// How a named value is written.
  func spelling(of name: String) -> String? {
    let key = name.lowercased()
    return catalog.parameters[key] ?? catalog.values[key]?.text()
  }
}
