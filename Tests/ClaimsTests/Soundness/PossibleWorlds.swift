import TallyColumns

/// A small table of figures, some with bounds and some unknown, and the worlds that it may be a report of.
///
/// In a world every figure is one number inside its bounds; an open end is drawn from a wide range, and a
/// figure that is only about so much may be any number near it. An unknown cell has a value in the world
/// too, which conditions ask of: that is what makes a row maybe. Everything else takes an unknown cell as
/// what it is in the report: aggregates leave it out, it is a group of its own as a key, it stands last in
/// an order, and `is unknown` is true of it in every world.
struct PossibleWorlds {
  static let places = ["Alder", "Birch", "Cedar", "Delta"]
  static let figureNames = ["n", "m", "e"]

  let table: Table
  private let cells: [[Value]]
  private let placeCodes: [Int?]
  private let groupCodes: [Int?]

  /// One row of a world.
  struct Row {
    let id: Int
    /// Number in `places`, and whether the report gives it.
    let place: Int
    let isPlaceKnown: Bool
    /// The key to group by; nil where the report does not give it.
    let group: Int?
    /// The numbers of `figureNames`.
    let numbers: [Double]
    let areKnown: [Bool]
  }

  init(_ random: inout SeededNumbers) {
    let count = Int(random.number(0...8))
    var cells: [[Value]] = [[], [], []]
    for _ in 0..<count {
      cells[0].append(PossibleWorlds.figure(&random))
      cells[1].append(PossibleWorlds.figure(&random))
      cells[2].append(random.chance(20) ? .unknown : .whole(random.number(-3...12)))
    }
    self.cells = cells
    placeCodes = (0..<count).map { _ in random.chance(25) ? nil : Int(random.number(0...2)) }
    groupCodes = (0..<count).map { _ in random.chance(10) ? nil : Int(random.number(0...2)) }
    let text = { (codes: [Int?]) in
      Column(kind: .text, values: codes.map { $0.map { .text(PossibleWorlds.places[$0]) } ?? .unknown })
    }
    table = Table(
      name: "reports", fields: ["id", "place", "area", "n", "m", "e"].map { Field($0) },
      columns: [
        Column(kind: .whole, values: (0..<count).map { .whole(Int64($0)) }), text(placeCodes),
        text(groupCodes),
      ] + cells.map { Column(kind: .whole, values: $0) })
  }

  private static func figure(_ random: inout SeededNumbers) -> Value {
    let low = random.number(-2...20)
    let high = low + random.number(1...10)
    let figure = { (low: Int64?, best: Int64?, high: Int64?) in
      Value.figure(
        Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole)), .whole
      )
    }
    return switch random.number(0...9) {
    case 0...3: .whole(low)
    case 4: figure(low, nil, nil)
    case 5: figure(nil, nil, high)
    case 6: figure(low, nil, high)
    case 7: figure(low, random.number(low...high), high)
    case 8: figure(nil, low, nil)
    default: .unknown
    }
  }

  func world(_ random: inout SeededNumbers) -> [Row] {
    placeCodes.indices.map { row in
      Row(
        id: row, place: placeCodes[row] ?? Int(random.number(0...3)), isPlaceKnown: placeCodes[row] != nil,
        group: groupCodes[row], numbers: cells.map { PossibleWorlds.number($0[row], &random) },
        areKnown: cells.map { !$0[row].isUnknown })
    }
  }

  private static func number(_ value: Value, _ random: inout SeededNumbers) -> Double {
    // Close ones are drawn as often as far ones, so that limits are met from both sides.
    let reach = random.chance(50) ? random.number(0...3) : random.number(0...900)
    switch value {
    case .whole(let value): return Double(value)
    case .figure(let figure, _):
      switch (figure.low, figure.high) {
      case (.whole(let low)?, .whole(let high)?): return Double(random.number(low...high))
      case (.whole(let low)?, _): return Double(low + reach)
      case (_, .whole(let high)?): return Double(high - reach)
      default: return figure.center.asDouble + Double(random.chance(50) ? reach : -reach)
      }
    default: return Double(random.chance(50) ? reach : -reach)
    }
  }
}
