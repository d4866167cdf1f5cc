import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let quit = Command(
    "quit", synonyms: ["exit", "q"], usage: "quit", "leaves the shell; ^D does too",
    examples: [Example("quit", "")], belongsToPrompt: true
  ) { _, _, _ in Outcome(.quit) }

  static let runScript = Command(
    "run", usage: "run SCRIPT [NAME=VALUE …]",
    "runs the statements of a file, its parameters as given; inside a script its path is relative to the script",
    shape: .words, completes: .files
  ) { syntax, source, session in
    guard let path = syntax.arguments.first else {
      throw SessionDiagnostics.wants("run", "a file", syntax, source)
    }
    let given = try syntax.arguments.dropFirst().map { word in
      guard let parameter = GivenParameter(typed: word.text, spelling: session.spelling) else {
        throw SessionDiagnostics.noParameter(word, path, source)
      }
      return parameter
    }
    let place = session.scriptPath(HomeFolder.expanded(path.text))
    let text = try TextFile.read(place, session.permissions)
    return Outcome(.script(SourceText(text, name: place), given))
  }

  static let edit = Command(
    "edit", usage: "edit",
    "opens your editor ($VISUAL or $EDITOR) on the last question and brings back the text",
    belongsToPrompt: true
  ) { syntax, _, session in
    _ = try session.permissions.programPermit(at: syntax.name.span)
    guard session.hasPrompt, session.runningScripts.isEmpty else {
      throw SessionDiagnostics.editWithoutPrompt(syntax.name)
    }
    return Outcome(.edit)
  }

  static let set = Command(
    "set", usage: "set [NAME VALUE]",
    "shows or changes how answers are shown, and what they may take: "
      + Setting.all.map(\.name).joined(separator: ", "),
    examples: [Example("set timing off", "")],
    shape: .words, completes: .settings
  ) { syntax, source, session in
    let words = syntax.arguments.map(\.text)
    guard let name = words.first?.lowercased() else {
      let rows = Setting.all.map { setting in
        "set \(setting.name) \(setting.current(session.settings))   \(setting.summary) (\(setting.values.joined(separator: ", ")))"
      }
      return Outcome(.text(rows.joined(separator: "\n")))
    }
    guard let setting = Setting.all.first(where: { $0.name == name }) else {
      throw SessionDiagnostics.unknownSetting(syntax.arguments[0], source)
    }
    let value = words.dropFirst().joined(separator: " ")
    guard words.count > 1, setting.takes(value) else {
      throw SessionDiagnostics.settingValue(setting, syntax, source)
    }
    if setting.startsProgram(value) {
      _ = try session.permissions.programPermit(at: syntax.arguments.last?.span)
    }
    setting.change(&session.settings, value)
    return Outcome(.nothing)
  }

  static let format = Command(
    "format", usage: "format QUERY",
    "the question as it is written in the canonical way; \"tally format\" does scripts",
    examples: [
      Example(
        "format list weapon where launched>100 from strikes", "list weapon from strikes where launched > 100")
    ],
    shape: .query, completes: .query
  ) { syntax, _, _ in Outcome(.text(syntax.query?.formatted ?? "")) }

  static let help = Command(
    "help", synonyms: ["?"], usage: "help [TOPIC]",
    "what can be asked; or one verb, function or command with examples",
    examples: [
      Example("help quit", "quit\n  leaves the shell; ^D does too\n  also: exit, q\n\n  tally> quit")
    ],
    shape: .words, completes: .helpTopics, belongsToPrompt: true
  ) { syntax, source, _ in
    guard let topic = syntax.arguments.first else { return Outcome(.text(Help.overview)) }
    let name = syntax.arguments.map { $0.text.lowercased() }.joined(separator: " ")
    guard let text = Help.text(on: name) else { throw SessionDiagnostics.unknownTopic(topic, name, source) }
    return Outcome(.text(text))
  }
}
