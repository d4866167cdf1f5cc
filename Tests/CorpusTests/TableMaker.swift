import TallyColumns

/// Makes small tables with a column of every kind: nothing, duplicates, extremes, and texts that are
/// awkward somewhere.
struct TableMaker {
  var chance: SeededGenerator

  mutating func table() -> Table {
    let rows = chance.oneIn(12) ? 0 : Int.random(in: 1...14, using: &chance)
    let unknowns = chance.pick([0, 3, 6, 100])
    let columns: [(String, Kind, (inout TableMaker) -> Value)] = [
      ("n", .whole, { .whole($0.chance.pick([-3, -1, 0, 1, 2, 2, 5, 7, 200, 70_000])) }),
      (
        "x", .whole,
        { .whole($0.chance.pick([.min, .min + 1, -1, 0, 1, 1 << 53, 1 << 53 + 1, .max - 1, .max])) }
      ),
      ("r", .real, { .real($0.chance.pick([-2.25, -0.5, 0, -0.0, 0.25, 1, 2.5, 2.5, 1000, 0x1p40])) }),
      ("t", .text, { .text($0.chance.pick(TableMaker.texts)) }),
      ("u", .text, { .text($0.chance.pick(["Kyiv", "kyiv", "zz"])) }),
      ("d", .date, { .date($0.chance.pick(TableMaker.days)) }),
      (
        "m", .time,
        { maker in
          let clock: Int64 = maker.chance.pick([0, 1, 27_000_000_000, 86_399_999_999])
          return .time(maker.chance.pick(TableMaker.days) * Moment.perDay + clock)
        }
      ),
      (
        "l", .duration,
        { .duration(Int64($0.chance.pick([-60, 0, 1, 90, 3600, 25_200, 172_800])) * Moment.perSecond) }
      ),
      ("b", .boolean, { .boolean($0.chance.oneIn(2)) }),
      ("f", .whole, { $0.figure(.whole) { .whole($0) } }),
      ("g", .real, { $0.figure(.real) { .real(Double($0) / 4) } }),
      ("h", .duration, { $0.figure(.duration) { .whole($0 * Moment.perHour) } }),
    ]
    let made = columns.map { name, kind, value in
      let values = (0..<rows).map { _ in
        unknowns == 100 || (unknowns > 0 && chance.oneIn(10 - unknowns)) ? .unknown : value(&self)
      }
      return (Field(name), column(kind, values))
    }
    return Table(name: "things", fields: made.map(\.0), columns: made.map(\.1), rowCount: rows)
  }

  private static let texts = [
    "", "Kyiv", "kyiv", "KYIV", "Київ", "київ", "New York", " padded ", "é", "e\u{301}", "ß", "ss", "a\"b",
    "10", "zz",
  ]

  private static let days: [Int64] = [-1, 0, 59, 20_231, 20_232, 20_232, 20_453]

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
