import TallyDiagnostics
import TallySession

extension Arguments {
  /// The ways to call the program, and what each does.
  static let usages: [(words: String, does: String)] = [
    ("tally [FILE|FOLDER ...]", "a shell on these"),
    ("tally -c QUERY ... [FILE ...]", "answer and exit"),
    ("tally run SCRIPT [FILE ...]", "run a script; so does a pipe on standard input"),
    ("tally run --check SCRIPT [FILE ...]", "tell whether all is as it expects"),
    ("tally lint SCRIPT [FILE ...]", "look for what is hardly meant"),
    ("tally demo [NAME]", "play a demo; without a name, list them"),
    ("tally format [--write] [SCRIPT ...]", "scripts in the canonical way; without any, a pipe"),
  ]

  static let purpose = "Questions about reported numbers, asked of CSV files and data packages."

  static let synopsis = usages.enumerated().map { number, usage in
    let words = usage.words + String(repeating: " ", count: 36 - usage.words.count)
    return (number == 0 ? "usage: " : "       ") + words + usage.does
  }
  .joined(separator: "\n")

  /// Everything `--help` says.
  static var helpText: String {
    let options = CommandOption.all.map { row($0.usage, $0.summary) }
    let statuses = ExitStatus.allCases.map { row("\($0.rawValue)", $0.summary) }
    return """
      \(purpose)

      \(synopsis)

      ARGUMENTS:
      \(row("<file>", "Files and folders to open; without any, the shipped data."))

      OPTIONS:
      \(options.joined(separator: "\n"))

      EXIT STATUS:
      \(statuses.joined(separator: "\n"))

      In the shell, "help" shows how to ask.
      """
  }

  /// A word and what it means, in two columns of at most 100 together.
  private static func row(_ word: String, _ meaning: String) -> String {
    let indent = 26
    let lines = Paragraph(meaning, lead: "", width: 100 - indent).lines
    let first = "  " + word + String(repeating: " ", count: max(1, indent - 2 - word.count))
    return first + lines.joined(separator: "\n" + String(repeating: " ", count: indent))
  }
}
