import TallyColumns
import TallyFunctions

/// What an answer rests on and people should know; the wording of all of it.
public enum ExecutionNote: Sendable, Hashable {
  /// Rows that a condition leaves open.
  case mayMatch(Int)
  /// Rows that a condition leaves open and that are shown all the same.
  case keptMaybe(Int)
  /// Rows an aggregate left out because the figure is unknown.
  case leftOut(name: String, unknown: Int, of: Int)
  /// Settled figures an aggregate left out because nobody gives them.
  case leftOutSettled(name: String, unknown: Int, of: Int)
  /// No row gives the figure, which was put together from figures that are parts of it.
  case fromParts(name: String, parts: [String])
  /// No row has the text that was asked for; perhaps another was meant.
  case noSuchText(column: String, text: String, meant: MeantText?)
  /// The answer is unknown: so many rows matched, and none gives the figure.
  case noneGives(name: String, matched: Int)
  case noRowMatched
  /// Windows over rows of which it is open whether they belong there.
  case windowOpen
  /// Rows were put in order by figures of which it is open which is the greater.
  case orderOpen
  /// Of rows that were kept it is open whether others belong in their place.
  case keptOpen
  /// Figures are given, and there is still no answer.
  case undefined(Aggregate.Operation, name: String)
  /// What settling found, in words.
  case settled(String)
  /// Rows that a join leaves without a match because they do not know the key; of the joined table where it is named.
  case keyUnknown(name: String, unknown: Int, of: Int, table: String?)
  /// A join has made a row stand several times, and an aggregate counts it each time.
  case repeated(rows: String?, table: String, most: Int, words: [String])
  /// Claims that an aggregate of joined columns takes as plain rows.
  case notSettled(name: String)

  /// Notes of less weight stand first: what may be a mistake, then what is disputed or counted once, then
  /// what is open, then what was left out.
  var weight: Int {
    switch self {
    case .noSuchText: 0
    case .noRowMatched, .noneGives, .fromParts, .undefined: 1
    case .settled, .repeated, .notSettled: 2
    case .orderOpen, .windowOpen, .keptOpen: 3
    case .mayMatch, .keptMaybe: 4
    case .leftOut, .leftOutSettled, .keyUnknown: 5
    }
  }

  public var text: String {
    switch self {
    case .mayMatch(let count):
      return "\(count) more \(count == 1 ? "row" : "rows") may match"
    case .keptMaybe(let count):
      return "\(count) of these \(count == 1 ? "rows matches" : "rows match") only perhaps"
    case .leftOut(let name, let unknown, let total):
      return "\(name) is unknown in \(unknown) of \(total) \(total == 1 ? "row" : "rows"), left out"
    case .leftOutSettled(let name, let unknown, let total):
      return "nobody gives \(name) in \(unknown) of \(total) settled cases, left out"
    case .fromParts(let name, let parts):
      return
        "no row gives \(name): it is at least \(parts.count == 1 ? "its part" : "the sum of its parts") \(parts.joined(separator: ", "))"
    case .noSuchText(let column, let text, let meant):
      let missing = "no row has \(column) \"\(text)\""
      return meant.map { "\(missing); \($0.question)" } ?? missing
    case .noneGives(let name, let matched):
      return "\(matched) \(matched == 1 ? "row" : "rows") matched, none gives \(name)"
    case .noRowMatched:
      return "no row matched"
    case .windowOpen:
      return "which rows stand before which is open, as some may match; where maybe takes them all in"
    case .orderOpen:
      return "the order is not sure: bounds overlap"
    case .keptOpen:
      return "which rows are kept is not sure: others may belong in their place"
    case .undefined(.correlation, let name):
      return "a correlation takes rows in which \(name) are known, and which differ in both"
    case .undefined(_, let name):
      return "how far \(name) is spread takes at least two rows that give it"
    case .settled(let text):
      return text
    case .keyUnknown(let name, let unknown, let total, let table):
      let rows = "\(total) \(total == 1 ? "row" : "rows")\(table.map { " of \($0)" } ?? "")"
      return
        "\(name) is unknown in \(unknown) of \(rows), which \(unknown == 1 ? "matches" : "match") nothing"
    case .repeated(let rows, let table, let most, let words):
      let joined = rows == table ? "joined" : "joined to \(table)"
      return
        "\(joined), a row\(rows.map { " of \($0)" } ?? "") stands here up to \(most) times: \(words.joined(separator: " and ")) \(words.count == 1 ? "counts" : "count") it each time"
    case .notSettled(let name):
      return "\(name) is of joined columns, so claims are not settled: each row counts"
    }
  }
}
