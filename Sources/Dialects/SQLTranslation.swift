import TallyColumns
import TallyDiagnostics
import TallyPlanning

/// A question in SQL.
///
/// The columns of its answer are those of the plan, in order; one with bounds is three columns (see
/// `ColumnNames`). Rows of which a condition is open are left out, as `where` leaves them out; claims are
/// added up as they stand, as `raw` adds them.
public struct SQLTranslation: Sendable {
  public let dialect: Dialect
  /// Remarks as comments, and the statement, a clause a line, with a semicolon at its end.
  public let text: String
  /// What people should know besides: what planning decided, and that claims are not settled.
  public let notes: [String]
  /// Whether it is for the engine to say which rows come first where some are left out.
  public let leavesRowsOpen: Bool
  /// Whether texts are trimmed of blanks only, where Tally also takes tabs and newlines away.
  public let trimsOnlyBlanks: Bool

  /// The same question as SQL of a dialect.
  /// - Throws: a `Diagnostic` that names the dialect, for what cannot be said in it.
  public init(_ plan: QueryPlan, as dialect: Dialect) throws {
    var writer = SQLWriter(dialect, plan: plan)
    let statement = try writer.statement(plan)
    let remarks = writer.remarks.map { "-- \($0.text(dialect))" }
    self.dialect = dialect
    text = (remarks + statement).joined(separator: "\n")
    leavesRowsOpen = writer.remarks.contains(.whichRows)
    trimsOnlyBlanks = writer.remarks.contains(.trimsBlanks)
    notes = plan.notes + writer.remarks.filter(\.isNote).map { $0.text(dialect) }
  }
}

/// What people who run the SQL should know; the wording of all of it.
enum SQLRemark: Hashable {
  case claimsAsTheyStand
  case durationsInMicroseconds
  case foldsOnlyASCII
  case lengthInCodePoints
  case openRowsLeftOut
  case overflow
  case trimsBlanks
  case weekdaysAsNumbers
  case whichRows

  /// Whether it changes what the answer means, so that it is told under the SQL, too.
  var isNote: Bool { self == .claimsAsTheyStand }

  func text(_ dialect: Dialect) -> String {
    switch self {
    case .claimsAsTheyStand:
      "claims are settled by Tally and not in SQL: this adds them up as they stand, which is what raw gives"
    case .durationsInMicroseconds:
      "lengths of time are whole numbers of microseconds"
    case .foldsOnlyASCII:
      "\(dialect.title)'s LOWER and UPPER know the letters of ASCII only: others are the same only in the same case"
    case .lengthInCodePoints:
      "\(dialect.title) counts code points, of which a letter with accents may have several"
    case .openRowsLeftOut:
      "rows of which a condition is open are left out; Tally's answer spans what they could add"
    case .overflow:
      "a whole number that leaves 64 bits \(dialect.spelling.overflow ?? "is an error"); in Tally it is an error"
    case .trimsBlanks:
      "TRIM takes blanks away, and Tally's trim also tabs and newlines"
    case .weekdaysAsNumbers:
      "weekdays are numbers, 1 for Monday to 7 for Sunday"
    case .whichRows:
      "rows have no order of their own in \(dialect.title): which ones these are is open where sort does not say it"
    }
  }
}
