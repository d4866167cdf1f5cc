/// The words that the language's builtins and the shell's commands add to the grammar.
///
/// The grammar itself knows clauses and connectives; what can be computed and commanded is told to it,
/// so that a builtin or a command is defined in one place only.
public struct Vocabulary: Sendable {
  /// What follows a command's name.
  public enum ArgumentShape: Sendable, Hashable {
    case nothing
    /// Nothing; with something behind it the word begins a question: `show`, `show city`.
    case alone
    /// Words, names and quoted texts up to the end of the statement.
    case words
    /// A query.
    case query
    /// Nothing, the number of a row, or a query.
    case rowOrQuery
    /// A query, behind one of these words or none.
    case choiceAndQuery([String])
  }

  /// How an aggregate is written.
  public enum AggregateShape: Sendable, Hashable {
    /// `count`, `count x`
    case rows
    /// `sum x`
    case column
    /// `quantile 0.9 of x`
    case fraction
    /// `correlation of x and y`
    case pair
  }

  /// How each aggregate is written, by its names in lower case, synonyms included: `sum`, `mean`, `avg`.
  public let aggregateShapes: [String: AggregateShape]
  /// Names of aggregates in lower case, synonyms included.
  public let aggregates: Set<String>
  /// Names of functions in lower case: `round`, `lower`.
  public let functions: Set<String>
  /// Steps of the calendar: `month` in `month of date`.
  public let levels: Set<String>
  public let commands: [String: ArgumentShape]

  public init(
    aggregates: [String: AggregateShape], functions: Set<String>, levels: Set<String>,
    commands: [String: ArgumentShape] = [:]
  ) {
    aggregateShapes = aggregates
    self.aggregates = Set(aggregates.keys)
    self.functions = functions
    self.levels = levels
    self.commands = commands
  }

  public func adding(commands: [String: ArgumentShape]) -> Vocabulary {
    Vocabulary(aggregates: aggregateShapes, functions: functions, levels: levels, commands: commands)
  }
}

/// The words of the grammar itself.
public enum Keywords {
  /// Words that begin a question that is not a figure.
  public static let heads = ["list", "top", "keep", "add", "drop", "rename", "join", "tally"]
  /// Words that begin statements which are neither questions nor commands.
  public static let statements = ["let", "param", "expect"]
  /// Words before `join` that say which rows it gives.
  public static let joinKinds = JoinKind.allCases.filter { $0 != .left }.map(\.rawValue)
  public static let clauses = [
    "from", "where", "by", "across", "sort", "limit", "skip", "using", "according", "raw",
  ]
  /// Clauses about claims, which only the tables that hold them have.
  public static let claimClauses = ["using", "according", "raw"]
  public static let connectives = ["and", "or", "not"]
  /// Words that stand between the sides of a test.
  public static let tests = ["in", "contains", "starts", "ends", "matches", "is", "during", "touches", "to"]
  /// Other words for a clause, as people who know SQL type them.
  public static let clauseSynonyms = ["group", "order", "having"]
  /// Words behind what is sorted by, and whether they turn the order round.
  public static let directions = [
    "up": false, "asc": false, "ascending": false, "down": true, "desc": true, "descending": true,
  ]

  /// Words that cannot be a value without quotes, because they go on with the statement.
  static func continuesStatement(_ word: String) -> Bool {
    clauses.contains(word) || clauseSynonyms.contains(word) || connectives.contains(word)
      || tests.contains(word) || directions[word] != nil || word == "as" || word == "per"
      || endsStages(word)
  }

  /// Words behind the last stage: how the answer is drawn, and the file it is written to.
  static func endsStages(_ word: String) -> Bool { word == "draw" || word == "into" }

  /// Whether a clause begins with the word.
  public static func beginsClause(_ word: String) -> Bool {
    clauses.contains(word) || clauseSynonyms.contains(word)
  }
}
