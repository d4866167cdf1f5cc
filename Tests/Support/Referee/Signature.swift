import TallyColumns

/// A way of writing a value, with gaps for what it is made of: `round(_, _)` of a real and a whole number.
struct Signature: Sendable {
  /// What it is counted as: `round`, `+`, `month of`.
  let name: String
  /// The text around the gaps, one piece more than there are gaps.
  let pieces: [String]
  let gaps: [ValueType]
  /// Gaps that only something written out can fill.
  var literals: Set<Int> = []
  let result: ValueType

  func text(_ arguments: [String]) -> String {
    zip(arguments, pieces.dropFirst()).reduce(pieces.first ?? "") { $0 + $1.0 + $1.1 }
  }
}
