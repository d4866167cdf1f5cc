import TallyColumns

/// A case with a problem, as people need it to see what is wrong.
public struct CounterExample: Sendable, CustomStringConvertible {
  public let seed: UInt64
  public let tested: Case
  /// The question as it was made.
  private let original: String
  public let problem: Problem

  /// The case of the seed in its smallest form.
  public init(seed: UInt64, _ tested: Case, _ problem: Problem, trial: Trial) {
    self.seed = seed
    original = tested.question.text
    (self.tested, self.problem) = Minimiser.smallest(tested, problem, trial)
  }

  public var description: String {
    let values = tested.set.values.sorted { $0.key < $1.key }.map { "let \($0) = \($1.text())" }
    var parts = [
      "\(problem.against) and the engine disagree, seed \(seed)", problem.what,
      tested.set.tables.map(CounterExample.text).joined(separator: "\n\n"),
      (values + [tested.question.text]).joined(separator: "\n"), problem.outline, problem.text,
    ]
    if let answers = problem.answers {
      parts.append("the engine:\n\(CounterExample.text(answers.engine))")
      parts.append("\(problem.against):\n\(CounterExample.text(answers.other))")
    }
    parts.append(
      """
      made smaller from: \(original)
      \(tested.batchRows) rows at once on \(tested.threads) threads; to see it again:
        Scripts/referee --seed \(seed) --count 1
      """)
    return parts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  private static func text(_ table: Table) -> String {
    let kinds = table.columns.map { "\($0.kind.word)\($0.isBounded ? " with bounds" : "")" }
    let lines =
      [table.fields.map { cell($0.name) }.joined(separator: ",")]
      + (0..<table.rowCount).map { row in
        table.columns.map { cell($0.value(at: row).text()) }.joined(separator: ",")
      }
    return "table \(table.name): \(kinds.joined(separator: ", "))\n"
      + lines.map { "  " + $0 }.joined(separator: "\n")
  }

  private static func text(_ rows: [[Value]]) -> String {
    if rows.isEmpty { return "  (no rows)" }
    return rows.map { row in "  " + row.map { cell($0.text()) }.joined(separator: ",") }.joined(
      separator: "\n")
  }

  /// A cell of a CSV file.
  private static func cell(_ text: String) -> String {
    guard
      text.contains(where: { ",\"\n".contains($0) || $0.isNewline }) || text.first == " " || text.last == " "
    else { return text }
    return "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"")
      + "\""
  }
}
