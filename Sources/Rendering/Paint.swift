/// ANSI escapes (ECMA-48, SGR), or nothing where colour is off.
struct Paint: Sendable {
  let usesColor: Bool

  func bold(_ text: String) -> String { wrap(text, "\u{1B}[1m") }
  func dim(_ text: String) -> String { wrap(text, "\u{1B}[2m") }

  private func wrap(_ text: String, _ start: String) -> String {
    usesColor && !text.isEmpty ? start + text + "\u{1B}[0m" : text
  }
}
