import TallyColumns
import TallyPlanning

extension SQLWriter {
  /// Groups filled up to every period from the first to the last.
  mutating func filled(_ draft: SelectDraft, _ plan: AggregatePlan) throws -> SelectDraft {
    throw DialectDiagnostics.function(dialect, "every", plan.keys[0].span)
  }
}
