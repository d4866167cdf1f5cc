import TallyColumns
import TallyWorkers

/// Groups of which each has its place in an array, or the one group of all rows: each thread takes a run of batches
/// and gathers them in places of its own; what the threads have is merged in the order of the rows.
struct DirectGrouping {
  let context: ExecutionContext
  /// Nil for one group.
  let keys: OrderedKeys?
  let calls: GroupCalls

  func run(_ input: Relation) throws -> GroupedRows {
    let batches = (input.rows.count + context.batchRows - 1) / context.batchRows
    let places = keys.map { $0.keys.reduce(1) { $0 * $1.count } } ?? 1
    let runs = context.workers.runs(of: batches)
    let partials = try context.workers.map(runs.count, cancellation: context.cancellation) { index in
      var gathered = GatheredCalls(calls)
      gathered.grow(to: places)
      for number in runs[index] {
        let positions = (number * context.batchRows)..<min((number + 1) * context.batchRows, input.rows.count)
        try context.cancellation.check(passing: positions.count)
        let batch = Batch(columns: input.columns, rows: input.rows.batch(positions))
        if let keys {
          try gathered.add(batch, .range(positions), keys.addresses(positions, batch.rows))
        } else {
          try gathered.add(batch, .range(positions))
        }
      }
      return gathered
    }
    var result = partials[0]
    for partial in partials.dropFirst() { try result.merge(partial, nil) }
    let groups = keys == nil ? [0] : result.presentGroups
    return GroupedRows(
      keys: try keys?.columns(ofAddresses: groups, context) ?? [], answers: try result.columns(groups),
      unknowns: result.unknowns, count: groups.count)
  }
}
