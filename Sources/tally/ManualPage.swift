import TallySession

/// `tally(1)`: the manual page, in the macros of man(7), made from what options, help and statuses are.
enum ManualPage {
  static let text: String = {
    var page = Page()
    page.section("NAME")
    page.paragraph("tally - \(Arguments.purpose.lowercasedFirst.withoutStop)")
    page.section("SYNOPSIS")
    page.list(Arguments.usages.map { ($0.words, $0.does) })
    page.section("DESCRIPTION")
    page.paragraph(
      "A query shell for reported numbers. Reports say at least 15, leave blanks that do not mean zero, and name a "
        + "district inside a city; tally carries that through to the answer. Without a file it opens the data that it "
        + "is shipped with. In the shell, help shows how to ask.")
    page.section("OPTIONS")
    page.list(CommandOption.all.map { ($0.usage, $0.summary) })
    page.section("WHAT PEOPLE COME TO DO")
    page.list(Help.tasks.map { ($0.meaning, $0.word) })
    for section in Help.sections {
      page.section(section.title.uppercased())
      page.list(section.entries.map { ($0.word, $0.meaning) })
    }
    page.section("EXIT STATUS")
    page.list(ExitStatus.allCases.map { ("\($0.rawValue)", $0.summary) })
    page.section("ENVIRONMENT")
    page.list(EnvironmentVariable.all.map { ($0.name, $0.summary) })
    page.section("FILES")
    page.list([
      ("~/.config/tally/init.tally", "Statements that run when a shell starts."),
      ("~/.local/state/tally/history", "What was asked in shells, an entry a line."),
      ("~/.editrc", "Keys of the line editor: see editrc(5)."),
      ("datapackage.json", "Makes a folder a data package: what its files are, and what their columns mean."),
    ])
    page.section("SEE ALSO")
    page.paragraph("editrc(5), sqlite3(1), https://datapackage.org")
    return page.text
  }()

  /// Lines of the page as they come.
  private struct Page {
    private(set) var text = ".TH TALLY 1 \"\" \"tally \(Program.version)\" \"User Commands\"\n"

    mutating func section(_ title: String) { text += ".SH \(title)\n" }

    mutating func paragraph(_ prose: String) { text += escaped(prose) + "\n" }

    mutating func list(_ entries: [(word: String, meaning: String)]) {
      for entry in entries {
        text += ".TP\n\\fB\(escaped(entry.word, isInside: true))\\fR\n\(escaped(entry.meaning))\n"
      }
    }

    /// A text in which nothing is meant for the formatter: signs that it knows are spelt out, others than ASCII's
    /// named by their numbers, and no line begins with a request.
    /// - Parameter isInside: whether it stands behind something on its line.
    private func escaped(_ text: String, isInside: Bool = false) -> String {
      var result = ""
      for scalar in text.unicodeScalars {
        switch scalar {
        case "\\": result += "\\e"
        case "-": result += "\\-"
        case "^": result += "\\(ha"
        case "~": result += "\\(ti"
        case "`": result += "\\(ga"
        case "'": result += "\\(aq"
        case "\n": result += "\n.br\n"
        case _ where !scalar.isASCII: result += "\\[u\(hexadecimal(scalar.value))]"
        default: result.unicodeScalars.append(scalar)
        }
      }
      let isRequest = !isInside && result.hasPrefix(".")
      return (isRequest ? "\\&" : "") + result
    }

    private func hexadecimal(_ value: UInt32) -> String {
      let digits = String(value, radix: 16, uppercase: true)
      return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }

  fileprivate var withoutStop: String { hasSuffix(".") ? String(dropLast()) : self }
}
