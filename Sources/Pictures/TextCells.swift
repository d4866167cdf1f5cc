import TallyRendering

/// A row of the screen, cell by cell.
struct TextCells: Sendable {
  enum Style: Sendable, Hashable {
    case plain, dim
    case series(Int)
  }

  private var cells: [(sign: Character, style: Style)]

  init(width: Int) {
    cells = [(Character, Style)](repeating: (" ", .plain), count: max(0, width))
  }

  var count: Int { cells.count }

  /// The sign of a cell; cells outside of the row have none, and keep none.
  subscript(index: Int) -> Character {
    cells.indices.contains(index) ? cells[index].sign : " "
  }

  mutating func set(_ index: Int, _ sign: Character, _ style: Style = .plain) {
    if cells.indices.contains(index) { cells[index] = (sign, style) }
  }

  mutating func fill(_ range: Range<Int>, _ sign: Character, _ style: Style = .plain) {
    for index in range { set(index, sign, style) }
  }

  /// Writes a text of narrow signs from a cell on.
  mutating func write(_ text: String, at start: Int, _ style: Style = .plain) {
    for (offset, sign) in text.enumerated() { set(start + offset, sign, style) }
  }

  /// The row as text, without blanks at its end.
  func text(_ paint: Paint) -> String {
    let end = (cells.lastIndex { $0.sign != " " } ?? -1) + 1
    var text = ""
    var index = 0
    while index < end {
      let style = cells[index].style
      var run = ""
      while index < end, cells[index].style == style {
        run.append(cells[index].sign)
        index += 1
      }
      switch style {
      case .plain: text += run
      case .dim: text += paint.dim(run)
      case .series(let number): text += paint.series(run, number)
      }
    }
    return text
  }
}
