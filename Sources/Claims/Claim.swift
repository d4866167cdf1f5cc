import TallyColumns

/// One figure as one row gives it.
public struct Claim: Sendable, Hashable {
  /// The row of the table.
  public let row: Int
  /// Whose word it is; several where the row names several.
  public let sources: [String]
  /// When it was reported, as stored; nil where that is not known.
  public let reported: Int64?
  public let figure: Figure

  public init(row: Int, sources: [String], reported: Int64?, figure: Figure) {
    self.row = row
    self.sources = sources
    self.reported = reported
    self.figure = figure
  }
}

/// What several claims of one thing are to one another.
public enum Verdict: String, Sendable, Hashable, Comparable {
  /// There is only one.
  case single
  /// All say the same.
  case agree
  /// They differ, and their bounds meet.
  case compatible
  /// Their bounds do not meet.
  case disputed

  private var weight: Int {
    switch self {
    case .single: 0
    case .agree: 1
    case .compatible: 2
    case .disputed: 3
    }
  }

  public static func < (a: Verdict, b: Verdict) -> Bool { a.weight < b.weight }
}
