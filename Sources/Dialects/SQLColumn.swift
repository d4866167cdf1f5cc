import TallyColumns

/// What a column of a step is in SQL. A figure with bounds is three values, any of them NULL where it is
/// open; all three are NULL where it is unknown.
struct SQLColumn: Sendable {
  var best: SQLText
  var bounds: Bounds?
  var type: ValueType
  /// What it is called where nothing else says so.
  var name: String
  /// It is NULL nowhere: a count.
  var isNeverNull = false
  /// In the table that is loaded some row is unknown or has bounds, so that a condition may leave it open.
  var isOpen = false
  /// Of a moment that is worked out as a number, that number.
  var number: SQLText?
  /// It is worked out of the rows of a group.
  var isAggregate = false
  /// Its texts, as they are loaded, are all of ASCII.
  var holdsOnlyASCII = false

  struct Bounds: Sendable, Hashable {
    var low: SQLText
    var high: SQLText
  }

  init(
    _ best: SQLText, bounds: Bounds? = nil, _ type: ValueType, name: String = "", isNeverNull: Bool = false,
    isOpen: Bool = false
  ) {
    self.best = best
    self.bounds = bounds
    self.type = type
    self.name = name
    self.isNeverNull = isNeverNull
    self.isOpen = isOpen
  }

  var low: SQLText { bounds?.low ?? best }
  var high: SQLText { bounds?.high ?? best }

  /// Low, best and high, or the one value there is.
  var parts: [SQLText] { bounds.map { [$0.low, best, $0.high] } ?? [best] }

  /// A value that is NULL only where nothing is known.
  var known: SQLText { bounds.map { .call("COALESCE", best, $0.low, $0.high) } ?? best }

  /// The number that stands for a figure where one is needed for an order.
  func center(_ dialect: any Spelling) -> SQLText {
    guard let bounds else { return best }
    let middle = SQLText.infix("(\(bounds.low) + \(bounds.high))", "/", "2.0", .product)
    return .call("COALESCE", dialect.ofOneKind([best, middle, bounds.low, bounds.high]))
  }

  /// The number, where it is one that is written out.
  var constant: Double? { bounds == nil ? Double(best.written()) : nil }

  var holdsQuery: Bool { parts.contains(where: \.holdsQuery) }
  var length: Int { parts.reduce(0) { $0 + $1.length } }
}

/// What the columns of a table are called in another engine: by their own names; a figure x with bounds
/// is three columns, `x_low`, `x` and `x_high`, of which NULL is an open end.
///
/// Engines do not tell names apart by case as Tally does not, so names that are taken get a number:
/// `city_2`. Own names come before the ends of figures.
public struct ColumnNames: Sendable, Hashable {
  public let best: String
  /// The names of the lower and the upper bound; nil for exact columns.
  public let bounds: Bounds?

  public struct Bounds: Sendable, Hashable {
    public let low: String
    public let high: String
  }

  /// In the order in which they stand.
  public var all: [String] { bounds.map { [$0.low, best, $0.high] } ?? [best] }

  /// The names of the columns of a table.
  public static func of(_ table: Table) -> [ColumnNames] {
    of(zip(table.fields, table.columns).map { ($0.name, $1.isBounded) })
  }

  static func of(_ columns: [(name: String, isBounded: Bool)]) -> [ColumnNames] {
    var taken: Set<String> = []
    let take = { (name: String) -> String in
      var free = name
      var number = 2
      while !taken.insert(free.lowercased()).inserted {
        free = "\(name)_\(number)"
        number += 1
      }
      return free
    }
    let own = columns.map { take($0.name) }
    return zip(columns, own).map { column, name in
      ColumnNames(
        best: name,
        bounds: column.isBounded ? Bounds(low: take("\(name)_low"), high: take("\(name)_high")) : nil)
    }
  }
}
