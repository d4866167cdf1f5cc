import TallyColumns
import TallyFunctions

/// Help, made from the values that the builtins, commands, settings and topics are.
public enum Help {
  /// Columns of the screen that help is written for.
  static let width = 79

  /// One screen to begin with: what people come to do, and where help goes on.
  public static let overview = """
    Ask one question a line, the verb first. To …
    \(HelpTask.all.map(row).joined(separator: "\n"))

      tables      what is open          help functions   help commands   help keys
      describe T  a table's columns     help verbs       help settings   help safe
      load FILE   another file          help topics      all there is help on
    Tab completes, Up recalls, ^R searches, ^C stops, ^D leaves.
    """

  private static func row(_ task: HelpTask) -> String {
    "  \(padded(task.name, 20))\(padded(task.question, 44))help \(task.topic)"
  }

  static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  /// What can be asked for besides builtins, commands and settings.
  static let topics: [HelpTopic] = HelpTopic.all

  /// Names of the topics that are not builtins.
  public static var topicNames: [String] { topics.map(\.name) }

  /// Everything `help` knows, each name once.
  public static let allNames: [String] = {
    var known: Set<String> = []
    let names = topicNames + builtins.map(\.name) + Setting.all.map(\.name)
    return names.filter { known.insert($0).inserted }
  }()

  private static let builtins: [any Builtin] = Aggregate.all + Command.all + ScalarFunction.all

  /// Help on a topic, verb, function, command or setting; nil where there is none. What has the name goes before
  /// what is also called so.
  public static func text(on name: String) -> String? {
    var found = topics.filter { $0.name == name }.map(\.text)
    found += builtins.filter { $0.name == name }.map(text)
    found += Setting.all.filter { $0.name == name }.map(\.help)
    if found.isEmpty {
      found = topics.filter { $0.synonyms.contains(name) }.map(\.text)
      if found.isEmpty { found = builtins.filter { $0.synonyms.contains(name) }.map(text) }
    }
    return found.isEmpty ? nil : found.joined(separator: "\n\n")
  }

  private static func text(of builtin: any Builtin) -> String {
    let summary = builtin.summary.split(separator: "\n", omittingEmptySubsequences: false)
    var lines = folded(["\(builtin.usage)"] + summary.map { "  \($0)" })
    if !builtin.synonyms.isEmpty { lines.append("  also: \(builtin.synonyms.joined(separator: ", "))") }
    return (lines + shown(builtin.examples)).joined(separator: "\n")
  }

  /// Examples as a session shows them, with an empty line before the first.
  static func shown(_ examples: [Example]) -> [String] {
    var lines = examples.isEmpty ? [] : [""]
    for example in examples {
      lines.append("  tally> \(example.query)")
      if !example.answer.isEmpty {
        lines += example.answer.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      }
    }
    return lines
  }

  /// All builtins and topics with their examples, for the tests that run them.
  public static var examples: [(name: String, example: Example)] {
    builtins.flatMap { builtin in builtin.examples.map { (builtin.name, $0) } }
      + topics.flatMap { topic in topic.examples.map { (topic.name, $0) } }
  }
}

extension Setting {
  /// How it is typed, with all that it can be set to.
  var usage: String { "set \(name) \(values.joined(separator: "|"))" }

  /// What help says of it.
  var help: String { "\(usage)\n  \(summary)" }
}
