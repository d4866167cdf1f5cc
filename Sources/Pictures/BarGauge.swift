/// The cells of bars that are measured alike: from 0 to the right for what is above it, to the left for what is
/// below.
///
/// What is surely so much is full; what may be so much is shaded; a bar of which an end is open ends with an arrow.
struct BarGauge {
  private let width: Int
  /// The boundary between two cells at which 0 stands.
  private let zero: Int
  /// What a cell is worth; above 0.
  private let worth: Double
  /// Boundaries that bars stay between; beyond them is room for arrows.
  private let left: Int
  private let right: Int
  private let glyphs: Glyphs

  /// - Parameters:
  ///   - range: holds 0, and all ends of the figures.
  ///   - width: of all cells, at least 3.
  init(_ range: ClosedRange<Double>, of figures: [DrawnFigure], width: Int, glyphs: Glyphs) {
    self.width = max(3, width)
    self.glyphs = glyphs
    left = figures.contains(where: \.isOpenBelow) ? 1 : 0
    right = self.width - (figures.contains(where: \.isOpenAbove) ? 1 : 0)
    let room = right - left
    let low = min(0, range.lowerBound)
    let high = max(0, range.upperBound)
    var below = 0
    if low < 0 {
      let part = (Double(room) * (-low / (high - low))).rounded()
      below = min(max(Int(part), 1), high > 0 ? room - 1 : room)
    }
    zero = left + below
    let above = room - below
    let worth = max(above > 0 ? high / Double(above) : 0, below > 0 ? -low / Double(below) : 0)
    self.worth = worth > 0 ? worth : 1
  }

  /// The boundary that is nearest to a number.
  private func boundary(_ number: Double) -> Int {
    let cells = (number / worth).rounded()
    return zero + min(max(Int(min(max(cells, -1e6), 1e6)), left - zero), right - zero)
  }

  func cells(_ figure: DrawnFigure?, _ style: TextCells.Style) -> TextCells {
    var cells = TextCells(width: width)
    guard let figure else { return cells }
    if let exact = figure.exact {
      fill(&cells, to: exact, style)
    } else if figure.isAbout, let best = figure.best {
      shade(&cells, min(zero, boundary(best)), max(zero, boundary(best)), style)
      cells.set(best < 0 ? max(left, boundary(best)) : max(zero, boundary(best) - 1), glyphs.about, style)
    } else {
      fill(&cells, figure, style)
    }
    return cells
  }

  /// From 0 to a number, to the eighth of a cell where there are signs for that; never nothing but for 0.
  private func fill(_ cells: inout TextCells, to number: Double, _ style: TextCells.Style) {
    guard number != 0 else { return }
    let parts = glyphs.usesUnicode ? (number > 0 ? 8 : 2) : 1
    let room = number > 0 ? right - zero : zero - left
    let size = (number.magnitude / worth * Double(parts)).rounded()
    let count = min(max(Int(min(size, 1e6)), 1), room * parts)
    let (whole, rest) = count.quotientAndRemainder(dividingBy: parts)
    if number > 0 {
      cells.fill(zero..<(zero + whole), glyphs.full, style)
      if rest > 0 { cells.set(zero + whole, glyphs.eighths(rest), style) }
    } else {
      cells.fill((zero - whole)..<zero, glyphs.full, style)
      if rest > 0 { cells.set(zero - whole - 1, glyphs.rightHalf, style) }
    }
  }

  private func fill(_ cells: inout TextCells, _ figure: DrawnFigure, _ style: TextCells.Style) {
    let low = figure.low
    let high = figure.high
    var start: Int
    var end: Int
    if let low, low >= 0 {
      start = boundary(low)
      cells.fill(zero..<start, glyphs.full, style)
      end = max(start, (high ?? figure.best).map(boundary) ?? start)
      if high != nil, end == start { (start, end) = end < right ? (start, end + 1) : (start - 1, end) }
    } else if let high, high <= 0 {
      end = boundary(high)
      cells.fill(end..<zero, glyphs.full, style)
      start = min(end, (low ?? figure.best).map(boundary) ?? end)
      if low != nil, end == start { (start, end) = start > left ? (start - 1, end) : (start, end + 1) }
    } else {
      start = low.map(boundary) ?? left
      end = max(start, high.map(boundary) ?? right)
    }
    shade(&cells, start, end, style)
    if let best = figure.best, end > start {
      cells.set(min(max(boundary(best) - (best > 0 ? 1 : 0), start), end - 1), glyphs.best, style)
    }
    if high == nil { cells.set(min(end, width - 1), glyphs.openAbove, style) }
    if low == nil { cells.set(max(start - 1, 0), glyphs.openBelow, style) }
  }

  private func shade(_ cells: inout TextCells, _ start: Int, _ end: Int, _ style: TextCells.Style) {
    if start < end { cells.fill(start..<end, glyphs.shade, style) }
  }
}
