/// Walks through the history while a line is being edited.
///
/// Changes made on the way stay where they were made until the line is handed over, the line that
/// was being typed among them, whatever its length; libedit keeps 1,024 characters of it.
struct HistoryNavigator {
  /// Oldest first, no two neighbours alike.
  private(set) var entries: [String]
  /// An index in `entries`, or their count for the line being typed.
  private(set) var position: Int
  private var drafts: [Int: String] = [:]

  init(_ entries: [String] = []) {
    self.entries = entries
    position = entries.count
  }

  /// Starts a new line.
  mutating func begin() {
    position = entries.count
    drafts.removeAll()
  }

  /// Adds the newest entry; false when it repeats the one before it.
  @discardableResult
  mutating func add(_ entry: String) -> Bool {
    guard entries.last != entry else { return false }
    entries.append(entry)
    return true
  }

  /// The next older text that begins with `prefix`, or nil when there is none.
  /// - Parameter text: the text at the present position, kept there.
  mutating func older(from text: String, beginningWith prefix: String = "") -> String? {
    let older = (0..<position).last { matches($0, prefix, text) }
    return older.map { move(to: $0, from: text) }
  }

  /// The next newer text that begins with `prefix`, ending with the line being typed.
  mutating func newer(from text: String, beginningWith prefix: String = "") -> String? {
    guard position < entries.count else { return nil }
    let newer = (position + 1..<entries.count).first { matches($0, prefix, text) }
    return move(to: newer ?? entries.count, from: text)
  }

  /// What the newest entry that begins with a text goes on with.
  func newestRest(behind text: String) -> String? {
    let entry = entries.last { $0.utf8.count > text.utf8.count && $0.utf8.starts(with: text.utf8) }
    return entry.map { String(decoding: $0.utf8.dropFirst(text.utf8.count), as: UTF8.self) }
  }

  /// Goes to a position, keeping `text` where it was, and gives the text there.
  mutating func move(to target: Int, from text: String) -> String {
    drafts[position] = text
    position = min(max(0, target), entries.count)
    return self[position]
  }

  private subscript(index: Int) -> String {
    drafts[index] ?? (entries.indices.contains(index) ? entries[index] : "")
  }

  private func matches(_ index: Int, _ prefix: String, _ text: String) -> Bool {
    prefix.isEmpty || (self[index].hasPrefix(prefix) && self[index] != text)
  }
}
