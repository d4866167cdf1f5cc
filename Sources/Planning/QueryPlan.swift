import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// A query that can run: every name resolved, every type checked.
public struct QueryPlan: Sendable {
  public internal(set) var relation: RelationPlan
  /// What the columns of the answer are called, one a column of `relation`.
  public let fields: [Field]
  public let types: [ValueType]
  /// One figure, shown without a table around it.
  public let isSingleFigure: Bool
  /// Figures of many rows rather than rows: what is unknown in them is said in words.
  public let isAggregated: Bool
  /// The figures are of claims: what is unknown in them nobody reported.
  public let isOfClaims: Bool
  /// What planning decided that people should know.
  public internal(set) var notes: [String]
  /// Columns that are left out of the answer where nothing in them is known.
  public let omittable: Set<Int>
  /// The parts that the columns play in claims, where the rows of the answer are some.
  public var roles = TableRoles()
  /// Why they are none any more where they were: what a name for them is told of.
  public var lostClaimsNote: String?
  /// How many of the columns rows were grouped by, which come first; nil where no question grouped them.
  public var keyCount: Int?
  /// How the answer is drawn; nil where it is a table.
  public internal(set) var picture: PicturePlan?
}

/// Where rows come from, and what is done to them, innermost first.
public indirect enum RelationPlan: Sendable {
  /// All rows of a table.
  case scan(Table)
  /// One row without columns: what a calculation without a table works on.
  case oneRow
  /// Keeps the rows of which the condition is surely so; with `keepsMaybe`, also those of which it may be.
  case filter(RelationPlan, Predicate, keepsMaybe: Bool)
  case aggregate(AggregatePlan)
  /// Groups with a column for each value of their last key.
  case pivot(PivotPlan)
  /// The claims of a figure side by side.
  case tally(TallyPlan)
  case project(RelationPlan, [Expression])
  case distinct(RelationPlan)
  /// Rows beside rows of a table that have the same keys.
  case join(JoinPlan)
  /// The input's columns, and behind them one for each window.
  case window(RelationPlan, [WindowCall])
  case sort(RelationPlan, [SortKey])
  /// So many rows of each group, those that stand first or last by an order.
  case keep(RelationPlan, KeepPlan)
  case slice(RelationPlan, skip: Int, limit: Int?)
}

/// Groups rows by keys and gives for each group the keys and the aggregates, in this order, groups in
/// the order of their keys. Without keys there is one group, even of no rows.
public struct AggregatePlan: Sendable {
  public internal(set) var input: RelationPlan
  public internal(set) var keys: [Expression]
  public internal(set) var calls: [AggregateCall]
  /// How the figures of claims are settled first; nil on rows that are no claims.
  public let settling: SettlingPlan?
  /// Keys whose periods are filled up: those without rows are groups, too.
  public let fills: [Int: DateLevel]
  /// What is asked of rows that a join may have made stand more than once.
  public var repeated: [RepeatedCall] = []
}

/// Spreads groups over columns by one of their keys: a row for each combination of the keys before it, which
/// come first, then for each of its values the answers. Without other keys there is one row.
///
/// Where there is no group, counts are 0 and all else is unknown.
public struct PivotPlan: Sendable {
  /// Groups: their keys, the one that they are spread by, their answers.
  public internal(set) var input: RelationPlan
  /// How many keys come before the one that groups are spread by.
  public let keyCount: Int
  /// Of each answer whether it counts.
  public let areCounts: [Bool]
  /// The values that there are of the key that groups are spread by, in the order of the columns.
  public let values: [Value]
  /// The words of that key.
  public let span: Span
}

/// Keeps the rows at one end of an order. The rows that are kept stand in the order in which they stood.
///
/// Of rows that are equal the one that stands earlier is kept. Rows of which it is unknown what they are put
/// in order by are not kept.
public struct KeepPlan: Sendable {
  /// At most so many rows of each group.
  public let count: Int
  /// What rows are put in order by, those to be kept first; nil for the order in which they stand.
  public internal(set) var order: SortKey?
  /// The last rows in that order instead of the first.
  public let takesLast: Bool
  /// Rows of the same keys are a group; without keys all rows are one.
  public internal(set) var keys: [Expression]
  /// What notes call the order: `killed`.
  public let name: String
  public let span: Span

  public init(
    count: Int, order: SortKey?, takesLast: Bool, keys: [Expression], name: String, span: Span
  ) {
    self.count = count
    self.order = order
    self.takesLast = takesLast
    self.keys = keys
    self.name = name
    self.span = span
  }
}

/// Something of each row that is worked out from other rows, in the order in which they stand.
public struct WindowCall: Sendable {
  public let kind: WindowKind
  public internal(set) var argument: Expression
  /// Only rows with the same keys are looked at.
  public internal(set) var keys: [Expression]
  public let type: ValueType
  public let span: Span
}

/// Shows how the claims of one figure are settled, an account a row: the event, the place, the place around
/// it, the items, what each source says, the settled figure and the verdict.
public struct TallyPlan: Sendable {
  public internal(set) var input: RelationPlan
  public internal(set) var figure: Expression
  /// What the figure is called.
  public let name: String
  public let settling: SettlingPlan
  /// The sources that have a column each.
  public let sources: [String]
}

/// How claims of one event are settled before their figures are aggregated.
public struct SettlingPlan: Sendable {
  /// What the columns of the input are.
  public let roles: TableRoles
  /// What they are called.
  public let fields: [Field]
  public let places: Hierarchy?
  public let events: Hierarchy?
  public let policy: Policy?
  /// `raw`: nothing is settled, and notes say what that may count twice.
  public let isRaw: Bool

  /// What decides between claims that do not meet.
  public enum Policy: Sendable, Hashable {
    case lowest, highest, latest, earliest
    /// Names of sources, the most trusted first.
    case trust([String])
  }

  public init(
    roles: TableRoles, fields: [Field], places: Hierarchy?, events: Hierarchy?, policy: Policy? = nil,
    isRaw: Bool = false
  ) {
    self.roles = roles
    self.fields = fields
    self.places = places
    self.events = events
    self.policy = policy
    self.isRaw = isRaw
  }
}

/// One aggregate to be worked out.
public struct AggregateCall: Sendable {
  public let operation: Aggregate.Operation
  /// Nil for rows.
  public internal(set) var argument: Expression?
  /// The part of all values that a quantile is asked for, from 0 to 1; nil of all else.
  public let fraction: Double?
  /// What becomes of a quantile that lies between two values; bounds ask for the values themselves.
  public let rounding: Quantile.Rounding
  /// What a correlation holds the argument against; nil of all else.
  public internal(set) var second: Expression?
  public let type: ValueType
  /// What notes call it: `casualties`.
  public let name: String
  /// What they call the second argument.
  public let secondName: String?
  public let span: Span

  public init(
    operation: Aggregate.Operation, argument: Expression?, fraction: Double? = nil,
    rounding: Quantile.Rounding = .interpolated, second: Expression? = nil, type: ValueType, name: String,
    secondName: String? = nil, span: Span
  ) {
    self.operation = operation
    self.argument = argument
    self.fraction = fraction
    self.rounding = rounding
    self.second = second
    self.type = type
    self.name = name
    self.secondName = secondName
    self.span = span
  }

  /// Whether it counts, so that of no rows it is 0; all else is unknown there.
  public var counts: Bool { operation == .count || operation == .countDistinct }

  /// Its arguments with what notes call them.
  public var arguments: [(expression: Expression, name: String)] {
    [argument.map { ($0, name) }, second.map { ($0, secondName ?? name) }].compactMap { $0 }
  }

  /// What notes call its arguments where one of them is meant: `x`, `x or y`.
  public var namesOfAny: String { secondName.map { "\(name) or \($0)" } ?? name }

  /// What they call them where all are: `x`, `both x and y`.
  public var namesOfAll: String { secondName.map { "both \(name) and \($0)" } ?? name }

  /// Which quantile a quantile is, or a median.
  public var quantile: Quantile { Quantile(fraction ?? 0.5, rounding: rounding) }

  /// The same asked of other columns.
  public func asked(of argument: Expression?, _ second: Expression?) -> AggregateCall {
    AggregateCall(
      operation: operation, argument: argument, fraction: fraction, rounding: rounding, second: second,
      type: type, name: name, secondName: secondName, span: span)
  }
}

/// Unknowns come last, whichever the direction.
public struct SortKey: Sendable {
  public internal(set) var expression: Expression
  public let isDescending: Bool

  public init(expression: Expression, isDescending: Bool) {
    self.expression = expression
    self.isDescending = isDescending
  }
}
