import TallyColumns

/// How far the same number comes out of every way to work it out.
///
/// What jumps where its argument moves by a hair, such as a comparison, a group or rounding, may only be
/// asked of numbers that are the same everywhere; sums of fractions are not.
enum Grade: Int, Comparable, Sendable {
  /// Small and binary: added up in any order, it gives the same sum, and no product soon leaves 64 bits.
  case exact
  /// The same number everywhere, but its sum depends on the order, or may leave 64 bits.
  case determined
  /// Its last bits depend on the order in which it was added up.
  case rough

  static func < (a: Grade, b: Grade) -> Bool { a.rawValue < b.rawValue }
}

/// A column that names can mean at one place of a question.
struct KnownColumn: Sendable {
  let name: String
  /// As it has to be typed.
  let text: String
  let type: ValueType
  let grade: Grade
  /// Dates that are close enough together for every period between them to be filled in.
  var isClose = false
}
