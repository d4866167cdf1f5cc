import TallyColumns
import TallyPlanning

/// Counts the rows of a table for which a condition is so, without listing them: `count where deaths > 3`.
struct CountOperator {
  let context: ExecutionContext
  private let table: Table
  private let predicate: Predicate
  private let calls: [AggregateCall]

  /// - Returns: nil where anything but rows is asked of, where there are groups, and where a step is recorded.
  init?(context: ExecutionContext, _ plan: AggregatePlan) {
    guard context.recorder == nil, plan.keys.isEmpty, plan.fills.isEmpty, plan.settling == nil,
      case .filter(.scan(let table), let predicate, _) = plan.input, table.rowCount <= Int(UInt32.max),
      plan.calls.allSatisfy({ $0.operation == .count && $0.argument == nil })
    else { return nil }
    self.context = context
    self.table = table
    self.predicate = predicate
    calls = plan.calls
  }

  /// - Returns: nil where the condition may be open, so that its rows have to be known.
  func run() throws -> Relation? {
    let filter = FilterOperator(context: context, predicate: predicate, keepsMaybe: false)
    guard let count = try filter.count(Relation(table)) else { return nil }
    return Relation(
      calls.map { Column(kind: $0.type.kind, .narrowest([Int64(count)])) }, rows: .all(1))
  }
}
