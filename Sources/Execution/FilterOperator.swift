import TallyColumns
import TallyPlanning

/// Keeps the rows of which a condition is surely so, and beside them those of which it may be.
struct FilterOperator {
  let context: ExecutionContext
  let predicate: Predicate
  /// `where maybe`: what may be so counts as so.
  let keepsMaybe: Bool

  func run(_ input: Relation) throws -> Relation {
    tellMissedTexts(predicate, input.columns)
    let selections = try selections(input.sure)
    let maybe = selections.flatMap(\.maybe.ids)
    let stillOpen = input.isSure ? [] : try self.selections(input.open).flatMap { $0.sure.ids + $0.maybe.ids }
    let sure = selections.reduce(0) { $0 + $1.sure.count }
    if sure == input.rows.count, maybe.isEmpty, stillOpen.isEmpty {
      return Relation(input.columns, rows: input.rows)
    }
    var ids: [UInt32] = []
    ids.reserveCapacity(sure)
    for selection in selections { ids.append(contentsOf: selection.sure.ids) }
    let open = maybe.count + stillOpen.count
    if open == 0 { return Relation(input.columns, rows: .selected(ids)) }
    if keepsMaybe {
      context.note(.keptMaybe(open))
      let kept = Set(ids).union(maybe).union(stillOpen)
      return Relation(
        input.columns, rows: .selected((input.rows.ids + input.maybe).filter(kept.contains)),
        doubtful: Set(stillOpen))
    }
    context.note(.mayMatch(open))
    return Relation(input.columns, rows: .selected(ids), maybe: maybe + stillOpen)
  }

  /// That no row has a text is told even where no row is left to be asked.
  private func tellMissedTexts(_ predicate: Predicate, _ columns: [Column]) {
    switch predicate {
    case .text(let match, let subject):
      guard case .column(let index) = subject.node, let dictionary = columns[index].storage.dictionary else {
        return
      }
      _ = context.mask(of: match, over: dictionary)
    case .and(let operands), .or(let operands):
      for operand in operands { tellMissedTexts(operand, columns) }
    case .not(let inner): tellMissedTexts(inner, columns)
    case .range, .comparison, .isUnknown, .isDisputed, .isTrue, .always: break
    }
  }

  private func selections(_ input: Relation) throws -> [Selection] {
    let batches = input.batches(of: context.batchRows)
    return try context.workers.map(batches.count, cancellation: context.cancellation) { index in
      try context.cancellation.check(passing: batches[index].count)
      return try select(predicate, from: batches[index])
    }
  }

  private struct Selection {
    var sure: BatchRows
    var maybe: BatchRows
  }

  /// Conjunctions narrow the batch step by step, so that later tests look at fewer rows.
  private func select(_ predicate: Predicate, from batch: Batch) throws -> Selection {
    guard case .and(let operands) = predicate else {
      if let whole = wholeBatch(predicate, batch) { return whole }
      let truths = try PredicateEvaluator(context: context).truths(of: predicate, batch)
      return split(truths, batch.rows)
    }
    var selection = Selection(sure: batch.rows, maybe: .list([]))
    for operand in operands {
      let ofSure = try select(operand, from: batch.with(selection.sure))
      var maybe = ofSure.maybe.ids
      if selection.maybe.count > 0 {
        let ofMaybe = try select(operand, from: batch.with(selection.maybe))
        maybe += ofMaybe.sure.ids + ofMaybe.maybe.ids
      }
      selection = Selection(sure: ofSure.sure, maybe: .list(maybe))
    }
    return selection
  }

  private func split(_ truths: [Truth], _ rows: BatchRows) -> Selection {
    var maybe: [UInt32] = []
    let sure = [UInt32](unsafeUninitializedCapacity: truths.count) { buffer, count in
      // Every row is written and only those that pass are kept: no branch to mispredict.
      for position in truths.indices {
        let id = UInt32(truncatingIfNeeded: rows.id(position))
        buffer[count] = id
        count += truths[position] == .yes ? 1 : 0
        if truths[position] == .maybe { maybe.append(id) }
      }
    }
    return Selection(sure: sure.count == truths.count ? rows : .list(sure), maybe: .list(maybe))
  }

  /// The answer for a whole batch where the least and greatest value of its zone decide it.
  private func wholeBatch(_ predicate: Predicate, _ batch: Batch) -> Selection? {
    guard case .range(let subject, let low, let high) = predicate, case .column(let index) = subject.node,
      case .range(let rows) = batch.rows
    else { return nil }
    let range = IntegerRange(low, high)
    let column = batch.columns[index]
    guard column.bounds == nil, column.best.missing == nil,
      case .integers(let lows, let highs)? = column.best.zones
    else { return nil }
    let zones = (rows.lowerBound / ZoneMap.rowsPerZone)...((rows.upperBound - 1) / ZoneMap.rowsPerZone)
    if zones.allSatisfy({ lows[$0] > range.high || highs[$0] < range.low }) {
      return Selection(sure: .list([]), maybe: .list([]))
    }
    if zones.allSatisfy({ lows[$0] >= range.low && highs[$0] <= range.high }) {
      return Selection(sure: batch.rows, maybe: .list([]))
    }
    return nil
  }
}
