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
    let stillOpen = input.isSure ? [] : try stillOpen(input.open)
    let sure = selections.reduce(0) { $0 + $1.sure.count }
    if sure == input.rows.count, maybe.isEmpty, stillOpen.isEmpty {
      return Relation(input.columns, rows: input.rows)
    }
    let ids = try selections.map(\.sure.ids).joined(context)
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

  /// How many rows of a table the condition is so for.
  /// - Returns: nil where it may be open for one, or asks of what is worked out.
  func count(_ input: Relation) throws -> Int? {
    guard RowMarks(predicate, input.columns, 0..<0, context) != nil else { return nil }
    tellMissedTexts(predicate, input.columns)
    let batches = input.batches(of: context.batchRows)
    let counts = try context.workers.map(batches.count, cancellation: context.cancellation) { index in
      try context.cancellation.check(passing: batches[index].count)
      guard case .range(let rows) = batches[index].rows else { return 0 }
      return RowMarks(predicate, input.columns, rows, context)?.markedCount ?? 0
    }
    return counts.reduce(0, +)
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
    if case .range(let rows) = batch.rows, let marks = RowMarks(predicate, batch.columns, rows, context) {
      let isWhole = marks.markedCount == rows.count
      return Selection(
        sure: isWhole ? batch.rows : .list(marks.rows(from: rows.lowerBound)), maybe: .list([]))
    }
    guard case .and(let operands) = predicate else {
      let truths = try PredicateEvaluator(context: context).truths(of: predicate, batch)
      return split(truths, batch.rows)
    }
    var selection = Selection(sure: batch.rows, maybe: .list([]))
    for operand in operands {
      let ofSure = try select(operand, from: batch.with(selection.sure))
      var maybe = ofSure.maybe.ids
      if selection.maybe.count > 0 {
        let ofMaybe = try select(operand, from: batch.with(selection.maybe))
        maybe = inOrder([maybe, ofMaybe.sure.ids, ofMaybe.maybe.ids], of: batch.rows.ids)
      }
      selection = Selection(sure: ofSure.sure, maybe: .list(maybe))
    }
    return selection
  }

  /// Of rows that only may be there, those of which the condition may be so.
  private func stillOpen(_ input: Relation) throws -> [UInt32] {
    let selections = try selections(input)
    return inOrder(
      [selections.flatMap(\.sure.ids), selections.flatMap(\.maybe.ids)], of: input.rows.ids)
  }

  /// Rows in the order in which they stand, whichever part of a condition found them.
  private func inOrder(_ parts: [[UInt32]], of rows: [UInt32]) -> [UInt32] {
    let parts = parts.filter { !$0.isEmpty }
    guard parts.count > 1 else { return parts.first ?? [] }
    let wanted = Set(parts.joined())
    return rows.filter(wanted.contains)
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
}
