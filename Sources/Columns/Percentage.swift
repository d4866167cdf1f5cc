/// Numbers that are written as percentages: `95.1 %`.
public enum Percentage {
  /// The number of a text, and whether a percent sign stands behind it.
  public static func split(_ text: some StringProtocol) -> (number: String, isPercent: Bool) {
    let plain = text.withoutOuterBlanks
    guard plain.hasSuffix("%") else { return (plain, false) }
    return (plain.dropLast().withoutOuterBlanks, true)
  }
}

extension Value {
  /// A percentage as the part that it is; what is no number stays what it is.
  public func scaled(isPercent: Bool) -> Value {
    guard isPercent, kind?.isNumber == true, let figure = asFigure else { return self }
    let part = { (number: Number?) in number.map { Number.real($0.asDouble / 100) } }
    return Value(Figure(low: part(figure.low), best: part(figure.best), high: part(figure.high)), kind: .real)
  }
}

extension StringProtocol {
  /// Without blanks and ends of lines around it.
  public var withoutOuterBlanks: String {
    var rest = self[...]
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
