import TallyColumns

/// What is claimed of one event at one place, and what lies inside it.
public struct Account: Sendable {
  /// What the event and the place are called; nil where the claims do not say.
  public let event: String?
  public let place: String?
  /// The claims that give the figure itself.
  public let claims: [Claim]
  /// Where nobody gives the figure itself: the parts it was put together from, by column.
  public let parts: [Part]
  /// What the claims come to by themselves.
  public let own: Figure
  /// The same with what lies inside taken into account.
  public let settled: Figure
  public let verdict: Verdict
  public let policyCannotTell: Bool
  /// Accounts that lie inside this one and are counted in it.
  public let inner: [Account]

  /// A figure that is part of another: the injured among the casualties.
  public struct Part: Sendable {
    /// The column of the table.
    public let column: Int
    /// The claims that give it; empty where it is put together from parts in turn.
    public let claims: [Claim]
    public let parts: [Part]
    public let figure: Figure
    /// What its claims are to one another, or the worst of what those of its parts are.
    public let verdict: Verdict
    public let policyCannotTell: Bool

    /// The parts that somebody gives, this one or those it is put together from.
    public var given: [Part] { parts.isEmpty ? [self] : parts.flatMap(\.given) }
  }
}
