import TallyColumns

/// What typing a cell asks beyond the forms of literals: cells are written by many hands.
enum CellScanner {
  /// A whole number, unless it is written as a phone number.
  @inline(__always)
  static func whole(_ cell: Bytes) -> Int64? {
    if let value = digits(cell), cell.count == 1 || cell[0] != UInt8(ascii: "0") {
      return Int64(truncatingIfNeeded: value)
    }
    guard let value = LiteralScanner.whole(cell) else { return nil }
    return isPhoneNumber(cell) ? nil : value
  }

  /// A number, unless it is a phone number or a row of digits that no whole number can hold.
  @inline(__always)
  static func real(_ cell: Bytes) -> Double? {
    // Up to 18 digits are a whole number in any case.
    guard cell.count <= 18, cell.first != UInt8(ascii: "+") else { return longReal(cell) }
    return shortReal(cell) ?? LiteralScanner.real(cell)
  }

  /// Digits with a point among them, at most eight on either side of it, and no more than a double holds:
  /// then one division rounds once (Clinger 1990). Nil for all else.
  @inline(__always)
  private static func shortReal(_ cell: Bytes) -> Double? {
    guard let base = cell.baseAddress, cell.count > 2 else { return nil }
    let points = load(base) ^ 0x2E2E_2E2E_2E2E_2E2E
    let found = (points &- 0x0101_0101_0101_0101) & ~points & 0x8080_8080_8080_8080
    let wholeCount = found.trailingZeroBitCount / 8
    let fractionCount = cell.count - wholeCount - 1
    guard wholeCount < 8, fractionCount > 0, fractionCount <= 8,
      let whole = digits(Bytes(start: base, count: wholeCount)),
      wholeCount == 1 || base[0] != UInt8(ascii: "0"),
      let fraction = digits(Bytes(start: base + wholeCount + 1, count: fractionCount))
    else { return nil }
    let number = whole &* wholePowersOfTen[fractionCount] &+ fraction
    return number <= 1 << 53 ? Double(number) / powersOfTen[fractionCount] : nil
  }

  private static let wholePowersOfTen: InlineArray<9, UInt64> = [
    1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]
  private static let powersOfTen: InlineArray<9, Double> = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8]

  /// The number that one to eight digits are; nil for all else. All are taken at once, as pairs, fours and
  /// eights (Daniel Lemire, "Quickly parsing eight digits", 2018).
  ///
  /// Eight bytes are read where the cell begins, as the memory behind cells allows.
  @inline(__always)
  private static func digits(_ cell: Bytes) -> UInt64? {
    guard let base = cell.baseAddress, cell.count &- 1 < 8, cell.count > 0 else { return nil }
    let shift = UInt64(truncatingIfNeeded: 64 &- cell.count &* 8)
    var word = (load(base) &<< shift) | 0x3030_3030_3030_3030 & ((1 &<< shift) &- 1)
    let high = 0xF0F0_F0F0_F0F0_F0F0 as UInt64
    guard word & high == 0x3030_3030_3030_3030,
      (word &+ 0x0606_0606_0606_0606) & high == 0x3030_3030_3030_3030
    else { return nil }
    word = ((word & 0x0F0F_0F0F_0F0F_0F0F) &* 2561) &>> 8
    word = ((word & 0x00FF_00FF_00FF_00FF) &* 6_553_601) &>> 16
    return ((word & 0x0000_FFFF_0000_FFFF) &* 42_949_672_960_001) &>> 32
  }

  @inline(__always)
  private static func load(_ base: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(as: UInt64.self))
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
