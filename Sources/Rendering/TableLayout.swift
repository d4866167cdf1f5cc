/// Which columns of a table fit on a screen, and how wide each is there.
///
/// What is too wide is first cut, the widest before the others, down to the least each column can be;
/// then columns are left out from the middle: keys stand on the left of an answer, and what was asked for
/// on the right. The first always stays, even where it sticks out.
struct TableLayout: Equatable {
  /// Spaces between two columns.
  static let gap = 2

  /// What a column wants and what it can do with; both at least 1.
  struct Need {
    let full: Int
    let least: Int
  }

  /// The columns that are shown, from the left.
  let columns: [Int]
  /// How wide each of them is.
  let widths: [Int]
  /// Before which of the shown ones columns are left out, or behind the last of them; nil where none are.
  let omission: Int?

  /// - Parameters:
  ///   - count: columns of the table.
  ///   - width: columns of the screen; nil when there is no end to it.
  ///   - markWidth: of the mark that stands where columns are left out.
  ///   - need: what a column wants; asked once of each that might fit, and of no other.
  init<Failure>(
    _ count: Int, width: Int?, markWidth: Int = 1, need: (Int) throws(Failure) -> Need
  ) throws(Failure) {
    guard let width else {
      var widths: [Int] = []
      for column in 0..<count { widths.append(try need(column).full) }
      (columns, self.widths, omission) = (Array(0..<count), widths, nil)
      return
    }
    // More cannot stand beside one another, so that the others need not be measured.
    let most = (width + TableLayout.gap) / (1 + TableLayout.gap)
    if count <= most {
      var needs: [Need] = []
      for column in 0..<count { needs.append(try need(column)) }
      if TableLayout.total(needs.map(\.least)) <= width {
        (columns, omission) = (Array(0..<count), nil)
        widths = TableLayout.cut(needs, to: width - TableLayout.gap * max(0, count - 1))
        return
      }
      self = TableLayout(leavingOutFrom: count, width: width, markWidth: markWidth) { needs[$0] }
    } else {
      var known: [Int: Need] = [:]
      for column in Array(0..<most) + Array(max(most, count - most)..<count) {
        known[column] = try need(column)
      }
      self = TableLayout(leavingOutFrom: count, width: width, markWidth: markWidth) {
        known[$0] ?? Need(full: width, least: width)
      }
    }
  }

  /// Takes columns from either end in turn while they fit beside the mark.
  private init(leavingOutFrom count: Int, width: Int, markWidth: Int, need: (Int) -> Need) {
    var left = count > 0 ? [0] : []
    var right: [Int] = []
    var used = count > 0 ? need(0).least : 0
    let room = width - TableLayout.gap - markWidth
    var takesRight = true
    var takesLeft = true
    var isRight = true
    while left.count + right.count < count, takesLeft || takesRight {
      isRight = isRight ? takesRight : !takesLeft
      let column = isRight ? count - 1 - right.count : left.count
      let total = used + TableLayout.gap + need(column).least
      if total <= room {
        used = total
        if isRight { right.append(column) } else { left.append(column) }
      } else if isRight {
        takesRight = false
      } else {
        takesLeft = false
      }
      isRight.toggle()
    }
    columns = left + right.reversed()
    // A single column that sticks out is no reason to mark others.
    omission = columns.count < count && used <= room ? left.count : nil
    let mark = omission == nil ? 0 : TableLayout.gap + markWidth
    widths = TableLayout.cut(
      columns.map(need), to: width - mark - TableLayout.gap * max(0, columns.count - 1))
  }

  private static func total(_ widths: [Int]) -> Int {
    widths.reduce(0, +) + gap * max(0, widths.count - 1)
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
