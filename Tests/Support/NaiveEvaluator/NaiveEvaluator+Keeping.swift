import TallyPlanning

extension NaiveEvaluator {
  /// The rows of which fewer than so many of their group stand before them.
  func kept(_ input: Rows, _ plan: KeepPlan) throws -> Rows {
    // Which rows are kept may be open, and then also what is said of those that are.
    guard !input.orderIsOpen else { throw NotCovered() }
    let rows = try input.settled()
    let groups = try rows.map { row in try plan.keys.map { Identity(try value(of: $0, row)) } }
    let values = try rows.map { row in try plan.order.map { try value(of: $0.expression, row) } }
    if values.contains(where: { $0?.isBounded == true }) { throw NotCovered() }
    let stands = { (a: Int, b: Int) -> Bool in
      guard let x = values[a], let y = values[b], let order = plan.order else {
        return plan.takesLast ? a > b : a < b
      }
      let compared = ValueOrder.compare(x, y, isDescending: order.isDescending)
      return compared != 0 ? compared < 0 : a < b
    }
    let known = rows.indices.filter { values[$0]?.isUnknown != true }
    let kept = known.filter { row in
      known.count { groups[$0] == groups[row] && stands($0, row) } < plan.count
    }
    return input.with(kept.map { rows[$0] })
  }
}
