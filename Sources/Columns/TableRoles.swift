/// The parts that a table's columns play where its rows are claims: who says what about which event.
///
/// Columns are given by number.
public struct TableRoles: Sendable, Hashable {
  /// Rows are claims, of which several may speak of one event.
  public var holdsClaims = false
  public var event: Int?
  public var place: Int?
  /// Who says so; a row with several sources is the word of each of them.
  public var sources: [Int] = []
  /// For a column of sources, what stands between those of one cell, where a cell may name several.
  public var sourceSeparators: [Int: String] = [:]
  /// When the claim was reported.
  public var reported: Int?
  /// What tells figures of one event apart: a weapon, a side, a category.
  public var items: [Int] = []
  /// For a column of figures, the columns whose figures are parts of it.
  public var includes: [Int: [Int]] = [:]
  /// Columns whose texts are names of places.
  public var placeColumns: Set<Int> = []
  public var spans: [Span] = []
  /// Columns that a join has brought along from another table: what they hold is nobody's claim.
  public var joined: Set<Int> = []
  /// How many joins the rows have come through, each of which numbers them anew.
  public var joinCount = 0

  /// A stretch of time from one column to another, that one included.
  public struct Span: Sendable, Hashable {
    public let name: String
    public let start: Int
    public let end: Int

    public init(name: String, start: Int, end: Int) {
      self.name = name
      self.start = start
      self.end = end
    }
  }

  public init() {}

  /// The sources that a cell of a column names, without the blanks around them.
  public func sources(in cell: String, ofColumn column: Int) -> [String] {
    guard let separator = sourceSeparators[column] else { return cell.isEmpty ? [] : [cell] }
    return cell.pieces(separatedBy: separator).map(\.withoutOuterBlanks).filter { !$0.isEmpty }
  }
}

extension String {
  /// - Parameter separator: not empty.
  fileprivate func pieces(separatedBy separator: String) -> [String] {
    var pieces = [""]
    var rest = self[...]
    while let next = rest.first {
      if rest.hasPrefix(separator) {
        pieces.append("")
        rest = rest.dropFirst(separator.count)
      } else {
        pieces[pieces.count - 1].append(next)
        rest = rest.dropFirst()
      }
    }
    return pieces
  }
}
