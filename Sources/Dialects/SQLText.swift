/// A piece of SQL, and how tightly its outermost operator binds.
///
/// Pieces are put together by interpolation, which takes only other pieces: a name or a text gets in
/// through a dialect, which quotes it. Whether columns are written with their table's name is open until
/// the whole SELECT is known, so their places for it are kept.
struct SQLText: Sendable, Hashable, ExpressibleByStringInterpolation {
  private(set) var parts: [Part]
  private(set) var strength: Strength

  enum Part: Sendable, Hashable {
    case text(String)
    /// Where the name of the table stands if one is needed.
    case table
  }

  /// Looser first, as SQL has it.
  enum Strength: Int, Comparable, Sendable {
    case or, and, not, comparison, sum, product, sign, whole

    static func < (a: Strength, b: Strength) -> Bool { a.rawValue < b.rawValue }
  }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var parts: [Part] = []

    init(literalCapacity: Int, interpolationCount: Int) {}

    mutating func appendLiteral(_ literal: String) {
      if !literal.isEmpty { parts.append(.text(literal)) }
    }

    mutating func appendInterpolation(_ piece: SQLText) { parts += piece.parts }

    mutating func appendInterpolation(_ number: Int) { parts.append(.text(String(number))) }
  }

  init(stringLiteral text: String) { self.init([.text(text)], .whole) }

  init(stringInterpolation: StringInterpolation) { self.init(stringInterpolation.parts, .whole) }

  init(_ parts: [Part], _ strength: Strength) {
    self.parts = parts
    self.strength = strength
  }

  /// A column of the table that is read.
  static func column(_ quotedName: String) -> SQLText { SQLText([.table, .text(quotedName)], .whole) }

  /// What a dialect has quoted, or a word of SQL.
  static func verbatim(_ text: String) -> SQLText { SQLText([.text(text)], .whole) }

  /// The same piece, held together as loosely as an operator of this strength holds its sides.
  func binding(_ strength: Strength) -> SQLText { SQLText(parts, strength) }

  /// The same piece, in parentheses if it would fall apart beside such an operator.
  func inside(_ strength: Strength) -> SQLText { self.strength < strength ? "(\(self))" : self }

  /// The text, columns with the table's name if one is given.
  func written(_ table: String? = nil) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .table: table.map { $0 + "." } ?? ""
      }
    }
    .joined()
  }

  /// The same with columns of a certain one of the tables that are read.
  func qualified(by table: String) -> SQLText {
    var qualified: [Part] = []
    for part in parts {
      if case .text(let text) = part, qualified.last == .table {
        qualified.append(.text("\(table).\(text)"))
      } else {
        qualified.append(part)
      }
    }
    return SQLText(qualified, strength)
  }

  /// Whether any column stands in it; without one it is the same for all rows.
  var holdsColumn: Bool { parts.contains(.table) }

  /// Whether it is the name of a column and nothing else.
  var isColumn: Bool { parts.count == 2 && parts.first == .table }

  /// Whether a query stands inside, in which aggregates of the one around it cannot.
  var holdsQuery: Bool {
    parts.contains { part in
      if case .text(let text) = part { text.contains("(SELECT ") } else { false }
    }
  }

  /// How much there is to read.
  var length: Int {
    parts.reduce(0) { sum, part in
      if case .text(let text) = part { sum + text.utf8.count } else { sum }
    }
  }
}

extension SQLText {
  /// `a + b`, in parentheses where a side would otherwise fall apart.
  static func infix(_ a: SQLText, _ sign: String, _ b: SQLText, _ strength: Strength) -> SQLText {
    // The right side binds more tightly: a - (b - c).
    let right = Strength(rawValue: strength.rawValue + 1) ?? .whole
    return ("\(a.inside(strength)) \(.verbatim(sign)) \(b.inside(right))" as SQLText).binding(strength)
  }

  /// `a = b`
  static func compare(_ a: SQLText, _ sign: String, _ b: SQLText) -> SQLText {
    ("\(a.inside(.sum)) \(.verbatim(sign)) \(b.inside(.sum))" as SQLText).binding(.comparison)
  }

  static func all(_ conditions: [SQLText]) -> SQLText { joined(conditions, "AND", .and) }

  static func any(_ conditions: [SQLText]) -> SQLText { joined(conditions, "OR", .or) }

  static func not(_ condition: SQLText) -> SQLText {
    ("NOT \(condition.inside(.whole))" as SQLText).binding(.not)
  }

  static func isNull(_ value: SQLText) -> SQLText {
    ("\(value.inside(.sum)) IS NULL" as SQLText).binding(.comparison)
  }

  static func isNotNull(_ value: SQLText) -> SQLText {
    ("\(value.inside(.sum)) IS NOT NULL" as SQLText).binding(.comparison)
  }

  /// `CASE WHEN condition THEN value END`: NULL where the condition is not so.
  static func when(_ condition: SQLText, _ value: SQLText) -> SQLText {
    "CASE WHEN \(condition) THEN \(value) END"
  }

  /// `NAME(a, b)`
  static func call(_ name: String, _ arguments: [SQLText]) -> SQLText {
    "\(.verbatim(name))(\(list(arguments)))"
  }

  static func call(_ name: String, _ arguments: SQLText...) -> SQLText { call(name, arguments) }

  /// `a, b`
  static func list(_ pieces: [SQLText]) -> SQLText { joined(pieces, ", ") }

  static func joined(_ pieces: [SQLText], _ separator: String) -> SQLText {
    SQLText(Array(pieces.map(\.parts).joined(separator: [.text(separator)])), .whole)
  }

  private static func joined(_ conditions: [SQLText], _ word: String, _ strength: Strength) -> SQLText {
    if conditions.count == 1 { return conditions[0] }
    // AND and OR beside one another are easier to read with parentheses, needed or not.
    let sides = conditions.map { $0.strength == .or || $0.strength == .and ? "(\($0))" : $0 }
    return joined(sides, " \(word) ").binding(strength)
  }
}
