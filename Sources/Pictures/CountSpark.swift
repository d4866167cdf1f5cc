/// Counts as signs of their height in one line of text: how something is spread, seen at a glance.
public enum CountSpark {
  /// - Returns: a sign for each count, as high as its part of the greatest; a blank for 0, and never for more.
  public static func text(_ counts: [Int]) -> String {
    let signs = Glyphs(usesUnicode: true).heights
    let most = counts.max() ?? 0
    let text = counts.map { count -> Character in
      guard count > 0, most > 0 else { return " " }
      let height = (Double(count) / Double(most) * Double(signs.count)).rounded(.up)
      return signs[min(max(Int(height) - 1, 0), signs.count - 1)]
    }
    return String(text)
  }
}
