import TallyColumns
import TallyPlanning
import TallySyntax

/// Decides conditions over batches: for each row yes, no or maybe.
struct PredicateEvaluator: Sendable {
  let context: ExecutionContext

  private var expressions: ExpressionEvaluator { ExpressionEvaluator(context: context) }

  func truths(of predicate: Predicate, _ batch: Batch) throws -> [Truth] {
    switch predicate {
    case .range(let subject, let low, let high):
      if case .column(let index) = subject.node,
        let truths = batch.columns[index].truths(inRangeFrom: low, to: high, batch.rows)
      {
        return truths
      }
      return try expressions.evaluate(subject, batch).truths(inRangeFrom: low, to: high, rows: batch.count)
    case .text(let match, let subject):
      return text(match, try expressions.evaluate(subject, batch), rows: batch.count)
    case .comparison(let comparison, let left, let right):
      return VectorComparison.truths(
        comparison, try expressions.evaluate(left, batch), try expressions.evaluate(right, batch),
        rows: batch.count)
    case .isUnknown(let subject):
      let vector = try expressions.evaluate(subject, batch)
      return (0..<batch.count).map { Truth(vector.isUnknown(at: $0)) }
    case .isDisputed(let column, let settling):
      let disputed = try context.disputedRows(column, settling, batch.columns)
      return batch.rows.map { Truth(disputed.contains($0)) }
    case .isTrue(let subject):
      let vector = try expressions.evaluate(subject, batch)
      let values = vector.best.integers
      return (0..<batch.count).map { row in
        let row = vector.isConstant ? 0 : row
        return vector.best.isMissing(row) ? .maybe : Truth(values[row] != 0)
      }
    case .always(let isSo):
      return [Truth](repeating: Truth(isSo), count: batch.count)
    case .and(let operands):
      return try combine(operands, batch, Truth.and)
    case .or(let operands):
      return try combine(operands, batch, Truth.or)
    case .not(let inner):
      return try truths(of: inner, batch).map(\.negated)
    }
  }

  private func combine(
    _ operands: [Predicate], _ batch: Batch, _ connect: (Truth, Truth) -> Truth
  ) throws -> [Truth] {
    guard let first = operands.first else { return [] }
    return try operands.dropFirst().reduce(try truths(of: first, batch)) { result, operand in
      zip(result, try truths(of: operand, batch)).map(connect)
    }
  }

  private func text(_ match: TextMatch, _ vector: Vector, rows: Int) -> [Truth] {
    guard case .codes(let codes, let dictionary) = vector.best.payload else { return [] }
    let mask = context.mask(of: match, over: dictionary)
    let truths =
      vector.isConstant
      ? [Truth](repeating: Truth(mask[Int(codes[0])]), count: rows) : codes.map { Truth(mask[Int($0)]) }
    return truths.withMaybe(where: vector.best.missing, isConstant: vector.isConstant)
  }
}

extension [Truth] {
  /// The same with maybe where the value is missing.
  func withMaybe(where missing: [Bool]?, isConstant: Bool = false) -> [Truth] {
    guard let missing else { return self }
    if isConstant { return missing[0] ? [Truth](repeating: .maybe, count: count) : self }
    return zip(self, missing).map { $1 ? .maybe : $0 }
  }
}
