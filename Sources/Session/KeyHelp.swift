/// A key of the line editor, as help tells of it. The tests hold these against the keys that are bound.
struct KeyHelp: Sendable {
  /// As people call it: `^R`, `Esc p`.
  let name: String
  /// The names that the editor's table of keys has for it.
  let bound: [String]
  let does: String

  private init(_ name: String, _ bound: [String], _ does: String) {
    self.name = name
    self.bound = bound
    self.does = does
  }

  /// Keys that mean the same in emacs' and in vi's way of editing.
  static let shared: [KeyHelp] = [
    KeyHelp("Enter", ["^M", "^J"], "runs what is complete, and opens a row otherwise"),
    KeyHelp("Tab", ["^I"], "completes the word, or shows what can stand here"),
    KeyHelp(
      "Up, Down", ["\\e[A", "\\eOA", "\\e[B", "\\eOB"],
      "the row above or below, then the question before or after"),
    KeyHelp("^P, ^N", ["^P", "^N"], "the question before or after"),
    KeyHelp("^R", ["^R"], "searches the questions asked, letter by letter; again for an older one"),
    KeyHelp("^C", [], "drops the line, or stops what is running"),
    KeyHelp("^D", ["^D"], "leaves, on an empty line"),
    KeyHelp("^L", [], "clears the screen"),
    KeyHelp("paste", ["\\e[200~"], "is text, whatever is in it, and runs with Enter"),
  ]

  static let emacs: [KeyHelp] = [
    KeyHelp("Esc p, Esc n", ["\\ep", "\\en"], "the question before or after that begins like this one"),
    KeyHelp("^A, ^E", [], "to the start or the end of the row"),
    KeyHelp("Esc b, Esc f", ["\\e[1;5D", "\\e[1;5C"], "a word back or on; ^Left and ^Right do it, too"),
    KeyHelp("^W", ["^W"], "deletes the word before the cursor"),
    KeyHelp("^K, ^U", [], "delete to the end, or the line"),
    KeyHelp("^Y", [], "puts back what was deleted"),
    KeyHelp("^T", [], "swaps the two characters before the cursor"),
  ]

  static let vi: [KeyHelp] = [
    KeyHelp("Esc", ["\\e"], "leaves insert mode"),
    KeyHelp("j, k", ["j", "k"], "Down and Up"),
    KeyHelp("J, K", ["J", "K"], "the question after or before that begins like this one"),
    KeyHelp("+, -", ["+", "\\055"], "the question after or before"),
    KeyHelp("/, ?", ["/", "?"], "search the questions asked"),
    KeyHelp(".", ["."], "repeats the last change"),
    KeyHelp("$", ["$", "\\e[F", "\\eOF", "\\e[4~", "\\e[8~"], "to the end of the text"),
    KeyHelp("^A, ^E", ["^A", "^E"], "to the start or the end of the text"),
  ]

  static var all: [KeyHelp] { shared + emacs + vi }
}
