import TallyDiagnostics
import TallyFunctions
import TallySyntax

/// A word that is told to the shell rather than asked of the data. Parsing, help, completion and the
/// tests all read these values.
struct Command: Builtin {
  let name: String
  let synonyms: [String]
  let usage: String
  let summary: String
  let examples: [Example]
  let shape: Vocabulary.ArgumentShape
  /// What completion offers behind the command.
  let completes: CompletionTopic
  /// Whether it is about the prompt, so that a script has no use for it.
  let belongsToPrompt: Bool
  let action: @Sendable (CommandSyntax, SourceText, Session) throws -> Outcome

  enum CompletionTopic: Sendable {
    case nothing, columns, tables, tablesAndColumns, demos, helpTopics, files, settings, query, lessons
    /// One of the words that the shape names, or the query.
    case choiceAndQuery
  }

  init(
    _ name: String, synonyms: [String] = [], usage: String, _ summary: String, examples: [Example] = [],
    shape: Vocabulary.ArgumentShape = .nothing, completes: CompletionTopic = .nothing,
    belongsToPrompt: Bool = false,
    _ action: @escaping @Sendable (CommandSyntax, SourceText, Session) throws -> Outcome
  ) {
    self.name = name
    self.synonyms = synonyms
    self.usage = usage
    self.summary = summary
    self.examples = examples
    self.shape = shape
    self.completes = completes
    self.belongsToPrompt = belongsToPrompt
    self.action = action
  }

  /// Every command, in the order in which help shows them.
  static let all: [Command] = [
    .tables, .describe, .use, .load, .why, .notes, .role, .runScript, .save, .set, .explain, .trace, .sql,
    .format, .demo, .lesson, .hint, .show, .skip, .edit, .help, .quit,
  ]

  static func named(_ name: String) -> Command? {
    all.first { $0.name == name || $0.synonyms.contains(name) }
  }

  /// What follows each command's name, synonyms included.
  static let shapes: [String: Vocabulary.ArgumentShape] = {
    var shapes: [String: Vocabulary.ArgumentShape] = [:]
    for command in all {
      for name in [command.name] + command.synonyms { shapes[name] = command.shape }
    }
    return shapes
  }()

  static func run(_ syntax: CommandSyntax, _ source: SourceText, _ session: Session) throws -> Outcome {
    guard let command = named(syntax.name.text.lowercased()) else {
      throw SessionDiagnostics.unknownCommand(syntax.name)
    }
    if let destination = syntax.query?.destination, command.name != "format" {
      throw SessionDiagnostics.intoInside(destination)
    }
    if let drawing = syntax.query?.drawing, command.name != "format" {
      throw SessionDiagnostics.drawInside(drawing, source)
    }
    return try command.action(syntax, source, session)
  }
}
