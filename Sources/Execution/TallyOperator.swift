import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Shows the accounts that claims are settled into.
struct TallyOperator {
  let context: ExecutionContext
  let plan: TallyPlan
  let settler: (any ClaimSettler)?

  func run(_ input: Relation) throws -> Relation {
    guard let settler else { return Relation([], rows: .all(0)) }
    let rows = input.rows.ids
    let firsts = try input.firstsOfClaims(rows, keys: [], context.cancellation)
    let input = firsts.map { Relation(input.columns, rows: .selected($0.map { rows[Int($0)] })) } ?? input
    let measure = try ProjectOperator(context: context, expressions: []).measure(
      plan.figure, named: plan.name, input)
    let claims = ClaimSet(columns: input.columns, rows: input.rows.ids, keys: [], measures: [measure])
    do {
      let columns = try settler.tally(claims, plan.settling, sources: plan.sources)
      return Relation(columns, rows: .all(columns.first?.count ?? 0))
    } catch KernelError.overflow {
      throw ExecutionDiagnostics.overflow(plan.figure.span)
    }
  }
}
