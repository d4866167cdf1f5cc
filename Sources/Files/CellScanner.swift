import TallyColumns

/// What typing a cell asks beyond the forms of literals: cells are written by many hands.
enum CellScanner {
  /// A whole number, unless it is written as a phone number.
  @inline(__always)
  static func whole(_ cell: Bytes) -> Int64? {
    guard let value = LiteralScanner.whole(cell) else { return nil }
    return isPhoneNumber(cell) ? nil : value
  }

  /// A number, unless it is a phone number or a row of digits that no whole number can hold.
  @inline(__always)
  static func real(_ cell: Bytes) -> Double? {
    // Up to 18 digits are a whole number in any case.
    guard cell.count <= 18, cell.first != UInt8(ascii: "+") else { return longReal(cell) }
    return LiteralScanner.real(cell)
  }

  private static func longReal(_ cell: Bytes) -> Double? {
    isPhoneNumber(cell) ? nil : LiteralScanner.number(cell)?.asDouble
  }

  static func wholeFigure(_ cell: Bytes) -> FigureCell? {
    if let value = whole(cell) { return FigureCell(exactly: value) }
    guard let (figure, kind) = LiteralScanner.figure(cell), kind == .whole, !isPhoneNumber(cell) else {
      return nil
    }
    return FigureCell(figure)
  }

  static func realFigure(_ cell: Bytes) -> FigureCell? {
    isPhoneNumber(cell) ? nil : LiteralScanner.realFigure(cell).map { FigureCell($0) }
  }

  static func durationFigure(_ cell: Bytes) -> FigureCell? {
    guard let (figure, kind) = LiteralScanner.figure(cell), kind == .duration else { return nil }
    return FigureCell(figure)
  }

  /// A plus sign and eight or more digits, as international phone numbers are written (ITU-T E.164).
  @inline(__always)
  static func isPhoneNumber(_ cell: Bytes) -> Bool {
    cell.count > 8 && cell[0] == UInt8(ascii: "+")
      && cell.dropFirst().allSatisfy { $0 &- UInt8(ascii: "0") <= 9 }
  }

  /// Whether a cell has nothing but spaces and tabs in it.
  @inline(__always)
  static func isBlank(_ cell: Bytes) -> Bool {
    cell.isEmpty || isSpace(cell[0]) && cell.allSatisfy(isSpace)
  }

  /// A cell without the spaces and tabs around it.
  static func trimmed(_ cell: Bytes) -> Bytes {
    guard let first = cell.firstIndex(where: { !isSpace($0) }),
      let last = cell.lastIndex(where: { !isSpace($0) })
    else { return Bytes(rebasing: cell[..<0]) }
    return Bytes(rebasing: cell[first...last])
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }
}
