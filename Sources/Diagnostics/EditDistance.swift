/// Finds what someone probably meant.
public enum EditDistance {
  /// The optimal string alignment distance: insertions, deletions, substitutions and swaps of
  /// neighbours, each costing 1 (Damerau 1964; the restricted form, Boytsov 2011).
  ///
  /// - Parameter limit: distances above it are not worked out; `limit + 1` is returned instead.
  /// - Complexity: O(m · n) time, O(n) space.
  public static func between(_ a: [Character], _ b: [Character], limit: Int) -> Int {
    if abs(a.count - b.count) > limit { return limit + 1 }
    if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
    var beforeLast = [Int](repeating: 0, count: b.count + 1)
    var last = Array(0...b.count)
    var current = last
    for i in 1...a.count {
      current[0] = i
      var best = i
      for j in 1...b.count {
        let substitution = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
        var cost = min(last[j] + 1, current[j - 1] + 1, substitution)
        if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
          cost = min(cost, beforeLast[j - 2] + 1)
        }
        current[j] = cost
        best = min(best, cost)
      }
      if best > limit { return limit + 1 }
      (beforeLast, last, current) = (last, current, beforeLast)
    }
    return last[b.count]
  }

  /// The candidate nearest to what was typed, ignoring case, if one is near enough to be meant:
  /// one edit for each three letters typed, and at least one. Ties go to the earlier candidate.
  ///
  /// - Complexity: O(candidates · length²).
  public static func nearest(to typed: String, among candidates: some Sequence<String>) -> String? {
    let word = Array(typed.lowercased())
    guard !word.isEmpty else { return nil }
    var limit = max(1, word.count / 3)
    var found: String?
    for candidate in candidates {
      let other = Array(candidate.lowercased())
      let distance = between(word, other, limit: limit)
      // One letter replaced by another is not a misspelling of it.
      guard distance <= limit, distance < max(word.count, other.count) else { continue }
      if distance == 0 { return candidate }
      found = candidate
      limit = distance - 1
    }
    return found
  }
}
