import ArgumentParser
import TallyDiagnostics
import TallyRendering
import TallySession
import TallySyntax

/// The command line.
struct Arguments: ParsableCommand {
  // Help is written by `helpText`, with the statuses the process ends with.
  static let configuration = CommandConfiguration(commandName: "tally", helpNames: [])

  @Option(
    name: [.customShort("c"), .customLong("command")],
    help: ArgumentHelp("Answer QUERY and exit; may be given several times.", valueName: "query"))
  var queries: [String] = []

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp(
      "Name a value that questions then write $NAME; may be given several times.", valueName: "name=value"))
  var parameters: [Parameter] = []

  @Option(
    name: .long,
    help: "How answers are written: \(OutputFormat.allCases.map(\.rawValue).joined(separator: ", ")).")
  var format: OutputFormat?

  @Option(name: .long, help: "When to colour: auto, always or never. NO_COLOR is heeded by auto.")
  var color: ColorChoice = .auto

  @Flag(name: .long, help: "Say on standard error how long each statement took: parse, plan, run.")
  var time = false

  @Flag(name: .customLong("keep-going"), help: "Go on behind a statement of a script that failed.")
  var keepGoing = false

  @Flag(
    name: .customLong("write"), help: "With \"format\": put what is printed otherwise in the files' places.")
  var writesFiles = false

  @Flag(name: .customLong("no-rc"), help: "Do not run the start-up file.")
  var noStartUpFile = false

  @Flag(name: .customLong("no-header"), help: "The first line of a CSV file is data, not names.")
  var noHeader = false

  @Flag(name: .long, help: "Pad or cut rows of a CSV file that are too short or too long, and say so.")
  var lenient = false

  @Option(name: .long, help: "What separates the fields of a CSV file, where it should not be guessed.")
  var separator: Separator?

  @Flag(name: .long, help: "Show the version.")
  var version = false

  @Flag(name: .shortAndLong, help: "Show this help.")
  var help = false

  @Argument(
    help: ArgumentHelp("Files and folders to open; without any, the shipped data.", valueName: "file"))
  var paths: [String] = []

  static let synopsis = """
    usage: tally [FILE|FOLDER ...]             a shell on these
           tally -c QUERY ... [FILE ...]       answer and exit
           tally run SCRIPT [FILE ...]         run a script; so does a pipe on standard input
           tally format [--write] [SCRIPT ...] scripts in the canonical way; without any, a pipe
    """

  /// Everything `--help` says.
  static var helpText: String {
    let options = helpMessage(columns: 100).split(separator: "\n", omittingEmptySubsequences: false)
      .drop { !$0.hasPrefix("ARGUMENTS:") }.joined(separator: "\n")
    let statuses = ExitStatus.allCases.map { status in
      "  \(status.rawValue)".padded(to: 26) + status.summary
    }
    return """
      Questions about reported numbers, asked of CSV files and data packages.

      \(synopsis)

      \(options)
      EXIT STATUS:
      \(statuses.joined(separator: "\n"))

      In the shell, "help" shows how to ask.
      """
  }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(1, width - count))
  }
}

extension OutputFormat: ExpressibleByArgument {}

/// When to colour.
enum ColorChoice: String, ExpressibleByArgument, CaseIterable {
  case auto, always, never
}

/// `NAME=VALUE`: a value with a name that can be typed behind a dollar sign.
struct Parameter: ExpressibleByArgument {
  let name: String
  let text: String

  init?(argument: String) {
    guard let sign = argument.firstIndex(of: "=") else { return nil }
    name = String(argument[..<sign])
    text = String(argument[argument.index(after: sign)...])
    let tokens = Lexer.tokens(in: SourceText("$" + name))
    guard tokens.count == 2, tokens[0].kind == .variable(name) else { return nil }
  }
}

/// What separates fields: a character, or `tab`.
struct Separator: ExpressibleByArgument {
  let byte: UInt8

  init?(argument: String) {
    if argument == "tab" || argument == "\\t" {
      byte = UInt8(ascii: "\t")
    } else if let only = argument.utf8.first, argument.utf8.count == 1, only != UInt8(ascii: "\""),
      only >= 0x20 || only == 0x09
    {
      byte = only
    } else {
      return nil
    }
  }
}
