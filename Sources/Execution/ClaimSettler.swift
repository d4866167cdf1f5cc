import TallyColumns
import TallyPlanning
import TallyWorkers

/// Turns claims, of which several may speak of one event, into figures that are apart and add up.
public protocol ClaimSettler: Sendable {
  /// - Throws: `Cancelled`, and what arithmetic throws.
  func settle(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> SettledFigures
  /// The accounts of the first measure as columns: event, place, the place or event around it, the items,
  /// what each source says, the settled figure, the verdict.
  func tally(_ claims: ClaimSet, _ plan: SettlingPlan, sources: [String]) throws -> [Column]
  /// Where the settled figures come from.
  func evidence(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> ClaimEvidence
  /// Rows of the table whose claims of the first measure do not meet others, or exceed what they lie inside.
  func disputedRows(_ claims: ClaimSet, _ plan: SettlingPlan) throws -> Set<Int>
}

/// Claims to be settled: rows of a table, in groups that are settled each by itself.
public struct ClaimSet: Sendable {
  /// The columns of the table.
  public let columns: [Column]
  /// The rows of the table, one a claim.
  public let rows: [UInt32]
  /// What the claims are grouped by, a value for each claim.
  public let keys: [Column]
  /// How the values of each key are written; empty where nobody reads them.
  public let presentations: [Presentation]
  /// The figures to be settled.
  public let measures: [Measure]
  /// How many of the claims, the first ones, surely belong here; of the others that is open.
  public let sureCount: Int
  /// Asked between units.
  public let cancellation: Cancellation

  /// A figure that claims give.
  public struct Measure: Sendable {
    /// The column of the table that it is, where it is one.
    public let column: Int?
    /// A value for each claim.
    public let values: Column
    /// What notes call it.
    public let name: String

    public init(column: Int?, values: Column, name: String) {
      self.column = column
      self.values = values
      self.name = name
    }
  }

  public init(
    columns: [Column], rows: [UInt32], keys: [Column], presentations: [Presentation] = [],
    measures: [Measure],
    sureCount: Int? = nil, cancellation: Cancellation = .never
  ) {
    self.sureCount = sureCount ?? rows.count
    self.cancellation = cancellation
    self.columns = columns
    self.rows = rows
    self.keys = keys
    self.presentations = presentations
    self.measures = measures
  }
}

/// Figures that are apart: each row stands for something no other row is part of.
public struct SettledFigures: Sendable {
  /// The keys of the claims behind each row.
  public let keys: [Column]
  /// One column a measure; unknown where nobody gives it.
  public let measures: [Column]
  /// What was inside what, and what is disputed.
  public let notes: [String]
  /// Rows of which it is open whether they are there.
  public let maybe: [UInt32]

  public init(keys: [Column], measures: [Column], notes: [String], maybe: [UInt32] = []) {
    self.maybe = maybe
    self.keys = keys
    self.measures = measures
    self.notes = notes
  }
}
