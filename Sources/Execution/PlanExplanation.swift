import TallyColumns
import TallyPlanning

/// A plan for people to read: what each step does, and what was decided about it.
public struct PlanExplanation: Sendable, Hashable {
  /// `keeps the rows where city is Kyiv`
  public let sentence: String
  /// `asked while reading`, `at most 5 rows`
  public let decisions: [String]
  /// The steps before it.
  public let inputs: [PlanExplanation]
}

extension Executor {
  /// Tells a plan as it would be run; nothing is run.
  /// - Parameters:
  ///   - plan: the plan to be run.
  ///   - written: the plan as it was before it was rewritten, which tells what has moved.
  public func explanation(of plan: QueryPlan, writtenAs written: QueryPlan) -> PlanExplanation {
    let atScan = Set(written.relation.conditionsNearScan)
    var readings = plan.relation.tablesRead
    let steps = explain(plan.relation, &readings, atScan: atScan)
    return PlanExplanation(
      sentence: StepWording.answer(plan.fields), decisions: [StepWording.threads(threads(plan.relation))],
      inputs: [steps])
  }

  /// Threads that can have work: each takes batches of the longest table.
  private func threads(_ plan: RelationPlan) -> Int {
    let rows = plan.tablesRead.map(\.table.rowCount).max() ?? 0
    return max(1, min(workers.count, (rows + batchRows - 1) / max(1, batchRows)))
  }

  /// - Parameter readings: what is read of the scans that are still to come, in order.
  private func explain(
    _ plan: RelationPlan, _ readings: inout [TableReading], atScan: Set<String>
  ) -> PlanExplanation {
    let inputs = plan.fusedInputs.map { explain($0, &readings, atScan: atScan) }
    if plan.isOnlyNaming, let only = inputs.first { return only }
    var decisions: [String] = []
    if case .scan(let table) = plan, !readings.isEmpty {
      decisions = [StepWording.rows(table.rowCount), StepWording.columns(readings.removeFirst())]
    } else {
      decisions = self.decisions(plan, atScan: atScan)
      if plan.changesRowCount, let count = plan.rowCount { decisions.append(StepWording.rowCount(count)) }
    }
    return PlanExplanation(sentence: StepWording.sentence(plan), decisions: decisions, inputs: inputs)
  }

  private func decisions(_ plan: RelationPlan, atScan: Set<String>) -> [String] {
    switch plan {
    case .filter(let input, let predicate, let keepsMaybe):
      var told: [String] = []
      if input.isNearScan {
        let isWritten = atScan.contains(predicate.words(input.columnFields))
        told.append(isWritten ? StepWording.askedAtScan : StepWording.movedToScan)
      }
      if !predicate.isDecided(over: input), !keepsMaybe { told.append(StepWording.carriesOpen) }
      return told
    case .aggregate(let plan):
      let claims = plan.settlesFirst ? [StepWording.settlesFirst] : []
      let raw = plan.settling?.isRaw == true ? [StepWording.raw] : []
      return claims + raw + [StepWording.grouping(plan.groupingWay)]
    case .slice(.sort(let input, let keys), let skip, let limit?):
      let isExact = keys.allSatisfy { $0.expression.isExact(over: input) }
      if keys.contains(where: { $0.expression.isBounded(over: input) }) {
        return [StepWording.sortsAll]
      }
      let rows = skip.addingReportingOverflow(limit)
      return rows.overflow ? [] : [StepWording.heap(rows.partialValue, isSure: isExact && input.isSure)]
    case .project(_, let expressions) where expressions.allSatisfy({ $0.field == nil }):
      return [StepWording.copiesNeeded]
    case .join(let plan):
      return [StepWording.joining(plan.joiningWay, plan.table)]
    case .scan, .oneRow, .pivot, .tally, .project, .distinct, .window, .sort, .keep, .slice:
      return []
    }
  }
}

extension RelationPlan {
  /// Whether other rows come out than go in, by a number that its sentence does not tell.
  fileprivate var changesRowCount: Bool {
    switch self {
    case .filter, .distinct, .keep, .join: true
    case .aggregate(let plan): !plan.keys.isEmpty
    case .pivot(let plan): plan.keyCount > 0
    case .scan, .oneRow, .tally, .project, .window, .sort, .slice: false
    }
  }

  /// The conditions that were written to be asked of a table's rows, in words.
  fileprivate var conditionsNearScan: [String] {
    var found = inputs.flatMap(\.conditionsNearScan)
    if case .filter(let input, let predicate, _) = self, input.isNearScan {
      let fields = input.columnFields
      found += [predicate.words(fields)] + predicate.operands.map { $0.words(fields) }
    }
    return found
  }
}
