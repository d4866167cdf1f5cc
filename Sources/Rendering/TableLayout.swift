/// Which columns of a table fit on a screen, and how wide each is there.
///
/// What is too wide is first cut, the widest before the others, down to the least each column can be;
/// then columns are left out from the right. The first always stays, even where it sticks out.
struct TableLayout: Equatable {
  /// Spaces between two columns.
  static let gap = 2

  /// What a column wants and what it can do with; both at least 1.
  struct Need {
    let full: Int
    let least: Int
  }

  /// Widths of the columns that are shown, from the left.
  let widths: [Int]

  /// - Parameter width: columns of the screen; nil when there is no end to it.
  init(_ needs: [Need], width: Int?) {
    guard let width else {
      widths = needs.map(\.full)
      return
    }
    var shown: [Need] = []
    var leastTotal = 0
    for need in needs {
      let total = leastTotal + (shown.isEmpty ? 0 : TableLayout.gap) + need.least
      guard shown.isEmpty || total <= width else { break }
      shown.append(need)
      leastTotal = total
    }
    widths = TableLayout.cut(shown, to: width - TableLayout.gap * max(0, shown.count - 1))
  }

  /// The most columns that can fit, so that the others need not be measured.
  static func mostColumns(in width: Int?) -> Int {
    width.map { ($0 + gap) / (1 + gap) } ?? .max
  }

  /// Widths that add up to no more than the room: all columns share one limit, except where they need
  /// less or cannot go down to it; what rounding leaves over goes to the cut ones from the left.
  private static func cut(_ needs: [Need], to room: Int) -> [Int] {
    let limited = { (limit: Int) in needs.map { max($0.least, min($0.full, limit)) } }
    var low = 0
    var high = needs.map(\.full).max() ?? 0
    while low < high {
      let middle = (low + high + 1) / 2
      if limited(middle).reduce(0, +) <= room { low = middle } else { high = middle - 1 }
    }
    var widths = limited(low)
    var left = room - widths.reduce(0, +)
    for index in widths.indices where left > 0 && widths[index] == low && widths[index] < needs[index].full {
      widths[index] += 1
      left -= 1
    }
    return widths
  }
}
