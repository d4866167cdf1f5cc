/// ANSI escapes (ECMA-48, SGR), or nothing where colour is off.
public struct Paint: Sendable {
  public let usesColor: Bool

  public init(usesColor: Bool) {
    self.usesColor = usesColor
  }

  public func bold(_ text: String) -> String { wrap(text, "\u{1B}[1m") }
  public func dim(_ text: String) -> String { wrap(text, "\u{1B}[2m") }

  /// Another colour for each of a few numbers, and then the same ones again.
  public func series(_ text: String, _ number: Int) -> String {
    let codes = [36, 33, 32, 35, 34, 31, 96, 93]
    return wrap(text, "\u{1B}[\(codes[Int(number.magnitude) % codes.count])m")
  }

  private func wrap(_ text: String, _ start: String) -> String {
    usesColor && !text.isEmpty ? start + text + "\u{1B}[0m" : text
  }
}
