import TallyRendering
import TallySession

/// One option of the command line, from which parsing, `--help` and messages derive.
struct CommandOption: Sendable {
  /// `--command`, and perhaps `-c`, the short one first.
  let names: [String]
  let summary: String
  let action: Action

  enum Action: Sendable {
    case flag(@Sendable (inout Arguments) -> Void)
    /// What help calls the value; what it can be, where that is one of a few words; and whether a text can be meant,
    /// which then changes the arguments.
    case value(String, choices: [String], @Sendable (inout Arguments, String) -> Bool)
  }

  /// Every option, in the order in which help shows them.
  static let all: [CommandOption] = [
    CommandOption("-c", "--command", of: "query", "Answer QUERY and exit; may be given several times.") {
      $0.queries.append($1)
      return true
    },
    CommandOption(
      "--set", of: "name=value",
      "Name a value that questions then write $NAME; may be given several times."
    ) { arguments, text in
      guard let parameter = GivenParameter(text) else { return false }
      arguments.parameters.append(parameter)
      return true
    },
    CommandOption(
      "--format", of: "format", choices: OutputFormat.allCases.map(\.rawValue),
      "How answers are written: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", "))."
    ) { arguments, text in
      arguments.format = OutputFormat(rawValue: text)
      return arguments.format != nil
    },
    CommandOption(
      "--color", of: "color", choices: ColorChoice.allCases.map(\.rawValue),
      "When to colour: \(ColorChoice.allCases.map(\.rawValue).joined(separator: ", ")); auto heeds NO_COLOR."
    ) { arguments, text in
      guard let choice = ColorChoice(rawValue: text) else { return false }
      arguments.color = choice
      return true
    },
    CommandOption("--time", "Say on standard error how long each statement took: load, parse, plan, run.") {
      $0.time = true
    },
    CommandOption("--keep-going", "Go on behind a statement of a script that failed.") {
      $0.keepGoing = true
    },
    CommandOption("--check", "With \"run\": tell only whether everything is as the script expects it.") {
      $0.checks = true
    },
    CommandOption(
      "--report", of: "report", choices: CheckReport.allCases.map(\.rawValue),
      "How \"run --check\" tells it: \(CheckReport.allCases.map(\.rawValue).joined(separator: ", "))."
    ) { arguments, text in
      arguments.report = CheckReport(rawValue: text)
      return arguments.report != nil
    },
    CommandOption(
      "--output", of: "folder",
      "With \"run\": write what the script shows, and the files it names, into this folder."
    ) { arguments, text in
      arguments.outputFolder = text
      return !text.isEmpty
    },
    CommandOption("--write", "With \"format\": put what is printed otherwise in the files' places.") {
      $0.writesFiles = true
    },
    CommandOption(
      "--record", of: "file", "With \"demo\": write a screen recording of it (asciicast) to FILE."
    ) {
      $0.demoWords.append(("--record", "record", $1))
      return !$1.isEmpty
    },
    CommandOption(
      "--speed", of: "speed", "With \"demo\": how many times as fast it is played as people type, or max."
    ) { arguments, text in
      arguments.demoWords.append(("--speed", "speed", text))
      return DemoPerformance.isSpeed(text)
    },
    CommandOption("--rows", of: "rows", "With \"demo\": how many rows are made up, where its data is.") {
      $0.demoWords.append(("--rows", "rows", $1))
      return DemoPerformance.areRows($1)
    },
    CommandOption(
      "--safe",
      "Safe mode: read the files named here, and touch nothing else. Nothing asked in the session can leave it."
    ) { $0.isSafe = true },
    CommandOption("--no-rc", "Do not run the start-up file.") { $0.noStartUpFile = true },
    CommandOption("--no-header", "The first line of a CSV file is data, not names.") { $0.noHeader = true },
    CommandOption("--lenient", "Pad or cut rows of a CSV file that are too short or too long, and say so.") {
      $0.lenient = true
    },
    CommandOption(
      "--separator", of: "separator",
      "What separates the fields of a CSV file, where it should not be guessed: a character, or tab."
    ) { arguments, text in
      arguments.separator = CommandOption.separator(text)
      return arguments.separator != nil
    },
    CommandOption("--man", "Show the manual page: tally --man | man -l -") { $0.manual = true },
    CommandOption(
      "--completions", of: "shell", choices: CompletedShell.allCases.map(\.rawValue),
      "Show what completes this command line: for bash, zsh or fish."
    ) { arguments, text in
      arguments.completions = CompletedShell(rawValue: text)
      return arguments.completions != nil
    },
    CommandOption("--version", "Show the version.") { $0.version = true },
    CommandOption("-h", "--help", "Show this help.") { $0.help = true },
  ]

  static func named(_ name: String) -> CommandOption? { all.first { $0.names.contains(name) } }

  /// `-c, --command <query>`
  var usage: String {
    switch action {
    case .flag: names.joined(separator: ", ")
    case .value(let value, _, _): "\(names.joined(separator: ", ")) <\(value)>"
    }
  }

  private init(
    _ names: String..., of value: String, choices: [String] = [], _ summary: String,
    _ change: @escaping @Sendable (inout Arguments, String) -> Bool
  ) {
    self.names = names
    self.summary = summary
    action = .value(value, choices: choices, change)
  }

  /// - Parameter words: the names, and the summary behind them.
  private init(_ words: String..., change: @escaping @Sendable (inout Arguments) -> Void) {
    names = words.dropLast()
    summary = words.last ?? ""
    action = .flag(change)
  }

  /// The byte of a character that can separate fields, or of the word `tab`.
  private static func separator(_ text: String) -> UInt8? {
    if text == "tab" || text == "\\t" { return UInt8(ascii: "\t") }
    guard let only = text.utf8.first, text.utf8.count == 1, only != UInt8(ascii: "\""),
      only >= 0x20 || only == 0x09
    else { return nil }
    return only
  }
}
