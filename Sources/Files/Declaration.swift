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
  /// What stands between the sources of one cell; nil where a cell names one.
  public let separator: String?

  public init(
    role: Role? = nil, kind: DeclaredKind? = nil, includes: [String] = [], separator: String? = nil
  ) {
    self.role = role
    self.kind = kind
    self.includes = includes
    self.separator = separator
  }
}

/// What the custom property `tally` of a resource says about its table.
public struct TableDeclaration: Sendable, Hashable {
  /// Rows are claims, of which several may speak of one event.
  public let holdsClaims: Bool
  /// Further columns that reach from one column to another.
  public let spans: [Span]
  /// Further columns of figures that are put together from columns of their parts.
  public let figures: [Parts]
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

  /// A column `name` of figures whose parts stand in other columns; an end without a column is open.
  public struct Parts: Sendable, Hashable {
    public let name: String
    public let low: String?
    public let best: String?
    public let high: String?

    var columns: [String] { [low, best, high].compactMap { $0 } }
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
    holdsClaims: Bool = false, spans: [Span] = [], figures: [Parts] = [], gazetteer: Gazetteer? = nil,
    events: Events? = nil
  ) {
    self.holdsClaims = holdsClaims
    self.spans = spans
    self.figures = figures
    self.gazetteer = gazetteer
    self.events = events
  }
}
