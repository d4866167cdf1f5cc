import TallyColumns
import TallyDiagnostics
import TallySyntax

/// Puts rows beside the rows of a table that have the same keys.
///
/// The columns are those of `left` and, unless `kind` shows the left only, `rightColumns` of `right` behind
/// them. Rows stand as they do in `left`, the matches of each as they do in `right`; in a full join the
/// rows of `right` without a match stand behind all of them, in their order. Texts are the same without
/// regard to case, whole and real numbers by what they are worth, a date as the moment it begins; an
/// unknown key matches nothing.
public struct JoinPlan: Sendable {
  public let kind: JoinKind
  public var left: RelationPlan
  /// A scan of a table.
  public var right: RelationPlan
  public var keys: [JoinKey]
  /// Columns of `left`.
  public var leftCount: Int
  /// The columns of `right` that the answer has.
  public var rightColumns: [Int]
  /// What the columns of the answer are called.
  public var fields: [Field]
  public var types: [ValueType]
  /// What the joined table is called.
  public let table: String
  /// Tells the joins of a query apart.
  public let number: Int
  public let span: Span
}

/// Columns of either side that have to be the same.
public struct JoinKey: Sendable {
  /// A column of the left side, exact.
  public var left: Expression
  /// A column of the right side, exact.
  public let right: Expression
  /// What the left column is called.
  public let leftName: String
  public let rightName: String
  /// In a full join, whether both have one name: the left's column then holds whichever is known.
  public let isMerged: Bool
}

/// A side of a join, from which a column comes.
public struct JoinSide: Sendable, Hashable {
  /// The number of the join.
  public let join: Int
  public let isRight: Bool

  public init(join: Int, isRight: Bool) {
    self.join = join
    self.isRight = isRight
  }
}

/// An aggregate that would count a row of one side of a join as often as the join has made it stand.
public struct RepeatedCall: Sendable {
  public let side: JoinSide
  /// Which of the calls it is.
  public let call: Int
  /// What the rows are of: `strikes`; nil where a stage before has made them.
  public let rows: String?
  /// The table that was joined.
  public let table: String
  /// The words that ask it: `sum launched`.
  public let words: String
}
