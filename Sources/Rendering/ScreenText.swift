import TallyDiagnostics

/// Text made safe and fitting for a screen: nothing in it moves the cursor, and it has a known width.
public struct ScreenText: Sendable, Hashable {
  public let text: String
  /// Columns of the screen it takes.
  public let width: Int

  /// Line ends, tabs and other control characters become marks that can be seen.
  public init(_ text: String, usesUnicode: Bool) {
    if text.utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      self.init(text: text, width: text.utf8.count)
      return
    }
    let visible = VisibleText.of(text, usesUnicode: usesUnicode)
    self.init(text: visible, width: DisplayWidth.of(visible))
  }

  init(text: String, width: Int) {
    self.text = text
    self.width = width
  }

  /// The text, or as much of its beginning as fits into a width with a mark that it goes on.
  public func cut(to limit: Int, usesUnicode: Bool) -> ScreenText {
    guard width > limit else { return self }
    let mark = ScreenText.ellipsis(usesUnicode: usesUnicode)
    var kept = ""
    var keptWidth = 0
    for character in text {
      let next = DisplayWidth.of(character)
      guard keptWidth + next + mark.count <= limit else { break }
      kept.append(character)
      keptWidth += next
    }
    return ScreenText(text: kept + mark, width: keptWidth + mark.count)
  }

  public static func ellipsis(usesUnicode: Bool) -> String { usesUnicode ? "…" : "..." }
}
