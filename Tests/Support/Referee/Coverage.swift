import TallyFunctions
import TallySyntax

/// How many cases used what, and how many of those each referee answered.
public struct Coverage: Sendable {
  /// By feature, then by referee; the engine itself stands for all cases.
  public private(set) var counts: [String: [String: Int]] = [:]
  /// Why referees did not answer, by referee and reason.
  public private(set) var reasons: [String: [String: Int]] = [:]

  /// The name under which all cases are counted.
  public static let everything = "cases"
  static let engine = "engine"

  public init() {}

  public mutating func count(_ tested: Case, _ outcome: Trial.Outcome) {
    for feature in tested.question.features.union([Coverage.everything]) {
      for referee in [Coverage.engine] + outcome.answered { add(1, feature, referee) }
    }
    if outcome.isOverflow { add(1, "overflows", Coverage.engine) }
    for (referee, reason) in outcome.declined { reasons[referee, default: [:]][reason, default: 0] += 1 }
  }

  private mutating func add(_ count: Int, _ feature: String, _ referee: String) {
    counts[feature, default: [:]][referee, default: 0] += count
  }

  public mutating func add(_ other: Coverage) {
    counts.merge(other.counts) { $0.merging($1, uniquingKeysWith: +) }
    reasons.merge(other.reasons) { $0.merging($1, uniquingKeysWith: +) }
  }

  // MARK: - What has to be used

  /// Verbs and clauses of the plain language.
  private static let grammar = [
    "list", "distinct", "answers", "top", "add", "keep", "highest", "lowest", "latest", "earliest", "first",
    "last",
    "drop", "rename", "join", "inner join", "semi join", "anti join", "full join", "where", "maybe", "by",
    "every", "sort", "limit", "skip", "per",
    "and", "or", "not", "in", "contains", "starts with", "ends with", "matches", "is unknown", "during",
    "touches",
  ]

  /// Everything that a long run has to use, the builtins by their own lists.
  public static var wanted: [String] {
    grammar + Aggregate.all.map(\.name) + ScalarFunction.all.map(\.name)
      + ArithmeticOperator.allCases.map(\.rawValue) + ComparisonOperator.allCases.map(\.rawValue)
      + WindowKind.allCases.map(\.rawValue) + ["month of", "count distinct", "negate"]
  }

  /// Builtins that random questions cannot use, because nothing they can be applied to was found.
  public static var withoutSignature: [String] {
    let found = Set((Signatures.scalar + Signatures.aggregates + Signatures.windows).map(\.name))
    return (Aggregate.all.map(\.name) + ScalarFunction.all.map(\.name) + WindowKind.allCases.map(\.rawValue))
      .filter { !found.contains($0) }
  }

  /// What no case used.
  public var missing: [String] { Coverage.wanted.filter { counts[$0]?[Coverage.engine] == nil } }

  // MARK: - As text

  /// A table of the cases and of who answered them.
  public var report: String {
    let referees = Set(counts.values.flatMap(\.keys)).subtracting([Coverage.engine]).sorted()
    var lines = [line("", "cases", referees)]
    for feature in [Coverage.everything, "overflows"] + counts.keys.sorted()
    where counts[feature] != nil && (feature == Coverage.everything || feature != "overflows") {
      let all = counts[feature]?[Coverage.engine] ?? 0
      lines.append(
        line(
          feature, "\(all)",
          referees.map { referee in
            let share = 100 * (counts[feature]?[referee] ?? 0) / max(1, all)
            return "\(share) %"
          }))
    }
    for (referee, reasons) in reasons.sorted(by: { $0.key < $1.key }) {
      lines.append("\(referee) did not answer:")
      for (reason, count) in reasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) }).prefix(15) {
        lines.append("  \(count)  \(reason)")
      }
    }
    return lines.joined(separator: "\n")
  }

  private func line(_ name: String, _ count: String, _ cells: [String]) -> String {
    let pad = { (text: String, width: Int) in String(repeating: " ", count: max(0, width - text.count)) + text
    }
    return name + String(repeating: " ", count: max(0, 16 - name.count)) + pad(count, 8)
      + cells.map { pad($0, 9) }.joined()
  }

  /// The counts as lines of three fields between tabs, for another process to read.
  public var encoded: [String] {
    counts.flatMap { feature, counts in counts.map { "\(feature)\t\($0.key)\t\($0.value)" } }
      + reasons.flatMap { referee, counts in counts.map { "?\(referee)\t\($0.key)\t\($0.value)" } }
  }

  /// Takes in a line that `encoded` gave.
  public mutating func decode(_ line: Substring) {
    let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
    guard fields.count == 3, let count = Int(fields[2]) else { return }
    if fields[0].hasPrefix("?") {
      reasons[String(fields[0].dropFirst()), default: [:]][fields[1], default: 0] += count
    } else {
      add(count, fields[0], fields[1])
    }
  }
}
