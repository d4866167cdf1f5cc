import TallyColumns
import TallySyntax

/// A value that an answer is expected to have.
struct ExpectedValue {
  private let literal: LiteralSyntax
  private let value: Value
  /// Digits behind the point of a number, a percentage's two more; nil where it is written without any.
  private let decimals: Int?

  init(_ literal: LiteralSyntax) {
    self.literal = literal
    let (text, isPercent) = literal.withoutPercent
    value = literal.isQuoted ? .text(literal.text) : Value(literal: text).scaled(isPercent: isPercent)
    let digits = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    decimals = value.amount?.exact != nil && digits > 0 ? digits + (isPercent ? 2 : 0) : nil
  }

  /// Whether a value of an answer is this one: as it is shown or written, or as much as it. A real number is where it is
  /// this one at the digits that are written.
  func isSame(as other: Value, _ presentation: Presentation) -> Bool {
    if literal.isUnknown { return other.isUnknown }
    if other.isUnknown { return false }
    if case .text(let text) = other { return TextOrder.isSame(text, literal.text) }
    let written = [ValueStyle.exact, .readable].map { other.text($0, as: presentation) }
    if !literal.isQuoted, written.contains(literal.formatted) { return true }
    guard let mine = value.amount, let figure = other.amount else { return other == value }
    return isSame(mine.low, figure.low) && isSame(mine.best, figure.best) && isSame(mine.high, figure.high)
  }

  private func isSame(_ mine: Number?, _ other: Number?) -> Bool {
    guard let mine, let other else { return mine == nil && other == nil }
    if case (.whole(let a), .whole(let b)) = (mine, other) { return a == b }
    // Half a unit of the last digit written; the last bits of either are no difference.
    let unit = decimals.map { 0.5 / ExpectedValue.power(ofTen: $0) } ?? 0
    let slack = max(mine.asDouble.magnitude, other.asDouble.magnitude) * 1e-12
    return (mine.asDouble - other.asDouble).magnitude <= unit + slack
  }

  private static func power(ofTen exponent: Int) -> Double {
    (0..<min(exponent, 400)).reduce(1.0) { power, _ in power * 10 }
  }
}

extension Value {
  /// The number or duration with its bounds; nil for what is no amount.
  var amount: Figure? { kind?.canBeBounded == true ? asFigure : nil }
}

extension LiteralSyntax {
  /// `95.1` of `95.1 %`
  var withoutPercent: (text: String, isPercent: Bool) {
    if isQuoted { return (text, false) }
    let (number, isPercent) = Percentage.split(text)
    return (number, isPercent)
  }
}
