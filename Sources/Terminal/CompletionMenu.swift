import TallySyntax

/// A choice of candidates under the line: which one is chosen, and what the text is with it.
///
/// It opens with the first candidate marked and the text as it was typed. Moving puts the choice into the text;
/// typing goes on with what was typed, and asks for candidates anew.
struct CompletionMenu: Equatable {
  /// A key, as far as the menu knows it.
  enum Key: Equatable {
    case tab, down, up, left, right, enter, escape, erase
    case character(Unicode.Scalar)
    /// Any other key.
    case other
  }

  /// What becomes of the menu after a key.
  enum Step: Equatable {
    /// It stays, with another choice.
    case stay
    /// It closes, and the text is this.
    case close(EditBuffer)
    /// It closes, the text is this, and the key does what it does without a menu.
    case goOn(EditBuffer)
    /// The text that was typed is this now: it wants other candidates.
    case narrow(EditBuffer)
  }

  /// The text without the choice.
  let typed: EditBuffer
  let list: CompletionList
  /// An index in the candidates.
  private(set) var choice = 0
  /// Whether the choice stands in the text.
  private(set) var isInText = false
  /// How many characters have been typed since it opened.
  private let typedCount: Int

  /// - Parameter menu: the menu that these candidates narrow; nil where it opens.
  /// - Returns: nil where there is nothing to choose from: no candidate, or only what stands there already.
  init?(_ typed: EditBuffer, _ list: CompletionList, narrowing menu: CompletionMenu? = nil) {
    guard let first = list.candidates.first else { return nil }
    if list.candidates.count == 1, list.omitted == 0, typed.text(in: list.replaced) == first.text {
      return nil
    }
    self.typed = typed
    self.list = list
    let opened = menu.map { $0.typed.cursor - $0.typedCount }
    typedCount = opened.map { typed.cursor - $0 } ?? 0
  }

  var chosen: Candidate { list.candidates[choice] }

  /// What the line shows.
  var text: EditBuffer {
    guard isInText else { return typed }
    var text = typed
    text.replace(list.replaced, with: chosen.text)
    return text
  }

  /// Takes a key.
  /// - Parameter columnHeight: how many candidates stand below one another, for moves to the side.
  mutating func press(_ key: Key, columnHeight: Int) -> Step {
    switch key {
    case .tab: move(by: isInText ? 1 : 0)
    case .down: move(by: 1)
    case .up: move(by: -1)
    case .right: moveAside(by: max(1, columnHeight))
    case .left: moveAside(by: -max(1, columnHeight))
    case .enter: return .close(typed.taking(chosen, in: list.replaced))
    case .escape: return .close(typed)
    case .erase:
      guard !isInText, typedCount > 0 else { return .goOn(text) }
      var shorter = typed.movedLeft()
      shorter = shorter.deletedForward()
      return .narrow(shorter)
    case .character(let scalar):
      guard narrows(scalar) else { return .goOn(text) }
      // What ends without a space goes on: a folder, a function.
      var longer = isInText && !chosen.appendsSpace ? text : typed
      longer.replace(longer.cursor..<longer.cursor, with: String(scalar))
      return .narrow(longer)
    case .other: return .goOn(text)
    }
    return .stay
  }

  /// Around the ends.
  private mutating func move(by step: Int) {
    let count = list.candidates.count
    choice = (choice + step + count) % count
    isInText = true
  }

  /// Never around the ends.
  private mutating func moveAside(by step: Int) {
    choice = min(max(0, choice + step), list.candidates.count - 1)
    isInText = true
  }

  /// Whether a character goes on with the word that is typed; inside of quotes and brackets blanks do too.
  private func narrows(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.properties.isAlphabetic || scalar.properties.numericType != nil || scalar == "_" { return true }
    if scalar.properties.generalCategory == .nonspacingMark { return true }
    guard let opening = typed.text(in: list.replaced).first, "\"'[".contains(opening) else { return false }
    return scalar == " " || scalar == "-"
  }
}
