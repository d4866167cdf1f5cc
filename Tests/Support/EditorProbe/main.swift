// A loop around the line editor, for tests to drive on a pseudoterminal.

import Glibc
import TallyPermissions
import TallySyntax
import TallyTerminal

/// A few words to complete: `casualties`, `casino` and so on by what stands before the cursor.
func candidates(_ text: String, _ cursor: Int) -> CompletionList {
  let words = ["casualties", "casino", "count", "café-menu", "sum", "sumo"]
  let before = text.utf8.prefix(cursor)
  let start = before.lastIndex { $0 == 0x20 || $0 == 0x0A }.map { before.index(after: $0) }
  let word = String(text[(start ?? before.startIndex)..<before.endIndex])
  let many = word.hasPrefix("many") ? (1...500).map { "many\($0)" } : []
  let found = (words + many).filter { $0.hasPrefix(word) }.map { Candidate($0, kind: "word") }
  return CompletionList(replaced: cursor - word.utf8.count..<cursor, candidates: found)
}

/// `sleep` stands for a query: it runs until ^C raises the flag.
func runUntilInterrupted() {
  print("running")
  fflush(nil)
  while !InterruptSignal.isRaised { usleep(1_000) }
  InterruptSignal.clear()
  print("cancelled")
}

func escaped(_ text: String) -> String {
  text.unicodeScalars.map { $0.value < 0x20 ? $0.escaped(asASCII: false) : String($0) }.joined()
}

/// Words by what they look like, a few of them being something: enough to see where colours end up.
func highlights(_ text: String) -> [HighlightedSpan] {
  var spans: [HighlightedSpan] = []
  var start = 0
  for word in text.split(omittingEmptySubsequences: false, whereSeparator: { " \n\t".contains($0) }) {
    let kind: HighlightedSpan.Kind? =
      switch word.first {
      case "s": .verb
      case "b": .unknown
      case let first? where first.isNumber: .number
      case let first? where !first.isASCII: .text
      default: nil
      }
    let end = start + word.utf8.count
    if let kind { spans.append(HighlightedSpan(start..<end, kind)) }
    start = end + 1
  }
  return spans
}

let flags = Set(CommandLine.arguments.dropFirst())
let permissions = flags.contains("--safe") ? Permissions.safe(naming: []) : .everything
var configuration = EditorConfiguration(
  programName: "tally", prompt: "probe> ", usesColor: flags.contains("--color"), permissions: permissions,
  history: permissions.writePermit.flatMap { HistoryFile.standard($0) },
  isComplete: { !$0.hasSuffix("|") && $0.count { $0 == "(" } == $0.count { $0 == ")" } },
  complete: candidates)
if flags.contains("--suggest") {
  configuration.suggest = { $0.hasSuffix("where x=") ? "commonest" : nil }
}
configuration.highlight = { text, _ in highlights(text) }

guard let editor = LibeditEditor(configuration) else { exit(1) }
loop: while true {
  switch editor.readStatement() {
  case .statement(let text):
    editor.remember(text)
    print("got: \(escaped(text))")
    if text == "sleep" { runUntilInterrupted() }
  case .interrupted: print("interrupted")
  case .endOfInput: break loop
  }
}
print("bye")
