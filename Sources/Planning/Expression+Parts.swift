import TallyColumns
import TallyFunctions

extension Expression {
  /// The column that it is; nil where it is anything else.
  public var columnNumber: Int? {
    if case .column(let number) = node { number } else { nil }
  }

  /// The same with every column, wherever it stands, changed to another expression.
  func mapColumns(_ change: (Int) -> Node) -> Expression {
    var copy = self
    switch node {
    case .column(let index): copy.node = change(index)
    case .constant: break
    case .call(let function, let arguments):
      copy.node = .call(function, arguments.map { $0.mapColumns(change) })
    case .condition(let predicate):
      copy.node = .condition(predicate.mapExpressions { $0.mapColumns(change) })
    }
    return copy
  }

  /// The columns that it reads.
  public var columns: Set<Int> {
    switch node {
    case .column(let index): [index]
    case .constant: []
    case .call(_, let arguments): arguments.reduce(into: []) { $0.formUnion($1.columns) }
    case .condition(let predicate): predicate.columns
    }
  }

  /// Whether working it out can neither fail nor tell anything, whatever rows there are, so that it does not
  /// matter of how many rows it is asked.
  var isQuiet: Bool {
    switch node {
    case .column, .constant: true
    case .condition: false
    case .call(let function, let arguments): !function.canFail && arguments.allSatisfy(\.isQuiet)
    }
  }
}

extension ScalarFunction {
  /// Whether some values make it fail, as arithmetic does that leaves 64 bits.
  fileprivate var canFail: Bool {
    switch kernel {
    case .values, .choice: false
    case .vectors, .figures: true
    }
  }
}

extension Predicate {
  /// The expressions that it asks, however deep in it.
  public var expressions: [Expression] {
    switch self {
    case .range(let subject, _, _), .text(_, let subject), .isUnknown(let subject), .isTrue(let subject):
      [subject]
    case .comparison(_, let left, let right): [left, right]
    case .isDisputed, .always: []
    case .and(let operands), .or(let operands): operands.flatMap(\.expressions)
    case .not(let inner): inner.expressions
    }
  }

  /// The same over other expressions.
  func mapExpressions(_ change: (Expression) -> Expression) -> Predicate {
    switch self {
    case .range(let subject, let low, let high): .range(change(subject), low: low, high: high)
    case .comparison(let comparison, let left, let right):
      .comparison(comparison, change(left), change(right))
    case .text(let match, let subject): .text(match, change(subject))
    case .isUnknown(let subject): .isUnknown(change(subject))
    case .isTrue(let subject): .isTrue(change(subject))
    case .isDisputed, .always: self
    case .and(let operands): .and(operands.map { $0.mapExpressions(change) })
    case .or(let operands): .or(operands.map { $0.mapExpressions(change) })
    case .not(let inner): .not(inner.mapExpressions(change))
    }
  }

  /// The settlings that it asks about, which see whole tables.
  var settlings: [(column: Int, plan: SettlingPlan)] {
    switch self {
    case .isDisputed(let column, let plan): [(column, plan)]
    case .and(let operands), .or(let operands): operands.flatMap(\.settlings)
    case .not(let inner): inner.settlings
    case .range, .text, .isUnknown, .isTrue, .comparison, .always:
      expressions.flatMap(\.settlings)
    }
  }

  /// The columns that it reads.
  public var columns: Set<Int> {
    expressions.reduce(into: Set(settlings.flatMap { $0.plan.columns(settling: [$0.column]) })) {
      $0.formUnion($1.columns)
    }
  }

  /// Whether asking it can neither fail nor tell anything but of texts that no row has, which is told in any case.
  var isQuiet: Bool { settlings.isEmpty && expressions.allSatisfy(\.isQuiet) }
}

extension Expression {
  fileprivate var settlings: [(column: Int, plan: SettlingPlan)] {
    switch node {
    case .column, .constant: []
    case .call(_, let arguments): arguments.flatMap(\.settlings)
    case .condition(let predicate): predicate.settlings
    }
  }
}

extension SettlingPlan {
  /// The columns that are read to settle figures: what a claim is about, whose word it is, when it was reported,
  /// and the figures that are parts of others.
  func columns(settling figures: Set<Int>) -> Set<Int> {
    var columns = figures
    for column in [roles.event, roles.place, roles.reported] { if let column { columns.insert(column) } }
    columns.formUnion(roles.sources + roles.items)
    var open = Array(figures)
    while let figure = open.popLast() {
      for part in roles.includes[figure] ?? [] where columns.insert(part).inserted { open.append(part) }
    }
    return columns
  }
}
