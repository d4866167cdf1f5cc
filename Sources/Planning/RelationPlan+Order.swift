extension RelationPlan {
  /// Whether the rows were put in an order by figures, of which it may be open which is the greater, and that they
  /// still stand in.
  public var isSortedByFigures: Bool {
    switch self {
    case .sort(let input, let keys):
      keys.contains { $0.expression.type.isBounded } || input.isSortedByFigures
    case .filter(let input, _, _), .keep(let input, _), .slice(let input, _, _), .window(let input, _),
      .distinct(let input), .project(let input, _):
      input.isSortedByFigures
    case .join(let plan): plan.left.isSortedByFigures
    case .scan, .oneRow, .aggregate, .pivot, .tally: false
    }
  }

  /// What the rows were put in order by, the last first, as expressions over their present columns; empty where
  /// nothing did, and where those columns are gone. What is equal by one order stands as the one before left it.
  public var standingOrder: [SortKey] {
    switch self {
    case .sort(let input, let keys):
      return keys + input.standingOrder
    case .filter(let input, _, _), .keep(let input, _), .slice(let input, _, _), .window(let input, _),
      .distinct(let input):
      return input.standingOrder
    case .project(let input, let expressions):
      var keys: [SortKey] = []
      for key in input.standingOrder {
        guard case .column(let column) = key.expression.node,
          let place = expressions.firstIndex(where: { $0.columnNumber == column })
        else { break }
        keys.append(
          SortKey(
            expression: Expression(.column(place), key.expression.type, key.expression.span),
            isDescending: key.isDescending))
      }
      return keys
    case .join(let plan):
      // The left's columns keep their places, and its rows their order.
      return plan.kind == .full ? [] : plan.left.standingOrder
    case .scan, .oneRow, .aggregate, .pivot, .tally:
      return []
    }
  }

  /// Whether rows were put in an order that their present columns do not tell any more.
  public var hidesOrder: Bool {
    switch self {
    case .sort(let input, _), .filter(let input, _, _), .keep(let input, _), .slice(let input, _, _),
      .window(let input, _), .distinct(let input):
      input.hidesOrder
    case .project(let input, _): input.hidesOrder || standingOrder.count < input.standingOrder.count
    case .join(let plan): plan.left.hidesOrder || standingOrder.count < plan.left.standingOrder.count
    case .scan, .oneRow, .aggregate, .pivot, .tally: false
    }
  }
}
