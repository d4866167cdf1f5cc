import TallyColumns
import TallyExecution
import TallyPlanning

/// Reads claims out of the columns of their table.
struct ClaimReader {
  let columns: [Column]
  let plan: SettlingPlan

  /// What a row has in a column, as text: events may be numbers. Nil where it is unknown.
  func text(_ column: Int?, _ row: Int) -> String? {
    guard let column else { return nil }
    let value = columns[column].value(at: row)
    return value.isUnknown ? nil : value.text()
  }

  /// The claims that give a figure, among rows.
  func claims(_ rows: [Int], _ value: (Int) -> Value) -> [Claim] {
    rows.compactMap { row in
      guard let figure = value(row).asFigure else { return nil }
      return Claim(
        row: row, sources: sources(row),
        reported: plan.roles.reported.flatMap { columns[$0].value(at: row).stored }, figure: figure)
    }
  }

  /// Whose word a row is.
  private func sources(_ row: Int) -> [String] {
    plan.roles.sources.flatMap { column in
      text(column, row).map { plan.roles.sources(in: $0, ofColumn: column) } ?? []
    }
  }

  /// What the parts of a figure come to where it is not given itself: at least their sum. That no figure
  /// includes itself is seen to where inclusions are declared.
  func parts(of column: Int, _ rows: [Int]) throws -> [Account.Part] {
    try (plan.roles.includes[column] ?? []).compactMap { part in
      let given = claims(rows) { columns[part].value(at: $0) }
      if let accord = Accord(given, policy: plan.policy) {
        return Account.Part(
          column: part, claims: given, parts: [], figure: accord.figure, verdict: accord.verdict,
          policyCannotTell: accord.policyCannotTell)
      }
      let inner = try parts(of: part, rows)
      guard let least = try ClaimReader.least(inner.map(\.figure)) else { return nil }
      return Account.Part(
        column: part, claims: [], parts: inner, figure: least,
        verdict: inner.map(\.verdict).max() ?? .single,
        policyCannotTell: inner.contains(where: \.policyCannotTell))
    }
  }

  /// At least the sum of the lows; nil of nothing.
  static func least(_ figures: [Figure]) throws -> Figure? {
    guard !figures.isEmpty else { return nil }
    let sum = try figures.compactMap(\.low).reduce(Number.whole(0)) { try Number.adding($0, $1) }
    return Figure(low: sum, best: nil, high: nil)
  }
}
