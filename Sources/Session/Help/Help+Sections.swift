import TallyFunctions

extension Help {
  /// A word, or how something is written, and what it means.
  public struct Entry: Sendable {
    public let word: String
    public let meaning: String
  }

  /// Help on things of one sort.
  public struct Section: Sendable {
    public let title: String
    public let entries: [Entry]
  }

  /// Questions, and what people come to do with them.
  public static var tasks: [Entry] { HelpTask.all.map { Entry(word: $0.question, meaning: $0.name) } }

  /// All of help, without the examples, as a manual shows it.
  public static var sections: [Section] {
    let builtins = { (title: String, builtins: [any Builtin]) in
      Section(title: title, entries: builtins.map { Entry(word: $0.usage, meaning: summary($0.summary)) })
    }
    return [
      Section(title: "language", entries: HelpTopic.language.map(\.entry)),
      builtins("figures of many rows", Aggregate.all), builtins("functions", ScalarFunction.all),
      builtins("commands", Command.all),
      Section(
        title: "settings",
        entries: Setting.all.map { Entry(word: $0.usage, meaning: $0.summary) }),
      Section(title: "keys", entries: KeyHelp.all.map { Entry(word: $0.name, meaning: $0.does) }),
      Section(
        title: "the shell", entries: HelpTopic.shell.filter { $0.name != "keys" }.map(\.entry)),
    ]
  }

  private static func summary(_ text: String) -> String {
    paragraphs(text.split(separator: "\n").map(String.init)).joined(separator: "\n")
  }
}

extension HelpTopic {
  /// How it is written stands on the first line.
  fileprivate var entry: Help.Entry {
    Help.Entry(
      word: lines.first ?? name, meaning: Help.paragraphs(Array(lines.dropFirst())).joined(separator: "\n"))
  }
}
