import TallyColumns

/// Where an answer comes from: as a tree to be read, and row by row to be asked further.
public struct Evidence: Sendable {
  /// A line each, indented by two blanks a level.
  public let lines: [String]
  /// The rows behind the answer, with what became of each.
  public let table: Table

  public init(lines: [String], table: Table) {
    self.lines = lines
    self.table = table
  }
}

/// Where settled figures come from.
public struct ClaimEvidence: Sendable {
  public let lines: [String]
  public let entries: [Entry]

  /// One figure of one claim.
  public struct Entry: Sendable {
    /// The row of the table.
    public let row: Int
    /// The column the figure is of.
    public let measure: String
    public let event: String?
    public let place: String?
    public let source: String?
    public let figure: Value
    /// What became of it: `counted`, `inside Kyiv`, `unknown`.
    public let status: String

    public init(
      row: Int, measure: String, event: String?, place: String?, source: String?, figure: Value,
      status: String
    ) {
      self.row = row
      self.measure = measure
      self.event = event
      self.place = place
      self.source = source
      self.figure = figure
      self.status = status
    }
  }

  public init(lines: [String], entries: [Entry]) {
    self.lines = lines
    self.entries = entries
  }
}
