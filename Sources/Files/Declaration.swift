/// What the custom property `tally` of a field says about its column.
public struct FieldDeclaration: Sendable, Hashable {
  /// The part a column plays in claims.
  public enum Role: String, Sendable, Hashable, CaseIterable {
    case event, place, source, reported, item
  }

  public let role: Role?
  /// What the cells are, where that is more than the standard's types say.
  public let kind: DeclaredKind?
  /// Columns of the same table whose figures are parts of this one's.
  public let includes: [String]

  public init(role: Role? = nil, kind: DeclaredKind? = nil, includes: [String] = []) {
    self.role = role
    self.kind = kind
    self.includes = includes
  }
}

/// What the custom property `tally` of a resource says about its table.
public struct TableDeclaration: Sendable, Hashable {
  /// Rows are claims, of which several may speak of one event.
  public let holdsClaims: Bool
  /// Further columns that reach from one column to another.
  public let spans: [Span]
  /// The table is the list of places.
  public let gazetteer: Gazetteer?
  /// The table is the list of events.
  public let events: Events?

  /// A column `name` from the column `start` to the column `end`, that included.
  public struct Span: Sendable, Hashable {
    public let name: String
    public let start: String
    public let end: String
  }

  /// Columns of a list of places.
  public struct Gazetteer: Sendable, Hashable {
    public let name: String
    /// The place around each.
    public let inside: String?
    /// Other names, separated by semicolons.
    public let also: String?
  }

  /// Columns of a list of events.
  public struct Events: Sendable, Hashable {
    public let name: String
    /// The event in which each is counted.
    public let partOf: String?
  }

  public init(
    holdsClaims: Bool = false, spans: [Span] = [], gazetteer: Gazetteer? = nil, events: Events? = nil
  ) {
    self.holdsClaims = holdsClaims
    self.spans = spans
    self.gazetteer = gazetteer
    self.events = events
  }
}
