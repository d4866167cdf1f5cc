import TallyRendering

/// A field of cells that lines are drawn on: in braille dots, two by four in a cell, or a sign a cell.
struct LineCanvas {
  let columns: Int
  let rows: Int
  private let glyphs: Glyphs
  /// Of each cell its dots, one bit each (Unicode's order of the Braille patterns).
  private var dots: [UInt8]
  private var signs: [Character?]
  private var styles: [TextCells.Style]
  /// Whether signs of several lines came to stand in one cell.
  private(set) var hasMeetings = false

  init(columns: Int, rows: Int, glyphs: Glyphs) {
    self.columns = max(1, columns)
    self.rows = max(1, rows)
    self.glyphs = glyphs
    let count = self.columns * self.rows
    dots = [UInt8](repeating: 0, count: count)
    signs = [Character?](repeating: nil, count: count)
    styles = [TextCells.Style](repeating: .plain, count: count)
  }

  /// Dots in a cell.
  private var across: Int { glyphs.usesUnicode ? 2 : 1 }
  private var down: Int { glyphs.usesUnicode ? 4 : 1 }

  /// The cell of a place; both from 0 to 1, the second from the floor up.
  func cell(_ x: Double, _ y: Double) -> (column: Int, row: Int) {
    let dot = dot(x, y)
    return (dot.x / across, dot.y / down)
  }

  private func dot(_ x: Double, _ y: Double) -> (x: Int, y: Int) {
    let (wide, high) = (columns * across - 1, rows * down - 1)
    return (
      min(max(Int((x * Double(wide)).rounded()), 0), wide),
      high - min(max(Int((y * Double(high)).rounded()), 0), high)
    )
  }

  /// A straight line between two places (Bresenham 1965).
  mutating func line(
    from a: (x: Double, y: Double), to b: (x: Double, y: Double), _ style: TextCells.Style
  ) {
    var (x, y) = dot(a.x, a.y)
    let end = dot(b.x, b.y)
    let (wide, high) = (abs(end.x - x), -abs(end.y - y))
    let (right, down) = (x < end.x ? 1 : -1, y < end.y ? 1 : -1)
    var error = wide + high
    while true {
      light(x, y, style)
      if x == end.x, y == end.y { return }
      let doubled = 2 * error
      if doubled >= high {
        error += high
        x += right
      }
      if doubled <= wide {
        error += wide
        y += down
      }
    }
  }

  private mutating func light(_ x: Int, _ y: Int, _ style: TextCells.Style) {
    let index = y / down * columns + x / across
    guard dots.indices.contains(index) else { return }
    let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]
    dots[index] |= glyphs.usesUnicode ? bits[(y % 4) * 2 + x % 2] : 1
    styles[index] = style
  }

  /// A sign in a cell, in the place of whatever is there.
  mutating func mark(_ column: Int, _ row: Int, _ sign: Character, _ style: TextCells.Style) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    signs[row * columns + column] = sign
    styles[row * columns + column] = style
  }

  /// The sign of a line's point; where that of another stands, one that says that several do.
  mutating func point(_ column: Int, _ row: Int, _ sign: Character, _ style: TextCells.Style) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    let other = signs[row * columns + column]
    let isShared = other != nil && other != sign && (0..<8).contains { glyphs.point($0) == other }
    if isShared || other == glyphs.points { hasMeetings = true }
    mark(column, row, isShared || other == glyphs.points ? glyphs.points : sign, style)
  }

  /// A sign in a cell where nothing stands yet.
  mutating func markBehind(_ column: Int, _ row: Int, _ sign: Character, _ style: TextCells.Style) {
    guard (0..<columns).contains(column), (0..<rows).contains(row) else { return }
    let index = row * columns + column
    if signs[index] == nil, dots[index] == 0 { mark(column, row, sign, style) }
  }

  /// A row from the top, written behind what stands beside it.
  func write(_ row: Int, to cells: inout TextCells, at start: Int) {
    for column in 0..<columns {
      let index = row * columns + column
      let sign: Character
      if let own = signs[index] {
        sign = own
      } else if dots[index] != 0 {
        let braille = Unicode.Scalar(0x2800 + UInt32(dots[index]))
        sign = glyphs.usesUnicode ? braille.map(Character.init) ?? "." : glyphs.dot
      } else {
        continue
      }
      cells.set(start + column, sign, styles[index])
    }
  }
}
