import TallyColumns
import TallyFunctions
import TallyPlanning

/// What an answer in SQL leaves open where the plan does not.
extension RelationPlan {
  /// Whether something is asked of figures that may be any number. In SQL such a figure is three times NULL,
  /// as an unknown one is, which aggregates, orders and groups tell apart.
  var asksOfAnyNumbers: Bool { anyNumbers == nil }

  /// Which columns may hold figures that may be any number; nil where something is asked of them.
  private var anyNumbers: [Bool]? {
    switch self {
    case .scan, .oneRow: return columnTypes.map { _ in false }
    case .project(let input, let expressions):
      guard let columns = input.anyNumbers else { return nil }
      if expressions.contains(where: { $0.asksWhetherKnown(columns) }) { return nil }
      return expressions.map { $0.mayBeAnyNumber(columns) }
    case .filter(let input, let predicate, _):
      guard let columns = input.anyNumbers, !predicate.asksWhetherKnown(columns) else { return nil }
      return columns
    case .slice(let input, _, _): return input.anyNumbers
    case .distinct(let input):
      guard let columns = input.anyNumbers, !columns.contains(true) else { return nil }
      return columns
    case .sort(let input, let keys): return input.anyNumbers(asking: keys.map(\.expression))
    case .keep(let input, let plan):
      return input.anyNumbers(asking: plan.keys + (plan.order.map { [$0.expression] } ?? []))
    case .window(let input, let calls):
      return input.anyNumbers(asking: calls.flatMap { $0.keys + [$0.argument] })
        .map { $0 + calls.map(\.type.isBounded) }
    case .aggregate(let plan):
      let asked = plan.keys + plan.calls.flatMap { [$0.argument, $0.second].compactMap(\.self) }
      return plan.input.anyNumbers(asking: asked).map { _ in columnTypes.map(\.isBounded) }
    case .pivot(let plan): return plan.input.anyNumbers.map { _ in columnTypes.map(\.isBounded) }
    case .tally: return nil
    case .join(let plan):
      guard let left = plan.left.anyNumbers, let right = plan.right.anyNumbers else { return nil }
      return left + plan.rightColumns.map { right[$0] }
    }
  }

  private func anyNumbers(asking expressions: [Expression]) -> [Bool]? {
    guard let columns = anyNumbers,
      !expressions.contains(where: { $0.mayBeAnyNumber(columns) || $0.asksWhetherKnown(columns) })
    else { return nil }
    return columns
  }

  /// Whether rows that SQL gives in no certain order are joined, or have windows.
  var isOfUnorderedRows: Bool {
    switch self {
    case .join(let plan) where plan.left.isUnordered: return true
    case .window(let input, _) where input.isUnordered: return true
    default: break
    }
    return inputs.contains(where: \.isOfUnorderedRows)
  }

  private var isUnordered: Bool {
    if case .aggregate = self { return false }
    if case .distinct = self { return true }
    if case .join(let plan) = self, plan.kind == .full { return true }
    return inputs.contains(where: \.isUnordered)
  }

  /// Whether something depends on the order of the rows besides the order of the answer.
  var usesOrder: Bool {
    switch self {
    case .slice, .keep: return true
    case .window(_, let calls):
      if calls.contains(where: { $0.kind != .rank && $0.kind != .share }) { return true }
    case .aggregate(let plan):
      if plan.calls.contains(where: { [.first, .last, .mode].contains($0.operation) }) { return true }
    default: break
    }
    return inputs.contains(where: \.usesOrder)
  }
}

extension Expression {
  /// What moves the ends of a figure, or swaps them, opens none and lets none meet.
  private static let moving: Set<String> = ["+", "-", "negate"]

  fileprivate func mayBeAnyNumber(_ columns: [Bool]) -> Bool {
    guard type.isBounded else { return false }
    switch node {
    case .column(let index): return columns[index]
    case .constant(.figure(let figure, _)): return figure.isAnything
    case .constant, .condition: return false
    case .call(let function, let arguments):
      let figures = arguments.filter(\.type.isBounded)
      return figures.count > 1 || !Expression.moving.contains(function.name)
        || figures.contains { $0.mayBeAnyNumber(columns) }
    }
  }

  /// Whether it tells figures that may be any number from unknown ones.
  fileprivate func asksWhetherKnown(_ columns: [Bool]) -> Bool {
    switch node {
    case .column, .constant: false
    case .condition(let predicate): predicate.asksWhetherKnown(columns)
    case .call(let function, let arguments):
      arguments.contains { argument in
        argument.asksWhetherKnown(columns)
          || (["coalesce", "best"].contains(function.name) && argument.mayBeAnyNumber(columns))
      }
    }
  }

  /// Whether it is no longer clear what more or fewer rows below do to it: it gives something where a part is
  /// unknown, or a part of a figure.
  var hidesOpenRows: Bool {
    switch node {
    case .column, .constant: return false
    case .condition: return true
    case .call(let function, let arguments):
      if case .choice = function.kernel { return true }
      return ["low", "best", "high", "figure"].contains(function.name) || !type.kind.canBeBounded
        || arguments.contains { $0.hidesOpenRows || !$0.type.kind.canBeBounded }
    }
  }
}

extension Predicate {
  fileprivate func asksWhetherKnown(_ columns: [Bool]) -> Bool {
    switch self {
    case .isUnknown(let subject):
      subject.mayBeAnyNumber(columns) || subject.asksWhetherKnown(columns)
    // No number is above all, and all are above the least: of any number that is so, and of an unknown one open.
    case .range(let subject, let low, let high)
    where [low, high].allSatisfy { ($0?.asDouble.magnitude ?? .infinity) >= 0x1p63 }:
      subject.mayBeAnyNumber(columns) || subject.asksWhetherKnown(columns)
    case .and(let operands), .or(let operands): operands.contains { $0.asksWhetherKnown(columns) }
    case .not(let inner): inner.asksWhetherKnown(columns)
    case .range, .text, .isTrue, .comparison, .always, .isDisputed:
      expressions.contains { $0.asksWhetherKnown(columns) }
    }
  }
}
