import TallyColumns
import TallyExecution
import TallyPlanning
import TallySyntax

/// Tables and values that a question can be about.
public struct Dataset: Sendable {
  public var tables: [Table] { didSet { number = nil } }
  /// The same for the same tables; nil where they have been changed.
  private(set) var number: UInt64?
  /// What `$name` stands for.
  public var values: [String: Value] = [:]
  /// What is known of the columns of each table.
  var grades: [String: Grade] = [:]
  /// Columns of dates whose periods can be filled in.
  var closeDates: Set<String> = []
  /// Whether there are values that other engines are known to take otherwise: reals whose products are beyond
  /// all reals, letters that are put together in two ways.
  public internal(set) var isBeyondSQL = false
  /// The texts that columns and questions are made of.
  var texts: [String] { TableMaker.texts + (isBeyondSQL ? TableMaker.composedTexts : []) }

  mutating func add(_ tables: [Table], number: UInt64) {
    self.tables += tables
    self.number = number
  }

  public var catalog: Catalog {
    var catalog = Catalog(tables: tables, today: 20_232)
    for (name, value) in values { catalog.name(value, name) }
    catalog.findsValues = { try Executor().differentValues(of: $1, over: $0) }
    return catalog
  }
}

/// Makes a few small tables with columns of every kind: nothing, duplicates, extremes, texts that are
/// awkward somewhere, and a domain of keys that the tables share.
public struct TableMaker {
  var chance: SeededGenerator

  public init(chance: SeededGenerator) {
    self.chance = chance
  }

  /// - Parameter number: what it is known by.
  public mutating func dataset(number: UInt64) -> Dataset {
    var set = Dataset(tables: [])
    set.isBeyondSQL = chance.oneIn(8)
    let hasFigures = chance.oneIn(3)
    let names = chance.pick([["things", "others"], ["things", "a b"], ["rows", "things", "others"]])
    let tables = names.map { table($0, hasFigures: hasFigures, &set) }
    set.add(tables, number: number)
    set.values = [
      "limit": .whole(chance.pick([-1, 0, 2, 5])), "wanted": .text(chance.pick(set.texts)),
      "day": .date(chance.pick(TableMaker.days)), "ratio": .real(chance.pick([-0.5, 0.25, 2.5])),
    ]
    return set
  }

  /// A kind of column: what it is called, and how its values are made.
  private struct Maker: Sendable {
    let name: String
    let kind: Kind
    let grade: Grade
    let isFigure: Bool
    /// The flag says whether it may be what other engines take otherwise.
    let value: @Sendable (inout TableMaker, _ isBeyondSQL: Bool) -> Value

    init(
      name: String, kind: Kind, grade: Grade, isFigure: Bool = false,
      _ value: @escaping @Sendable (inout TableMaker, _ isBeyondSQL: Bool) -> Value
    ) {
      (self.name, self.kind, self.grade, self.isFigure, self.value) = (name, kind, grade, isFigure, value)
    }

    init(
      name: String, kind: Kind, grade: Grade, isFigure: Bool = false,
      _ value: @escaping @Sendable (inout TableMaker) -> Value
    ) {
      self.init(name: name, kind: kind, grade: grade, isFigure: isFigure) { maker, _ in value(&maker) }
    }
  }

  private static let makers: [Maker] = [
    Maker(name: "n", kind: .whole, grade: .exact) {
      .whole($0.chance.pick([-3, -1, 0, 1, 2, 2, 5, 7, 200, 70_000]))
    },
    Maker(name: "narrow", kind: .whole, grade: .exact) { .whole($0.chance.pick([-128, -2, 0, 1, 127])) },
    Maker(name: "short", kind: .whole, grade: .exact) { .whole($0.chance.pick([-32_768, -129, 4, 32_767])) },
    Maker(name: "wide", kind: .whole, grade: .determined) {
      .whole($0.chance.pick([-2_147_483_648, -32_769, 0, 65_536, 2_147_483_647]))
    },
    Maker(name: "x", kind: .whole, grade: .determined) {
      .whole($0.chance.pick([.min, .min + 1, -1, 0, 1, 1 << 53, 1 << 53 + 1, .max - 1, .max]))
    },
    Maker(name: "r", kind: .real, grade: .exact) {
      .real($0.chance.pick([-2.25, -0.5, 0, -0.0, 0.25, 1, 2.5, 2.5, 1000]))
    },
    Maker(name: "c", kind: .real, grade: .determined) {
      .real($0.chance.pick([-1.005, -0.1, 0, 0.1, 0.3, 0.615, 1.005, 2.345, 2.675, 19.99]))
    },
    Maker(name: "z", kind: .real, grade: .determined) {
      .real($0.chance.pick($1 ? TableMaker.distantReals : TableMaker.reals))
    },
    Maker(name: "t", kind: .text, grade: .exact) {
      .text($0.chance.pick(TableMaker.texts + ["line\nbreak"] + ($1 ? TableMaker.composedTexts : [])))
    },
    Maker(name: "u", kind: .text, grade: .exact) { .text($0.chance.pick(["Kyiv", "kyiv", "zz"])) },
    Maker(name: "d", kind: .date, grade: .exact) { .date($0.chance.pick(TableMaker.days)) },
    Maker(name: "e", kind: .date, grade: .exact) { .date($0.chance.pick([20_198, 20_231, 20_232, 20_453])) },
    Maker(name: "m", kind: .time, grade: .exact) { maker in
      let clock: Int64 = maker.chance.pick([0, 1, 27_000_000_000, 86_399_999_999])
      return .time(maker.chance.pick(TableMaker.days) * Moment.perDay + clock)
    },
    Maker(name: "l", kind: .duration, grade: .exact) {
      .duration(Int64($0.chance.pick([-60, 0, 1, 90, 3600, 25_200, 172_800])) * Moment.perSecond)
    },
    Maker(name: "b", kind: .boolean, grade: .exact) { .boolean($0.chance.oneIn(2)) },
    Maker(name: "f", kind: .whole, grade: .exact, isFigure: true) { $0.figure(.whole) { .whole($0) } },
    Maker(name: "g", kind: .real, grade: .exact, isFigure: true) {
      $0.figure(.real) { .real(Double($0) / 4) }
    },
    Maker(name: "h", kind: .duration, grade: .exact, isFigure: true) {
      $0.figure(.duration) { .whole($0 * Moment.perHour) }
    },
  ]

  private static let reals: [Double] = [
    -1_234_567.891, -1 / 3, -0.0, 0, 0x1p-20, 1 / 3, 12.5, 1e9,
  ]
  private static let distantReals: [Double] = [
    -0.0, 0, .leastNonzeroMagnitude, 1e-300, 1 / 3, 0x1p53,
    0x1p53 + 2, 0x1p63, 1e300, .greatestFiniteMagnitude,
  ]

  /// Columns that every table has, so that tables can be joined.
  private static let keys: [Maker] = [
    Maker(name: "k", kind: .whole, grade: .exact) { .whole($0.chance.pick([1, 2, 2, 3, 4])) },
    Maker(name: "s", kind: .text, grade: .exact) { .text($0.chance.pick(["a", "A", "b", "ß", "ss", ""])) },
  ]

  /// Names that are words of this language or of another one, or have to be quoted.
  private static let awkward = [
    "count", "a b", "from", "it's", "q\"t", "Київ", "select", "x_low", "Sum", "by", "a]b", "per", "é",
    "order", "a`b", "$n", "%s", "null",
  ]

  private mutating func table(_ name: String, hasFigures: Bool, _ set: inout Dataset) -> Table {
    let rows =
      chance.oneIn(12)
      ? 0 : chance.oneIn(10) ? 1 : chance.oneIn(20) ? 60 : Int.random(in: 1...14, using: &chance)
    let unknowns = chance.pick([0, 0, 3, 6, 100])
    let pool = TableMaker.makers.filter { hasFigures || !$0.isFigure }.shuffled(using: &chance)
    let chosen = TableMaker.keys + pool.prefix(Int.random(in: 4...pool.count, using: &chance))
    var taken: Set<String> = []
    var fields: [Field] = []
    var columns: [Column] = []
    for maker in chosen.shuffled(using: &chance) {
      let values = (0..<rows).map { _ -> Value in
        if unknowns == 100 ? chance.oneIn(2) : unknowns > 0 && chance.oneIn(10 - unknowns) { return .unknown }
        return maker.value(&self, set.isBeyondSQL)
      }
      let isAll = unknowns == 100 && chance.oneIn(4)
      let wanted = chance.oneIn(12) ? chance.pick(TableMaker.awkward) : maker.name
      let field = taken.contains(wanted.lowercased()) ? maker.name : wanted
      guard taken.insert(field.lowercased()).inserted else { continue }
      fields.append(Field(field))
      columns.append(column(maker.kind, isAll ? values.map { _ in .unknown } : values))
      set.grades["\(name).\(field)"] = maker.grade
      if maker.name == "e" { set.closeDates.insert("\(name).\(field)") }
    }
    return Table(name: name, fields: fields, columns: columns, rowCount: rows)
  }

  static let texts = [
    "", "Kyiv", "kyiv", "KYIV", "Київ", "київ", "New York", " padded ", "é", "ß", "ss", "a\"b",
    "10", "zz", "it's", "100%", "a_b", "a\\b", "😀", "ǆ", "tab\there",
  ]

  /// Characters of several code points, or of several when they are in small letters.
  static let composedTexts = ["e\u{301}", "👍🏽", "İ"]

  static let days: [Int64] = [-1, 0, 59, 20_231, 20_232, 20_232, 20_453]

  /// Exact, or any of the open forms.
  private mutating func figure(_ kind: Kind, _ number: (Int64) -> Number) -> Value {
    let (a, b) = (chance.pick([-4, 0, 1, 3, 10]) as Int64, chance.pick([0, 1, 5, 20]) as Int64)
    let (low, middle, high) = (number(a), number(a + b / 2), number(a + b))
    let figure =
      switch Int.random(in: 0..<7, using: &chance) {
      case 0: Figure(low: low, best: nil, high: nil)
      case 1: Figure(low: nil, best: nil, high: high)
      case 2: Figure(low: low, best: nil, high: high)
      case 3: Figure(low: nil, best: middle, high: nil)
      case 4: Figure(low: low, best: middle, high: high)
      default: Figure(exactly: low)
      }
    switch figure.exact {
    case .whole(let whole)?: return Value(stored: whole, kind: kind)
    case .real(let real)?: return .real(real)
    case nil: return .figure(figure, kind)
    }
  }

  /// The values in one of the ways that columns are stored.
  private mutating func column(_ kind: Kind, _ values: [Value]) -> Column {
    let column = Column(kind: kind, values: values)
    guard column.bounds == nil, !values.isEmpty else { return column }
    if kind == .text, chance.oneIn(2) {
      let texts = values.map { value -> String in
        if case .text(let text) = value { text } else { "" }
      }
      return Column(kind: .text, .plain(TextDictionary(texts)), missing: column.best.missing)
    }
    guard chance.oneIn(2) else { return column }
    let zones = ZoneMap(column.storage, missing: column.best.missing)
    return Column(kind: kind, best: Column.Part(column.storage, missing: column.best.missing, zones: zones))
  }
}
