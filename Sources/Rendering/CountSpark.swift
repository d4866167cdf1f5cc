import TallyColumns

/// Counts that are drawn as signs of their height in one line of text: how something is spread, seen at a glance.
///
///     3 1 0 2          █▃ ▆
///     3 1 1 of 5       █▃▃ 60.0 %
///
/// A column holds them as text, and is presented as counts: which signs a place can show is known only there.
public struct CountSpark: Sendable, Hashable {
  public let counts: [Int]
  /// What the counts are parts of; the part of the first is told then.
  public let whole: Int?

  public init(_ counts: [Int], of whole: Int? = nil) {
    self.counts = counts
    self.whole = whole
  }

  /// Reads what `data` writes; nil for any other text.
  public init?(data: String) {
    let words = data.split(separator: " ")
    let place = words.firstIndex(of: "of") ?? words.count
    let counts = words[..<place].compactMap { Int($0) }
    let rest = words[place...].dropFirst()
    guard !counts.isEmpty, counts.count == place, rest.count == (place < words.count ? 1 : 0) else {
      return nil
    }
    let whole = rest.first.flatMap { Int($0) }
    guard rest.isEmpty || whole != nil else { return nil }
    self.init(counts, of: whole)
  }

  /// The counts as a cell holds them: `3 1 1 of 5`.
  public var data: String {
    let words = counts.map(String.init) + (whole.map { ["of", String($0)] } ?? [])
    return words.joined(separator: " ")
  }

  /// A sign for each count, as high as its part of the greatest; a blank for 0, and never for more.
  public func text(usesUnicode: Bool) -> String {
    let signs = CountSpark.heights(usesUnicode: usesUnicode)
    let most = counts.max() ?? 0
    let text = counts.map { count -> Character in
      guard count > 0, most > 0 else { return " " }
      let height = (Double(count) / Double(most) * Double(signs.count)).rounded(.up)
      return signs[min(max(Int(height) - 1, 0), signs.count - 1)]
    }
    guard let whole, whole > 0, let first = counts.first else { return String(text) }
    return "\(String(text)) \(Value.real(Double(first) / Double(whole)).text(.readable, as: .percent))"
  }

  /// Signs of heights, the least first.
  public static func heights(usesUnicode: Bool) -> [Character] {
    usesUnicode ? ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"] : ["_", ".", "-", "=", "+", "*", "%", "#"]
  }
}
