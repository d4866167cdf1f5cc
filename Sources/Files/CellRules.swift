import TallyColumns

/// How the cells of one column are to be read.
struct CellRules: Sendable {
  let columnName: String
  /// What a data package says they are; nil to find out.
  let declared: DeclaredKind?
  /// Texts, besides a blank, that a data package says mean unknown; nil where it does not say.
  let missing: [[UInt8]]?

  /// Words that mean unknown in a column whose other cells are not text.
  static let placeholders = ["NA", "N/A", "NaN", "nan", "null", "NULL", "None", "-", "–"]

  /// Whether cells that can be read as a value may yet mean unknown, such as -99.
  var mayMiss: Bool { !(missing ?? []).isEmpty }

  func isMissing(_ cell: Bytes) -> Bool {
    guard let missing else { return false }
    return missing.contains { $0.elementsEqual(cell) }
  }

  /// Whether a cell is one of the words that mean unknown, where nothing is declared.
  func isPlaceholder(_ cell: Bytes) -> Bool {
    guard declared == nil, missing == nil, cell.count <= 4 else { return false }
    return CellRules.placeholders.contains { $0.utf8.elementsEqual(cell) }
  }

  /// Yes or no; where declared also 1 and 0, as data packages write them.
  @inline(__always)
  func boolean(_ cell: Bytes) -> Bool? {
    if declared == .boolean, cell.count == 1 {
      return cell[0] == UInt8(ascii: "1") ? true : cell[0] == UInt8(ascii: "0") ? false : nil
    }
    return LiteralScanner.boolean(cell)
  }
}
