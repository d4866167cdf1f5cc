extension ScreenText {
  /// The text for a line on which others stand: one that runs from right to left is set apart from them (Unicode's
  /// bidirectional algorithm, UAX #9: an isolate, and behind it a mark for left to right), so that terminals which turn
  /// such texts around do not change cells for one another. Some drop what stands at the beginning of a line and takes
  /// no room: the mark behind a text is enough for that one.
  /// - Parameter isOnScreen: elsewhere nothing is added.
  func isolated(isOnScreen: Bool, usesUnicode: Bool) -> String {
    guard isOnScreen, usesUnicode, text.utf8.contains(where: { $0 >= 0xD6 }),
      text.unicodeScalars.contains(where: ScreenText.runsFromRight)
    else { return text }
    return "\u{2068}\(text)\u{2069}\u{200E}"
  }

  /// Characters of the blocks that are set aside for scripts written from right to left, and the mark that stands
  /// for one.
  private static func runsFromRight(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0590...0x08FF, 0xFB1D...0xFDFF, 0xFE70...0xFEFF, 0x10800...0x10FFF, 0x1E800...0x1EFFF, 0x200F: true
    default: false
    }
  }
}
