import CEditLine
import TallySyntax

/// Labels in columns, read downwards, like a directory listing.
struct CandidateGrid {
  private static let gap = 2

  /// Lays labels out for a screen.
  /// - Parameters:
  ///   - labels: what to show; controls in them are shown as spaces.
  ///   - columns: the screen's width in cells.
  ///   - rows: how many lines there is room for, at least 1 being used.
  /// - Returns: lines no wider than the screen; the last one tells how many labels were left out.
  static func lines(_ labels: [String], columns: Int, rows: Int) -> [String] {
    let widest = max(1, columns - 1)
    let cells = labels.map { fitted($0, to: widest) }
    let width = cells.map(\.width).max() ?? 0
    let across = max(1, (widest + gap) / (width + gap))
    let needed = (cells.count + across - 1) / across
    let down = needed <= max(1, rows) ? needed : max(1, rows - 1)
    let shown = min(cells.count, down * across)
    var lines = (0..<down).map { row in
      line(stride(from: row, to: shown, by: down).map { cells[$0] }, width: width)
    }
    if shown < cells.count { lines.append("… and \(cells.count - shown) more") }
    return lines
  }

  private struct Cell {
    var text: String
    var width: Int
  }

  private static func line(_ cells: [Cell], width: Int) -> String {
    var line = ""
    for (index, cell) in cells.enumerated() {
      line += cell.text
      guard index + 1 < cells.count else { break }
      line += String(repeating: " ", count: width - cell.width + gap)
    }
    return line
  }

  private static func fitted(_ label: String, to limit: Int) -> Cell {
    var cell = Cell(text: "", width: 0)
    for scalar in label.unicodeScalars {
      let isControl = scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)
      let shown: Unicode.Scalar = isControl ? " " : scalar
      let width = Int(cedit_width(shown.value))
      if cell.width + width > limit {
        return truncated(cell, to: limit)
      }
      cell.text.unicodeScalars.append(shown)
      cell.width += width
    }
    return cell
  }

  private static func truncated(_ cell: Cell, to limit: Int) -> Cell {
    var cell = cell
    while cell.width + 1 > limit, let last = cell.text.unicodeScalars.popLast() {
      cell.width -= Int(cedit_width(last.value))
    }
    return Cell(text: cell.text + "…", width: cell.width + 1)
  }
}
