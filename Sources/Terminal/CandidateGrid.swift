/// Labels in columns, read downwards, like a directory listing.
struct CandidateGrid {
  private static let gap = 2

  /// Lays labels out for a screen.
  /// - Parameters:
  ///   - labels: what to show; controls in them are shown as spaces.
  ///   - columns: the screen's width in cells.
  ///   - rows: how many lines there is room for, at least 1 being used.
  ///   - omitted: how many more labels there are.
  /// - Returns: lines no wider than the screen; the last one tells how many labels were left out.
  static func lines(_ labels: [String], columns: Int, rows: Int, omitted: Int = 0) -> [String] {
    let widest = max(1, columns - 1)
    let cells = labels.map { FittedText($0, to: widest) }
    let width = cells.map(\.width).max() ?? 0
    let across = max(1, (widest + gap) / (width + gap))
    let needed = (cells.count + across - 1) / across
    let down = needed <= max(1, rows - min(1, omitted)) ? needed : max(1, rows - 1)
    let shown = min(cells.count, down * across)
    var lines = (0..<down).map { row in
      line(stride(from: row, to: shown, by: down).map { cells[$0] }, width: width)
    }
    let left = cells.count - shown + omitted
    if left > 0 { lines.append("… and \(left) more") }
    return lines
  }

  private static func line(_ cells: [FittedText], width: Int) -> String {
    let last = cells.indices.last
    return cells.enumerated().map { $0.offset == last ? $0.element.text : $0.element.padded(to: width + gap) }
      .joined()
  }
}
