/// A key of the line editor, as help tells of it. The tests hold these against the keys that are bound.
struct KeyHelp: Sendable {
  /// As people call it: `^R`, `Esc p`.
  let name: String
  let does: String

  private init(_ name: String, _ does: String) {
    self.name = name
    self.does = does
  }

  /// Keys that mean the same in emacs' and in vi's way of editing.
  static let shared: [KeyHelp] = [
    KeyHelp("Enter", "runs what is complete, and opens a row otherwise"),
    KeyHelp("Tab", "completes the word, or opens a menu: arrows choose, Enter takes"),
    KeyHelp("Up, Down", "the row above or below, then the question before or after"),
    KeyHelp("^P, ^N", "the question before or after"),
    KeyHelp("^R", "searches the questions asked, letter by letter; again for an older one"),
    KeyHelp("^C", "drops the line, or stops what is running"),
    KeyHelp("^D", "leaves, on an empty line; otherwise deletes the character at the cursor"),
    KeyHelp("Delete", "deletes the character at the cursor"),
    KeyHelp("Right, ^F, End", "at the end of the text takes what stands dim behind it"),
    KeyHelp("^L", "clears the screen"),
    KeyHelp("paste", "is text, whatever is in it, and runs with Enter"),
  ]

  static let emacs: [KeyHelp] = [
    KeyHelp("Esc p, Esc n", "the question before or after that begins like this one"),
    KeyHelp("^A, ^E", "to the start or the end of the row; Home and End do it, too"),
    KeyHelp("Esc <, Esc >", "to the start or the end of the text"),
    KeyHelp("^B, ^F", "a character back or on; Left and Right do it, too"),
    KeyHelp("Esc b, Esc f", "a word back or on, if one of what stands dim; ^Left and ^Right do it, too"),
    KeyHelp("^_, ^X^U, Esc /", "take a change back, and make it again"),
    KeyHelp("^X^E", "opens your editor on the text"),
    KeyHelp("^H", "deletes the character before the cursor, or joins the row to the one above"),
    KeyHelp("^W", "deletes the word before the cursor"),
    KeyHelp("^K, ^U", "delete to the end, or the line"),
    KeyHelp("^Y", "puts back what was deleted"),
    KeyHelp("^T", "swaps the two characters before the cursor"),
  ]

  static let vi: [KeyHelp] = [
    KeyHelp("Esc", "leaves insert mode: the cursor is a block, or the prompt ends in <"),
    KeyHelp("j, k", "Down and Up"),
    KeyHelp("J, K", "the question after or before that begins like this one"),
    KeyHelp("+, -", "the question after or before"),
    KeyHelp("/, ?", "search the questions asked"),
    KeyHelp(".", "repeats the last change"),
    KeyHelp("u, U", "take a change back, and make it again"),
    KeyHelp("v", "opens your editor on the text"),
    KeyHelp("$", "to the end of the text"),
    KeyHelp("^A, ^E", "to the start or the end of the row"),
  ]

  static var all: [KeyHelp] { shared + emacs + vi }
}
