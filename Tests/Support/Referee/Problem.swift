import TallyColumns

/// What is wrong with an answer.
public struct Problem: Error, Sendable {
  /// Problems of the same sort stay the same when a case is made smaller.
  public enum Sort: Hashable, Sendable {
    /// A question that ought to be well typed is refused, by the message of this id.
    case refused(String)
    /// Written in the canonical way, the question means something else.
    case reformatted
    case rows, value
    /// The other side finds the question wrong.
    case failed
    /// One side ends in an overflow and the other in an answer.
    case overflow
  }

  /// Who the engine is held against.
  public let against: String
  public let sort: Sort
  /// The first difference.
  public let what: String
  public var outline = ""
  /// How the other side was asked.
  public var text = ""
  /// The engine's rows and the other side's, where there are such.
  public var answers: (engine: [[Value]], other: [[Value]])?
}
