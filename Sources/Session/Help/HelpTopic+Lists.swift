import TallyFunctions

extension HelpTopic {
  /// What there is of each sort, made from the values themselves.
  static let lists: [HelpTopic] = [
    HelpTopic(
      "verbs", synonyms: ["aggregates", "figures of many rows", "questions"],
      lines: ["figures of many rows"] + Help.list(Aggregate.all.map { ($0.usage, $0.summary) })
        + ["rows and groups"] + Help.list(verbs.map { ($0.lines[0], $0.firstSentence) })),
    HelpTopic(
      "functions",
      lines: ScalarFunction.groups.flatMap { group in
        [group.name] + Help.list(group.functions.map { ($0.usage, $0.summary) })
      },
      examples: [Example("round(2.345, 2)", "2.35"), Example("upper(\"kyiv\")", "KYIV")]),
    HelpTopic(
      "commands", lines: Help.list(Command.all.map { ($0.usage, $0.firstLine) })),
    HelpTopic(
      "settings",
      lines: Help.list(
        Setting.all.map { ("set \($0.name)", "\($0.summary): \($0.values.joined(separator: ", "))") }),
      examples: [Example("set timing off", "")]),
    HelpTopic(
      "topics", synonyms: ["all", "index"],
      lines: Help.list(
        groups.map { ($0.name, $0.topics.joined(separator: ", ")) }, indent: 14)),
  ]

  /// All that there is help on, in groups.
  private static let groups: [(name: String, topics: [String])] = [
    ("language", language.map(\.name)), ("figures", Aggregate.all.map(\.name)),
    ("functions", ScalarFunction.all.map(\.name)), ("commands", Command.all.map(\.name)),
    ("settings", Setting.all.map(\.name)), ("shell", shell.map(\.name)),
    ("lists", ["verbs", "functions", "commands", "settings", "topics"]),
  ]

  /// Topics of what a question can begin with.
  private static var verbs: [HelpTopic] {
    ["list", "top", "keep", "drop", "add", "join", "tally", "share"].compactMap { name in
      language.first { $0.name == name }
    }
  }

  /// What stands first below the way it is written.
  private var firstSentence: String {
    let prose = lines.dropFirst().map { $0.drop { $0 == " " } }.joined(separator: " ")
    let end = prose.firstRange(of: ". ")?.lowerBound ?? prose.firstIndex(of: ".") ?? prose.endIndex
    return String(prose[..<end])
  }
}

extension Command {
  /// The summary, without what stands below its first line.
  var firstLine: String { summary.split(separator: "\n").first.map(String.init) ?? "" }
}
