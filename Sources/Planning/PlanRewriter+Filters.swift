/// Filters moved towards the scan, so that fewer rows are sorted, joined and copied.
extension PlanRewriter {
  func pushingFilters(_ plan: RelationPlan) -> RelationPlan {
    let plan = plan.mapInputs(pushingFilters)
    guard case .filter(let input, let predicate, let keepsMaybe) = plan else { return plan }
    return filtering(input, predicate, keepsMaybe)
  }

  /// A filter, as near to the scan as it can be, over a plan of which all filters are that already.
  private func filtering(
    _ input: RelationPlan, _ predicate: Predicate, _ keepsMaybe: Bool
  ) -> RelationPlan {
    if let whole = passingProjection(input, predicate, keepsMaybe) { return whole }
    let operands = predicate.operands
    // What stood behind a test that can fail was asked only of the rows that passed it, and so the other way round.
    let quiet = operands.prefix { $0.isQuiet }.count
    let moving = operands.indices.map { $0 < quiet && canPass(input, operands[$0]) }
    guard moving.contains(true) else { return .filter(input, predicate, keepsMaybe: keepsMaybe) }
    let passing = operands.indices.filter { moving[$0] }.map { operands[$0] }
    let staying = operands.indices.filter { !moving[$0] }.map { operands[$0] }
    let pushed = pushing(Predicate(all: passing), below: input)
    return staying.isEmpty ? pushed : .filter(pushed, Predicate(all: staying), keepsMaybe: keepsMaybe)
  }

  /// A filter over columns that a projection only passes on filters what it works on: the same rows, in the same
  /// order, are asked the same.
  private func passingProjection(
    _ input: RelationPlan, _ predicate: Predicate, _ keepsMaybe: Bool
  ) -> RelationPlan? {
    guard case .project(let inner, let expressions) = input, predicate.settlings.isEmpty,
      expressions.allSatisfy(\.passesFilters), let below = predicate.below(expressions)
    else { return nil }
    return .project(filtering(inner, below, keepsMaybe), expressions)
  }

  /// Whether a condition may be asked of what a step works on in place of what it gives. It must be yes or no of
  /// every row, as rows that only may match are counted in a note where they are asked.
  private func canPass(_ step: RelationPlan, _ condition: Predicate) -> Bool {
    guard condition.isQuiet, condition.isDecided(over: step) else { return false }
    switch step {
    case .project(let input, let expressions):
      return input.isSure && expressions.allSatisfy(\.passesFilters) && condition.below(expressions) != nil
    case .sort(let input, let keys):
      // A note tells where bounds leave the order open, so rows of which they do are not left out before.
      return input.isSure && keys.allSatisfy { $0.expression.isQuiet && $0.expression.isExact(over: input) }
    case .distinct(let input):
      return input.isSure
    case .join(let plan):
      // A note tells how many rows do not know a key, so those rows are not left out before.
      return plan.kind != .full && plan.left.isSure && condition.columns.allSatisfy { $0 < plan.leftCount }
        && plan.keys.allSatisfy { $0.left.isKnown(over: plan.left) }
    case .scan, .oneRow, .filter, .aggregate, .pivot, .tally, .window, .keep, .slice:
      return false
    }
  }

  private func pushing(_ condition: Predicate, below step: RelationPlan) -> RelationPlan {
    if case .join(var plan) = step {
      plan.left = filtering(plan.left, condition, false)
      return .join(plan)
    }
    return step.mapInputs { input in
      var condition = condition
      if case .project(_, let expressions) = step { condition = condition.below(expressions) ?? condition }
      return filtering(input, condition, false)
    }
  }
}

extension Predicate {
  /// The operands of a conjunction; the condition itself where it is none.
  public var operands: [Predicate] {
    if case .and(let operands) = self { operands } else { [self] }
  }

  /// That all of some conditions are so; of none, yes.
  init(all conditions: [Predicate]) {
    self = conditions.count == 1 ? conditions[0] : .and(conditions)
  }

  /// The condition asked of what a projection works on; nil where it asks of what the projection works out.
  fileprivate func below(_ expressions: [Expression]) -> Predicate? {
    let passed = expressions.map(\.columnNumber)
    guard columns.allSatisfy({ passed.indices.contains($0) && passed[$0] != nil }) else { return nil }
    return mapExpressions { $0.mapColumns { .column(passed[$0] ?? $0) } }
  }
}

extension Expression {
  /// Whether it may be worked out of fewer rows: it cannot fail, and makes no texts, of which a note may tell later
  /// that no row has one.
  fileprivate var passesFilters: Bool {
    if case .call = node, type.kind == .text { return false }
    return isQuiet
  }
}
