import TallyDiagnostics
import TallyFiles
import TallySession
import TallySyntax
import TallyTerminal

/// What the command line asks for, and the data that it is asked of.
struct ProgramTask {
  enum Kind {
    case queries([String])
    case script(String)
    /// A script of which only what it expects is told.
    case check(String)
    /// A script to be looked through.
    case lint(String)
    /// A script on standard input.
    case input
    case shell
    /// Scripts to be written in the canonical way; none is the one on standard input.
    case format([String])
  }

  let kind: Kind
  /// The files and folders to be opened.
  var paths: [String]
  /// What stands behind a script as NAME=VALUE.
  private(set) var parameters: [GivenParameter] = []

  /// The scripts that are read.
  var scripts: [String] {
    switch kind {
    case .script(let path), .check(let path), .lint(let path): [path]
    case .format(let paths): paths
    case .queries, .input, .shell: []
    }
  }

  var isShell: Bool { if case .shell = kind { true } else { false } }
  var isFormat: Bool { if case .format = kind { true } else { false } }
}

extension ProgramTask {
  /// Nil, with a message, where the words of the command line do not fit together.
  init?(_ arguments: Arguments) {
    do {
      self = try ProgramTask(reading: arguments)
    } catch {
      StandardStreams.tell("error: \(error.message)\n\(Arguments.synopsis)")
      return nil
    }
    if !scripts.isEmpty, !isFormat {
      // `tally run morning.tally city=Odesa`, as at the prompt.
      let given = { TextFile.isThere($0) ? nil : GivenParameter($0) }
      parameters = paths.compactMap(given)
      paths.removeAll { given($0) != nil }
    }
    if paths.isEmpty, !isFormat {
      paths = [ShippedData.path(heedsEnvironment: !arguments.isSafe)].compactMap { $0 }
    }
  }

  private init(reading arguments: Arguments) throws(Diagnostic) {
    if arguments.isSafe, arguments.writesFiles {
      throw ArgumentDiagnostics.writesInSafeMode("--write")
    }
    if arguments.isSafe, arguments.outputFolder != nil {
      throw ArgumentDiagnostics.writesInSafeMode("--output")
    }
    let paths = arguments.paths
    let word = arguments.queries.isEmpty ? paths.first : nil
    if arguments.writesFiles, word != "format" || paths.count < 2 {
      throw ArgumentDiagnostics.optionElsewhere("--write", "\"format\" and its scripts")
    }
    if arguments.checks || arguments.outputFolder != nil, word != "run" {
      throw ArgumentDiagnostics.optionElsewhere(
        arguments.checks ? "--check" : "--output", "\"run\" and its script")
    }
    if arguments.report != nil, !arguments.checks {
      throw ArgumentDiagnostics.optionElsewhere("--report", "\"run --check\"")
    }
    if arguments.checks, arguments.outputFolder != nil {
      throw ArgumentDiagnostics.checkWithOutput()
    }
    if word != "demo", let given = arguments.demoWords.first {
      throw ArgumentDiagnostics.optionElsewhere(given.option, "\"demo\"")
    }
    switch paths.first {
    case "demo" where word != nil:
      kind = .queries([try ProgramTask.demo(Array(paths.dropFirst()), arguments)])
      self.paths = []
    case "run":
      guard word != nil, paths.count > 1 else { throw ArgumentDiagnostics.noScript("run") }
      kind = arguments.checks ? .check(paths[1]) : .script(paths[1])
      self.paths = Array(paths.dropFirst(2))
    case "lint" where word != nil:
      guard paths.count > 1 else { throw ArgumentDiagnostics.noScript("lint") }
      kind = .lint(paths[1])
      self.paths = Array(paths.dropFirst(2))
    case "format" where word != nil:
      kind = .format(Array(paths.dropFirst()))
      self.paths = []
    default:
      let isShell = TerminalTraits.isTerminal(0) && TerminalTraits.isTerminal(1)
      kind = arguments.queries.isEmpty ? (isShell ? .shell : .input) : .queries(arguments.queries)
      self.paths = paths
    }
  }

  /// The statement that plays a demo, or without a name lists them.
  private static func demo(_ names: [String], _ arguments: Arguments) throws(Diagnostic) -> String {
    if names.count > 1 || (names.isEmpty && !arguments.demoWords.isEmpty) {
      throw ArgumentDiagnostics.severalDemos()
    }
    if arguments.isSafe, arguments.demoWords.contains(where: { $0.word == "record" }) {
      throw ArgumentDiagnostics.writesInSafeMode("--record")
    }
    let words = names.map(quoted) + arguments.demoWords.flatMap { [$0.word, quoted($0.value)] }
    return (["demo"] + words).joined(separator: " ")
  }
}
