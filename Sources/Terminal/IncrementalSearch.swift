/// A search through the history that narrows with every key, as `^R` does.
struct IncrementalSearch {
  /// What is looked for, without regard to case.
  private(set) var pattern = ""
  /// The entry found, as an index; nil before the first match.
  private(set) var match: Int?
  /// Whether the last key found nothing.
  private(set) var failed = false
  private let entries: [String]

  /// - Parameter entries: oldest first.
  init(_ entries: [String]) {
    self.entries = entries
  }

  /// Adds a character: the present match stays if it still fits.
  mutating func type(_ scalar: Unicode.Scalar) {
    pattern.unicodeScalars.append(scalar)
    look(in: 0..<((match ?? entries.count - 1) + 1), newestFirst: true)
  }

  /// Takes the last character away and starts over from the newest entry.
  mutating func erase() {
    guard pattern.unicodeScalars.popLast() != nil else { return }
    match = nil
    failed = false
    if !pattern.isEmpty { look(in: 0..<entries.count, newestFirst: true) }
  }

  /// Goes on to an older entry with another text.
  mutating func older() {
    look(in: 0..<(match ?? entries.count), newestFirst: true)
  }

  /// Goes back to a newer entry with another text.
  mutating func newer() {
    guard let match else { return }
    look(in: match + 1..<entries.count, newestFirst: false)
  }

  /// What the prompt says meanwhile.
  var prompt: String { "\(failed ? "not found" : "search"): \(pattern) › " }

  private mutating func look(in range: Range<Int>, newestFirst: Bool) {
    guard !pattern.isEmpty else { return }
    let wanted = pattern.lowercased()
    // The present match may be in the range only when its pattern grew: then it may stay.
    let present = match.flatMap { range.contains($0) ? nil : entries[$0] }
    let fits = { (index: Int) in
      entries[index] != present && entries[index].lowercased().contains(wanted)
    }
    let found = newestFirst ? range.last(where: fits) : range.first(where: fits)
    failed = found == nil
    if let found { match = found }
  }
}
