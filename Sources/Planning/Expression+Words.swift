import TallyColumns
import TallyFunctions
import TallySyntax

// Expressions and conditions in plain words, for people who read what a plan does.

extension Expression {
  /// The expression by the names of its columns: `launched - destroyed`, `month of date`.
  /// - Parameter fields: what the columns of the input are called, where the expression itself does not know it.
  public func words(_ fields: [Field]) -> String {
    switch node {
    case .column(let index):
      return field?.name ?? (fields.indices.contains(index) ? fields[index].name : "column \(index + 1)")
    case .constant(.text(let text)):
      return quoted(text)
    case .constant(let value):
      return value.isUnknown ? "unknown" : value.text(.readable, as: type.presentation)
    case .condition(let predicate):
      return "(\(predicate.words(fields)))"
    case .call(let function, let arguments):
      if function.name == ScalarFunction.negate.name, arguments.count == 1 {
        return "-\(arguments[0].operandWords(fields))"
      }
      if function.isOperator, arguments.count == 2 {
        return
          "\(arguments[0].operandWords(fields)) \(function.name) \(arguments[1].operandWords(fields))"
      }
      let words = arguments.map { $0.words(fields) }
      return function.usage.hasPrefix("\(function.name) of ")
        ? "\(function.name) of \(words.joined())" : "\(function.name)(\(words.joined(separator: ", ")))"
    }
  }

  /// What the column that it makes is called.
  public func columnField(_ fields: [Field]) -> Field {
    field ?? Field(words(fields), presentation: type.presentation)
  }

  private func operandWords(_ fields: [Field]) -> String {
    if case .call(let function, _) = node, function.isOperator { return "(\(words(fields)))" }
    return words(fields)
  }
}

extension ScalarFunction {
  /// Whether it stands between its arguments.
  fileprivate var isOperator: Bool { name.first.map { !$0.isLetter } ?? false }
}

extension Predicate {
  /// The condition as a clause: `city is Kyiv and killed is more than 1`.
  public func words(_ fields: [Field]) -> String {
    switch self {
    case .and(let operands):
      return operands.map { $0.operandWords(fields) }.joined(separator: " and ")
    case .or(let operands):
      return operands.map { $0.operandWords(fields) }.joined(separator: " or ")
    case .not(let inner):
      return inner.words(fields, isNegated: true)
    case .always(let isSo):
      return isSo ? "in any case" : "in no case"
    default:
      return words(fields, isNegated: false)
    }
  }

  private func operandWords(_ fields: [Field]) -> String {
    switch self {
    case .and, .or: "(\(words(fields)))"
    default: words(fields)
    }
  }

  private func words(_ fields: [Field], isNegated: Bool) -> String {
    let verb = isNegated ? "is not" : "is"
    switch self {
    case .range(let subject, let low, let high):
      return "\(subject.words(fields)) \(verb) \(Predicate.rangeWords(subject.type, low, high))"
    case .comparison(let comparison, let left, let right):
      return "\(left.words(fields)) \(verb) \(comparison.words)\(right.words(fields))"
    case .text(let match, let subject):
      return "\(subject.words(fields)) \(match.words(isNegated: isNegated))"
    case .isUnknown(let subject):
      return "\(subject.words(fields)) is \(isNegated ? "known" : "unknown")"
    case .isDisputed(let column, let settling):
      let name = settling.fields.indices.contains(column) ? settling.fields[column].name : "the figure"
      return "\(name) \(verb) disputed"
    case .isTrue(let subject):
      return "\(subject.words(fields)) is \(isNegated ? "no" : "yes")"
    case .and, .or, .not, .always:
      return "not (\(words(fields)))"
    }
  }

  private static func rangeWords(_ type: ValueType, _ low: Number?, _ high: Number?) -> String {
    let isInTime = type.kind == .date || type.kind == .time
    if case .real(let least)? = low, least == .infinity { return "beyond all numbers" }
    switch (low, high) {
    case (let low?, let high?):
      return low == high ? text(low, type) : "from \(text(low, type)) to \(text(high, type))"
    case (let low?, nil):
      if let below = low.plainBelow { return "more than \(text(below, type))" }
      return isInTime ? "\(text(low, type)) or later" : "at least \(text(low, type))"
    case (nil, let high?):
      if let above = high.plainAbove { return "less than \(text(above, type))" }
      return isInTime ? "\(text(high, type)) or earlier" : "at most \(text(high, type))"
    case (nil, nil):
      return "any value"
    }
  }

  private static func text(_ number: Number, _ type: ValueType) -> String {
    switch number {
    case .whole(let whole): Value(stored: whole, kind: type.kind).text(.readable, as: type.presentation)
    case .real(let real): Value.real(real).text()
    }
  }
}

extension Number {
  /// The end of an open range: the next real below, where that is written shorter.
  fileprivate var plainBelow: Number? {
    guard case .real(let real) = self else { return nil }
    return "\(real.nextDown)".count < "\(real)".count ? .real(real.nextDown) : nil
  }

  fileprivate var plainAbove: Number? {
    guard case .real(let real) = self else { return nil }
    return "\(real.nextUp)".count < "\(real)".count ? .real(real.nextUp) : nil
  }
}

extension ComparisonOperator {
  fileprivate var words: String {
    switch self {
    case .equal: ""
    case .identical: "exactly "
    case .notEqual: "other than "
    case .less: "less than "
    case .lessOrEqual: "at most "
    case .greater: "more than "
    case .greaterOrEqual: "at least "
    }
  }
}

extension TextMatch {
  fileprivate func words(isNegated: Bool) -> String {
    let wanted = texts.map(plainOrQuoted).joined(separator: " or ")
    return switch operation {
    case .equals: "\(isNegated ? "is not" : "is") \(wanted)"
    case .identical: "\(isNegated ? "is not" : "is") exactly \(wanted)"
    case .contains: "\(isNegated ? "does not contain" : "contains") \(wanted)"
    case .startsWith: "\(isNegated ? "does not start" : "starts") with \(wanted)"
    case .endsWith: "\(isNegated ? "does not end" : "ends") with \(wanted)"
    case .matches: "\(isNegated ? "does not match" : "matches") \(wanted)"
    case .less: "\(isNegated ? "does not stand" : "stands") before \(wanted)"
    case .lessOrEqual: "\(isNegated ? "is neither" : "is") \(wanted) \(isNegated ? "nor" : "or") before it"
    case .greater: "\(isNegated ? "does not stand" : "stands") behind \(wanted)"
    case .greaterOrEqual: "\(isNegated ? "is neither" : "is") \(wanted) \(isNegated ? "nor" : "or") behind it"
    }
  }

  /// A text of letters and digits as it is, any other in quotes.
  private func plainOrQuoted(_ text: String) -> String {
    !text.isEmpty && text.allSatisfy { $0.isLetter || $0.isNumber } ? text : quoted(text)
  }
}
