import TallyColumns

/// What is sure of rows and values before a plan runs, by the columns that are there.
extension RelationPlan {
  /// Whether every row surely belongs to what comes out, and no other row may.
  public var isSure: Bool {
    switch self {
    case .scan, .oneRow, .tally: true
    case .filter(let input, let predicate, let keepsMaybe):
      input.isSure && (keepsMaybe || predicate.isDecided(over: input))
    case .project(let input, _), .distinct(let input), .window(let input, _), .sort(let input, _):
      input.isSure
    case .slice(let input, _, _): input.isSure && input.isInSureOrder
    case .keep(let input, let plan):
      input.isSure && input.isInSureOrder && plan.order?.expression.isExact(over: input) != false
    case .pivot(let plan): plan.input.isSure
    case .aggregate(let plan): plan.input.isSure && plan.settling == nil
    case .join(let plan): plan.left.isSure
    }
  }

  /// Whether it is sure which row stands before which, as far as that was asked.
  private var isInSureOrder: Bool {
    switch self {
    case .sort(let input, let keys):
      keys.allSatisfy { $0.expression.isExact(over: input) } && input.isInSureOrder
    case .filter(let input, _, _), .keep(let input, _), .slice(let input, _, _), .window(let input, _),
      .distinct(let input), .project(let input, _):
      input.isInSureOrder
    case .join(let plan): plan.left.isInSureOrder
    case .scan, .oneRow, .aggregate, .pivot, .tally: true
    }
  }

  /// The column of a table whose values column i has, some of them perhaps left out or in another order; nil
  /// where its values are worked out.
  func storedColumn(_ index: Int) -> Column? {
    switch self {
    case .scan(let table): table.columns.indices.contains(index) ? table.columns[index] : nil
    case .filter(let input, _, _), .distinct(let input), .sort(let input, _), .keep(let input, _),
      .slice(let input, _, _):
      input.storedColumn(index)
    case .window(let input, _): index < input.columnTypes.count ? input.storedColumn(index) : nil
    case .project(let input, let expressions):
      if expressions.indices.contains(index), case .column(let column) = expressions[index].node {
        input.storedColumn(column)
      } else {
        nil
      }
    // Rows without a match do not know the columns of the other side.
    case .join(let plan) where index < plan.leftCount:
      plan.kind == .full ? nil : plan.left.storedColumn(index)
    case .join(let plan):
      plan.kind == .inner && plan.rightColumns.indices.contains(index - plan.leftCount)
        ? plan.right.storedColumn(plan.rightColumns[index - plan.leftCount]) : nil
    case .aggregate, .pivot, .tally, .oneRow: nil
    }
  }
}

extension Expression {
  /// Whether no value of it can have bounds.
  public func isExact(over input: RelationPlan) -> Bool {
    switch node {
    case .column(let index): input.storedColumn(index).map { !$0.isBounded } ?? false
    case .constant(let value): !value.isFigure
    case .condition: true
    case .call: false
    }
  }

  /// Whether it is a column of a table in which figures have bounds.
  public func isBounded(over input: RelationPlan) -> Bool {
    columnNumber.flatMap(input.storedColumn).map(\.isBounded) ?? false
  }

  /// Whether every value of it is known and exact.
  func isKnown(over input: RelationPlan) -> Bool {
    switch node {
    case .column(let index):
      input.storedColumn(index).map { !$0.isBounded && $0.unknown == nil } ?? false
    case .constant(let value): !value.isFigure && !value.isUnknown
    // A function of known values may be unknown, as a quotient by 0 is.
    case .call(let function, let arguments):
      function.isTotal && isQuiet && arguments.allSatisfy { $0.isKnown(over: input) }
    case .condition: false
    }
  }
}

extension Predicate {
  /// Whether it is yes or no of every row, and never maybe.
  public func isDecided(over input: RelationPlan) -> Bool {
    switch self {
    case .always, .isUnknown: true
    case .isDisputed: false
    case .range, .text, .comparison, .isTrue: expressions.allSatisfy { $0.isKnown(over: input) }
    case .and(let operands), .or(let operands): operands.allSatisfy { $0.isDecided(over: input) }
    case .not(let inner): inner.isDecided(over: input)
    }
  }
}
