import TallyDiagnostics
import TallyRendering
import TallySession

/// What the command line says.
struct Arguments {
  /// Questions to be answered, in their order.
  var queries: [String] = []
  /// Values named from outside, in their order.
  var parameters: [GivenParameter] = []
  var format: OutputFormat?
  var color = ColorChoice.auto
  var time = false
  var keepGoing = false
  var writesFiles = false
  /// Whether only what a script expects is told.
  var checks = false
  /// How that is told; nil where nobody says.
  var report: CheckReport?
  /// Where a script's files go; nil for where the program was started.
  var outputFolder: String?
  var isSafe = false
  var noStartUpFile = false
  var noHeader = false
  var lenient = false
  /// The byte between the fields of a CSV file.
  var separator: UInt8?
  /// How a demo is played, each as it is written.
  var demoWords: [(option: String, word: String, value: String)] = []
  var version = false
  var help = false
  var manual = false
  /// Whose completions are to be shown.
  var completions: CompletedShell?
  /// Words that are no options: files and folders, or `run`, `lint` and `format` with what they are of.
  var paths: [String] = []

  /// Reads the words behind the program's name.
  ///
  /// The value of an option is the next word, or follows it behind an equals sign; behind `--` no word is an
  /// option.
  /// - Throws: a `Diagnostic` for the first word that cannot be meant.
  init(_ words: [String]) throws {
    var rest = words[...]
    while let word = rest.popFirst() {
      if word == "--" {
        paths += rest
        return
      }
      guard word.hasPrefix("-"), word != "-" else {
        paths.append(word)
        continue
      }
      let sign = word.firstIndex(of: "=")
      let name = String(word[..<(sign ?? word.endIndex)])
      guard let option = CommandOption.named(name) else { throw ArgumentDiagnostics.unknownOption(name) }
      let given = sign.map { String(word[word.index(after: $0)...]) }
      switch option.action {
      case .flag(let change):
        if given != nil { throw ArgumentDiagnostics.valueForFlag(option) }
        change(&self)
      case .value(_, _, let change):
        guard let text = given ?? rest.popFirst() else { throw ArgumentDiagnostics.missingValue(option) }
        guard change(&self, text) else { throw ArgumentDiagnostics.wrongValue(text, option) }
      }
    }
  }
}

/// When to colour.
enum ColorChoice: String, CaseIterable {
  case auto, always, never
}
