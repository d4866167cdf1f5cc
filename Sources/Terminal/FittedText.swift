import CEditLine
import TallyDiagnostics

/// A text cut to so many cells of the screen, and how many it takes.
struct FittedText: Equatable {
  private(set) var text = ""
  /// In cells.
  private(set) var width = 0

  /// - Parameters:
  ///   - label: what could drive the terminal is shown as spaces.
  ///   - limit: at least 1; a longer text ends in an ellipsis.
  init(_ label: String, to limit: Int) {
    for scalar in label.unicodeScalars {
      let shown: Unicode.Scalar = VisibleText.isUnsafe(scalar) ? " " : scalar
      let width = Int(cedit_width(shown.value))
      if self.width + width > limit {
        cut(to: limit)
        return
      }
      text.unicodeScalars.append(shown)
      self.width += width
    }
  }

  private mutating func cut(to limit: Int) {
    while width + 1 > limit, let last = text.unicodeScalars.popLast() {
      width -= Int(cedit_width(last.value))
    }
    text += "…"
    width += 1
  }

  /// The text with spaces behind it.
  func padded(to width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - self.width))
  }
}
