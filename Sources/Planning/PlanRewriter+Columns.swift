import TallyColumns
import TallyDiagnostics

/// Columns that nothing needs are left out before steps that copy rows.
extension PlanRewriter {
  /// The plan with all its columns, and fewer inside it.
  func keepingColumns(_ plan: RelationPlan) -> RelationPlan {
    let count = plan.columnTypes.count
    return keeping(Set(0..<count), of: plan).with(Array(0..<count))
  }

  /// A plan with at least the columns that are needed.
  private func keeping(_ needed: Set<Int>, of plan: RelationPlan) -> NarrowedPlan {
    switch plan {
    case .scan, .oneRow:
      return NarrowedPlan(whole: plan)
    case .filter, .sort, .keep, .slice:
      return over(plan, needed) { $0 }
    case .project(let input, let expressions):
      // What can fail or tells something is worked out even where nobody asks for it.
      let kept = expressions.indices.filter { needed.contains($0) || !expressions[$0].isQuiet }
      let fewer = RelationPlan.project(input, kept.map { expressions[$0] })
      return over(fewer, Set(kept.indices)) { _ in kept }
    case .window(let input, _):
      // Windows copy the rows they stand beside.
      let count = input.columnTypes.count
      let inner = narrowed(input, to: plan.columnsNeeded(of: needed).first ?? [])
      let windows = count..<plan.columnTypes.count
      return NarrowedPlan(plan: plan.over(inner), columns: inner.columns + windows)
    case .join(let join):
      return keeping(needed, of: join)
    case .distinct, .aggregate, .pivot, .tally:
      return over(plan, Set(plan.columnTypes.indices)) { _ in Array(plan.columnTypes.indices) }
    }
  }

  /// A join whose sides are gathered in fewer columns.
  private func keeping(_ needed: Set<Int>, of plan: JoinPlan) -> NarrowedPlan {
    let step = RelationPlan.join(plan)
    let left = keeping(step.columnsNeeded(of: needed).first ?? [], of: plan.left)
    let right = plan.rightColumns.indices.filter { needed.contains(plan.leftCount + $0) }
    let kept = left.columns + right.map { plan.leftCount + $0 }
    guard case .join(var fewer) = step.mapExpressions(left.renumbered) else {
      return NarrowedPlan(whole: step)
    }
    fewer.left = left.plan
    fewer.leftCount = left.columns.count
    fewer.rightColumns = right.map { plan.rightColumns[$0] }
    fewer.fields = kept.map { plan.fields[$0] }
    fewer.types = kept.map { plan.types[$0] }
    return NarrowedPlan(plan: .join(fewer), columns: kept)
  }

  /// A step with one input, over fewer columns of it.
  /// - Parameter columns: which columns come out, from those that go in.
  private func over(
    _ plan: RelationPlan, _ needed: Set<Int>, columns: ([Int]) -> [Int]
  ) -> NarrowedPlan {
    guard let input = plan.inputs.first, let wanted = plan.columnsNeeded(of: needed).first else {
      return NarrowedPlan(whole: plan)
    }
    let isWhole = plan.seesWholeTable
    let inner =
      isWhole ? NarrowedPlan(whole: keepingColumns(input)) : keeping(wanted, of: input)
    return NarrowedPlan(
      plan: isWhole ? plan.mapInputs { _ in inner.plan } : plan.over(inner), columns: columns(inner.columns))
  }

  /// A plan with the needed columns and no others; with one at the least, as rows are counted by it.
  private func narrowed(_ plan: RelationPlan, to needed: Set<Int>) -> NarrowedPlan {
    // An order by expressions is known only where it was made, and may still be asked for.
    guard plan.standingOrder.allSatisfy({ $0.expression.columnNumber != nil }) else {
      return NarrowedPlan(whole: keepingColumns(plan))
    }
    let needed = needed.isEmpty ? Set(plan.columnTypes.indices.prefix(1)) : needed
    let kept = keeping(needed, of: plan)
    let wanted = needed.sorted()
    return wanted.count == kept.columns.count
      ? kept : NarrowedPlan(plan: kept.with(wanted), columns: wanted)
  }
}

/// A plan of which some columns may be left out.
private struct NarrowedPlan {
  let plan: RelationPlan
  /// The number that each column had, in the order in which they stand now.
  let columns: [Int]

  init(plan: RelationPlan, columns: [Int]) {
    self.plan = plan
    self.columns = columns
  }

  init(whole plan: RelationPlan) {
    self.init(plan: plan, columns: Array(plan.columnTypes.indices))
  }

  /// An expression over the columns as they were, over those that are left.
  var renumbered: (Expression) -> Expression {
    let numbers = Dictionary(uniqueKeysWithValues: columns.enumerated().map { ($1, $0) })
    return { $0.mapColumns { .column(numbers[$0] ?? $0) } }
  }

  /// The plan with some of its columns, by their old numbers.
  func with(_ wanted: [Int]) -> RelationPlan {
    if wanted == columns { return plan }
    let types = plan.columnTypes
    let expressions = wanted.compactMap { old in
      columns.firstIndex(of: old).map { Expression(.column($0), types[$0], Span(0, 0)) }
    }
    return .project(plan, expressions)
  }
}

extension RelationPlan {
  /// The step over an input of which columns were left out.
  fileprivate func over(_ input: NarrowedPlan) -> RelationPlan {
    mapExpressions(input.renumbered).mapInputs { _ in input.plan }
  }
}
