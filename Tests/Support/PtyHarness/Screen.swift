import CPseudoterminal

/// What a terminal of the VT100 family shows: just enough of one for a line editor.
///
/// A row that is full wraps at the next character, not before (the xterm way). Changing the
/// width does not wrap rows anew.
public struct Screen {
  public private(set) var rows: Int
  public private(set) var columns: Int
  /// The cursor, from 0.
  public private(set) var row = 0
  public private(set) var column = 0
  /// Private modes that are on: 2004 is bracketed paste.
  public private(set) var modes: Set<Int> = []
  /// Rows that have left the screen at the top.
  public private(set) var scrolledOff: [String] = []
  public private(set) var bells = 0

  private static let blank = " "
  /// A cell holds a character with its combining marks; the second cell of a wide one is empty.
  private var cells: [[String]]
  private var style = ""
  private var styles: [[String]]
  private var wrapsNext = false
  /// Whether what does not fit in a row goes to the next one (DECAWM).
  private var wraps = true
  /// Whether emoji that belong together take the room of one, as newer terminals have it.
  private let joinsEmoji: Bool
  /// The shape of the cursor (DECSCUSR), 0 for the terminal's own.
  public private(set) var cursorShape = 0
  private var pending: [UInt8] = []

  public init(rows: Int, columns: Int, joinsEmoji: Bool = false) {
    self.joinsEmoji = joinsEmoji
    self.rows = rows
    self.columns = columns
    cells = Array(repeating: Self.blankRow(columns), count: rows)
    styles = cells.map { $0.map { _ in "" } }
  }

  /// The rows without the spaces at their ends.
  public var lines: [String] {
    cells.map { row in
      let text = row.joined()
      return String(text.prefix(text.count - text.reversed().prefix { $0 == " " }.count))
    }
  }

  /// All rows, without the empty ones at the bottom.
  public var text: String {
    let lines = lines
    let used = lines.lastIndex { !$0.isEmpty }.map { $0 + 1 } ?? 0
    return lines.prefix(used).joined(separator: "\n")
  }

  /// The row the cursor is on.
  public var cursorRow: String { lines[row] }

  /// What stands in the cells of a row before a column.
  public func text(row: Int, before column: Int) -> String { cells[row][..<column].joined() }

  /// The SGR numbers in force where a cell was written, from the last 0 on; empty for plain.
  public func style(row: Int, column: Int) -> String { styles[row][column] }

  /// The cells of a row that have a style, as stretches of text with it: `sum` in 1;35, then `x` in 36.
  public func stretches(row: Int) -> [String] {
    var stretches: [(text: String, style: String)] = []
    for (text, style) in zip(cells[row], styles[row]) {
      if let last = stretches.last, last.style == style {
        stretches[stretches.count - 1].text += text
      } else {
        stretches.append((text, style))
      }
    }
    return stretches.compactMap { $0.style.isEmpty ? nil : "\($0.text) in \($0.style)" }
  }

  /// A stretch of a row's cells that look alike.
  public struct Stretch: Sendable {
    /// The cells without the blanks behind the last.
    public var text: String
    public let style: String
    /// Where it begins, and how many cells it takes.
    public let column: Int
    public var columns: Int
  }

  /// All cells of a row, as stretches of one style; the plain ones, too.
  public func stretches(of row: Int) -> [Stretch] {
    var stretches: [Stretch] = []
    for (column, (text, style)) in zip(cells[row], styles[row]).enumerated() {
      if let last = stretches.last, last.style == style {
        stretches[stretches.count - 1].text += text
        stretches[stretches.count - 1].columns += 1
      } else {
        stretches.append(Stretch(text: text, style: style, column: column, columns: 1))
      }
    }
    return stretches.map { stretch in
      var stretch = stretch
      while stretch.text.last == " " {
        stretch.text.removeLast()
        stretch.columns -= 1
      }
      return stretch
    }
  }

  public mutating func resize(rows: Int, columns: Int) {
    while cells.count > rows, row > 0 {
      scroll()
      row -= 1
    }
    for index in cells.indices {
      let missing = max(0, columns - cells[index].count)
      cells[index] = Array(cells[index].prefix(columns)) + Self.blankRow(missing)
      styles[index] = Array(styles[index].prefix(columns)) + Array(repeating: "", count: missing)
    }
    while cells.count < rows { addRow(columns) }
    cells.removeLast(cells.count - rows)
    styles.removeLast(styles.count - rows)
    self.rows = rows
    self.columns = columns
    row = min(row, rows - 1)
    column = min(column, columns - 1)
    wrapsNext = false
  }

  /// Takes in what a program printed; a sequence may come in pieces.
  public mutating func show(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    var parser = ScreenParser(pending)
    while let action = parser.next() { perform(action) }
    pending = parser.rest
  }

  // MARK: - Actions

  private mutating func perform(_ action: ScreenAction) {
    switch action {
    case .print(let scalar): print(scalar)
    case .control(let byte): control(byte)
    case .sequence(let final, let marker, let numbers): sequence(final, marker, numbers)
    case .ignored: break
    }
  }

  private mutating func print(_ scalar: Unicode.Scalar) {
    let width = Int(cpty_width(scalar.value))
    guard width > 0, !isJoined(scalar) else {
      addMark(scalar)
      return
    }
    if !wraps {
      column = min(column, columns - width)
    } else if wrapsNext || column + width > columns {
      wrap()
    }
    put(String(scalar))
    if width == 2 {
      column += 1
      put("")
    }
    if column == columns - 1 { wrapsNext = wraps } else { column += 1 }
  }

  /// Whether a character goes on with the emoji before it.
  private func isJoined(_ scalar: Unicode.Scalar) -> Bool {
    var place = wrapsNext ? column : column - 1
    if place > 0, cells[row][place].isEmpty { place -= 1 }
    guard joinsEmoji, place >= 0 else { return false }
    let before = cells[row][place].unicodeScalars
    let letters: ClosedRange<UInt32> = 0x1F1E6...0x1F1FF
    return before.last == "\u{200D}" || (0x1F3FB...0x1F3FF).contains(scalar.value)
      || letters.contains(scalar.value) && before.count == 1 && letters.contains(before.first?.value ?? 0)
  }

  /// A character of no width stands on the one before it, which may be the last of a full row.
  private mutating func addMark(_ scalar: Unicode.Scalar) {
    var place = wrapsNext ? column : column - 1
    if place > 0, cells[row][place].isEmpty { place -= 1 }
    if place >= 0 { cells[row][place].unicodeScalars.append(scalar) }
  }

  private mutating func put(_ text: String) {
    cells[row][column] = text
    styles[row][column] = style
  }

  private mutating func wrap() {
    column = 0
    lineFeed()
  }

  private mutating func control(_ byte: UInt8) {
    wrapsNext = false
    switch byte {
    case 0x07: bells += 1
    case 0x08: column = max(0, column - 1)
    case 0x09: column = min(columns - 1, (column / 8 + 1) * 8)
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    default: break
    }
  }

  private mutating func lineFeed() {
    wrapsNext = false
    if row + 1 < rows { row += 1 } else { scroll() }
  }

  private mutating func scroll() {
    scrolledOff.append(lines[0])
    cells.removeFirst()
    styles.removeFirst()
    addRow(columns)
  }

  private mutating func addRow(_ columns: Int) {
    cells.append(Self.blankRow(columns))
    styles.append(Array(repeating: "", count: columns))
  }

  private static func blankRow(_ columns: Int) -> [String] {
    Array(repeating: blank, count: columns)
  }

  private mutating func sequence(_ final: UInt8, _ marker: UInt8?, _ numbers: [Int]) {
    let first = numbers.first ?? 0
    let count = max(1, first)
    if marker == UInt8(ascii: "?") {
      if final == UInt8(ascii: "h") { modes.formUnion(numbers) }
      if final == UInt8(ascii: "l") { modes.subtract(numbers) }
      if numbers == [7] { wraps = final == UInt8(ascii: "h") }
      return
    }
    if final == UInt8(ascii: "m") {
      for number in numbers.isEmpty ? [0] : numbers {
        style = number == 0 ? "" : style.isEmpty ? "\(number)" : "\(style);\(number)"
      }
      return
    }
    if final == UInt8(ascii: "q") {
      cursorShape = first
      return
    }
    wrapsNext = false
    switch final {
    case UInt8(ascii: "A"): row = max(0, row - count)
    case UInt8(ascii: "B"): row = min(rows - 1, row + count)
    case UInt8(ascii: "C"): column = min(columns - 1, column + count)
    case UInt8(ascii: "D"): column = max(0, column - count)
    case UInt8(ascii: "G"): column = min(columns, count) - 1
    case UInt8(ascii: "H"):
      row = min(rows, count) - 1
      column = min(columns, max(1, numbers.dropFirst().first ?? 1)) - 1
    case UInt8(ascii: "d"): row = min(rows, count) - 1
    case UInt8(ascii: "J"): eraseScreen(first)
    case UInt8(ascii: "K"): eraseRow(first)
    case UInt8(ascii: "P"): deleteCells(count)
    case UInt8(ascii: "@"): insertCells(count)
    case UInt8(ascii: "X"): erase(row, column..<min(columns, column + count))
    default: break
    }
  }

  private mutating func erase(_ row: Int, _ range: Range<Int>) {
    for column in range {
      cells[row][column] = Self.blank
      styles[row][column] = ""
    }
  }

  private mutating func eraseRow(_ how: Int) {
    switch how {
    case 0: erase(row, column..<columns)
    case 1: erase(row, 0..<column + 1)
    default: erase(row, 0..<columns)
    }
  }

  private mutating func eraseScreen(_ how: Int) {
    // Some terminals, tmux among them, keep what stands there when all of it is erased from its first cell on.
    if how == 0, row == 0, column == 0 { scrolledOff += lines }
    if how == 0 { eraseRow(0) }
    for row in how == 0 ? row + 1..<rows : 0..<rows { erase(row, 0..<columns) }
  }

  private mutating func deleteCells(_ count: Int) {
    let count = min(count, columns - column)
    cells[row].removeSubrange(column..<column + count)
    cells[row] += Self.blankRow(count)
    styles[row].removeSubrange(column..<column + count)
    styles[row] += Array(repeating: "", count: count)
  }

  private mutating func insertCells(_ count: Int) {
    let count = min(count, columns - column)
    cells[row].insert(contentsOf: Self.blankRow(count), at: column)
    cells[row].removeLast(count)
    styles[row].insert(contentsOf: Array(repeating: "", count: count), at: column)
    styles[row].removeLast(count)
  }
}
