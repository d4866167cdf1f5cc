import TallyColumns
import TallyFunctions

/// Help, made from the values that the builtins and commands are.
public enum Help {
  /// One screen to begin with.
  public static let overview = """
    Ask one question a line, the verb first:
      sum casualties where city = Kyiv        add up a column
      count by place from casualties          how many, in groups
      top 3 weapon by sum launched            the greatest of them
      list place, killed where killed > 1     the rows themselves
      sum launched by weapon | where sum launched > 100
      why                                     where the last answer comes from
      tally casualties                        who says what, side by side

    Find your way:
      tables              what is open           describe strikes    a table's columns
      help where          conditions             help functions      all functions
      help sum            one verb, with examples
      load data.csv       open another file      quit                leave; ^D does too

    Tab completes, Up recalls, ^R searches what was typed, ^C drops the line or stops a query.
    More: \(topicNames.joined(separator: ", "))
    """

  /// What can be asked for besides builtins and commands.
  static let topics: [HelpTopic] = HelpTopic.all

  /// Names of the topics that are not builtins.
  public static var topicNames: [String] { topics.map(\.name) }

  /// Everything `help` knows.
  public static var allNames: [String] {
    topicNames + (Aggregate.all.map(\.name) + ScalarFunction.all.map(\.name) + Command.all.map(\.name))
  }

  /// Help on a topic, verb, function or command; nil where there is none.
  public static func text(on name: String) -> String? {
    if let topic = topics.first(where: { $0.name == name || $0.synonyms.contains(name) }) {
      return topic.text
    }
    let builtins: [any Builtin] = Aggregate.all + Command.all + ScalarFunction.all
    let found = builtins.filter { $0.name == name || $0.synonyms.contains(name) }
    return found.isEmpty ? nil : found.map(text).joined(separator: "\n\n")
  }

  private static func text(of builtin: any Builtin) -> String {
    var lines = ["\(builtin.usage)", "  \(builtin.summary)"]
    if !builtin.synonyms.isEmpty { lines.append("  also: \(builtin.synonyms.joined(separator: ", "))") }
    if !builtin.examples.isEmpty { lines.append("") }
    for example in builtin.examples {
      lines.append("  tally> \(example.query)")
      if !example.answer.isEmpty {
        lines += example.answer.split(separator: "\n", omittingEmptySubsequences: false).map { "  \($0)" }
      }
    }
    return lines.joined(separator: "\n")
  }

  /// All builtins with their examples, for the tests that run them.
  public static var examples: [(name: String, example: Example)] {
    let builtins: [any Builtin] = Aggregate.all + ScalarFunction.all + Command.all
    return builtins.flatMap { builtin in builtin.examples.map { (builtin.name, $0) } }
      + topics.flatMap { topic in topic.examples.map { (topic.name, $0) } }
  }
}
