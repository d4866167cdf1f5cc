/// The texts that a line has been while it was edited, to go back to.
///
/// Characters typed one behind the other are taken back a word at a time; every other change by itself.
struct UndoHistory {
  /// How many texts are kept, and how many bytes of them.
  static let countLimit = 1_000
  static let byteLimit = 4 << 20

  private var past: [String] = []
  private var future: [String] = []
  private(set) var present: String
  /// Where the character typed last ends, as long as others go behind it.
  private var typedEnd: Int?
  private var byteCount = 0
  /// Whether all that comes is one change, and what was before it is kept already.
  private var change: Change = .each

  private enum Change { case each, begins, goesOn }

  init(_ text: String = "") {
    present = text
  }

  /// Takes in what the text has become.
  /// - Complexity: O(n) in the text.
  mutating func note(_ text: String) {
    guard !text.utf8.elementsEqual(present.utf8) else { return }
    let difference = TextChange(from: present, to: text)
    if change == .each ? !goesOn(difference) : change == .begins { keepPresent() }
    if change == .begins { change = .goesOn }
    future = []
    typedEnd = difference.isTyped && change == .each ? difference.end : nil
    present = text
  }

  /// Has all that is noted from here on taken back in one step.
  mutating func beginChange() { change = .begins }

  /// Ends what `beginChange` has begun.
  mutating func endChange() {
    change = .each
    typedEnd = nil
  }

  /// The text before the last change, with the cursor where it was made; nil where there was none.
  mutating func undo() -> EditBuffer? {
    guard let text = past.popLast() else { return nil }
    byteCount -= text.utf8.count
    future.append(present)
    return go(to: text)
  }

  /// The text that was taken back last; nil where another change has been made since.
  mutating func redo() -> EditBuffer? {
    guard let text = future.popLast() else { return nil }
    keepPresent()
    return go(to: text)
  }

  private mutating func go(to text: String) -> EditBuffer {
    let difference = TextChange(from: present, to: text)
    typedEnd = nil
    if change == .goesOn { change = .begins }
    present = text
    return EditBuffer(text, cursor: difference.end)
  }

  private mutating func keepPresent() {
    past.append(present)
    byteCount += present.utf8.count
    while past.count > Self.countLimit || byteCount > Self.byteLimit, let oldest = past.first {
      past.removeFirst()
      byteCount -= oldest.utf8.count
    }
  }

  /// Whether a character goes on with the word that is being typed, or with the blanks behind it.
  private func goesOn(_ difference: TextChange) -> Bool {
    guard difference.isTyped, let typedEnd, difference.start == typedEnd else { return false }
    return difference.isBlank || !difference.isBehindBlank
  }
}

/// The stretch in which two texts differ.
private struct TextChange {
  /// UTF-8 offsets in the later text.
  let start: Int
  let end: Int
  /// Whether one character was added, and none taken away.
  let isTyped: Bool
  let isBlank: Bool
  let isBehindBlank: Bool

  init(from old: String, to new: String) {
    let (old, new) = (Array(old.utf8), Array(new.utf8))
    let shorter = min(old.count, new.count)
    var head = 0
    while head < shorter, old[head] == new[head] { head += 1 }
    var tail = 0
    while tail < shorter - head, old[old.count - 1 - tail] == new[new.count - 1 - tail] { tail += 1 }
    start = head
    end = new.count - tail
    let added = new[start..<end]
    let newline = UInt8(ascii: "\n")
    isTyped =
      old.count - tail == head && added.count { $0 & 0xC0 != 0x80 } == 1 && added.first != newline
    isBlank = added.first == UInt8(ascii: " ")
    isBehindBlank = head > 0 && new[head - 1] == UInt8(ascii: " ")
  }
}
