import TallyColumns
import TallyDiagnostics

/// Changes a checked plan into one that gives the same answer with less work: constants are worked out, filters
/// stand as near to the scan as they can, and steps that copy rows copy only the columns that are needed.
///
/// Nothing that people see may change by it: no value, no order of rows, no note, and no message. So a step
/// moves only where it can neither fail nor tell anything that it would not have told where it was. `why` asks
/// the plan as it was.
public struct PlanRewriter {
  public init() {}

  /// The plan to be run in place of another.
  public func rewritten(_ plan: QueryPlan) -> QueryPlan {
    var plan = plan
    let pushed = pushingFilters(foldingConstants(plan.relation))
    plan.relation = keepingColumns(pushed)
    return plan
  }
}
