import TallyColumns
import TallyPlanning
import TallySyntax

extension NaiveEvaluator {
  /// What a condition is of a row: yes, no, or nil for maybe.
  func truth(of predicate: Predicate, _ row: [Value]) throws -> Bool? {
    switch predicate {
    case .always(let isSo):
      return isSo
    case .isUnknown(let subject):
      return try value(of: subject, row).isUnknown
    case .isDisputed:
      throw NotCovered()
    case .isTrue(let subject):
      guard case .boolean(let isSo) = try value(of: subject, row) else { return nil }
      return isSo
    case .not(let inner):
      return try truth(of: inner, row).map { !$0 }
    case .and(let operands):
      return try connect(operands, row, deciding: false)
    case .or(let operands):
      return try connect(operands, row, deciding: true)
    case .text(let match, let subject):
      guard case .text(let text) = try value(of: subject, row) else { return nil }
      return passes(text, match)
    case .range(let subject, let low, let high):
      guard let figure = try value(of: subject, row).asFigure else { return nil }
      // Any number is at least the least of its kind.
      return isInside(figure.closed(subject.type.kind), low, high)
    case .comparison(let comparison, let left, let right):
      return try compare(comparison, try value(of: left, row), try value(of: right, row))
    }
  }

  private func connect(_ operands: [Predicate], _ row: [Value], deciding: Bool) throws -> Bool? {
    var isOpen = false
    var isDecided = false
    for operand in operands {
      if isDecided, stopsEarly { break }
      switch try truth(of: operand, row) {
      case nil: isOpen = true
      case deciding?: isDecided = true
      default: break
      }
    }
    return isDecided ? deciding : isOpen ? nil : !deciding
  }

  private func passes(_ text: String, _ match: TextMatch) -> Bool {
    let lowered = text.lowercased()
    return match.texts.contains { wanted in
      switch match.operation {
      case .equals: lowered == wanted.lowercased()
      case .identical: text == wanted
      case .contains: holds(Array(lowered), Array(wanted.lowercased()))
      case .startsWith: Array(lowered).starts(with: Array(wanted.lowercased()))
      case .endsWith: Array(lowered).reversed().starts(with: Array(wanted.lowercased()).reversed())
      case .matches: self.matches(text, wanted)
      case .less: ValueOrder.texts(text, wanted) < 0
      case .lessOrEqual: ValueOrder.texts(text, wanted) <= 0
      case .greater: ValueOrder.texts(text, wanted) > 0
      case .greaterOrEqual: ValueOrder.texts(text, wanted) >= 0
      }
    }
  }

  /// By the expressions of Swift itself, which know other things beyond what all agree on.
  private func matches(_ text: String, _ pattern: String) -> Bool {
    guard let regex = try? Regex(pattern) else { return false }
    return text.contains(regex.ignoresCase().matchingSemantics(.unicodeScalar).asciiOnlyCharacterClasses())
  }

  private func holds(_ text: [Character], _ part: [Character]) -> Bool {
    guard part.count <= text.count else { return false }
    return (0...(text.count - part.count)).contains { Array(text[$0..<($0 + part.count)]) == part }
  }

  private func isInside(_ figure: Figure, _ low: Number?, _ high: Number?) -> Bool? {
    if low?.asDouble == .infinity { return false }
    let aboveLow = low.map { low in isAtMost(Figure(exactly: low), figure) } ?? true
    let belowHigh = high.map { high in isAtMost(figure, Figure(exactly: high)) } ?? true
    if aboveLow == false || belowHigh == false { return false }
    return aboveLow == true && belowHigh == true ? true : nil
  }

  /// Whether a ≤ b, whatever the truths inside their bounds.
  private func isAtMost(_ a: Figure, _ b: Figure) -> Bool? {
    if let high = a.high, let low = b.low, ValueOrder.order(high, low) <= 0 { return true }
    if let low = a.low, let high = b.high, ValueOrder.order(low, high) > 0 { return false }
    return nil
  }

  func compare(_ comparison: ComparisonOperator, _ a: Value, _ b: Value) throws -> Bool? {
    if case .text(let x) = a, case .text(let y) = b {
      let order = ValueOrder.texts(x, y)
      return switch comparison {
      case .equal: x.lowercased() == y.lowercased()
      case .notEqual: x.lowercased() != y.lowercased()
      case .identical: x == y
      case .less: order < 0
      case .lessOrEqual: order <= 0
      case .greater: order > 0
      case .greaterOrEqual: order >= 0
      }
    }
    // Any number is at least the least of its kind.
    let closed = { (value: Value) -> Figure? in
      if case .figure(let figure, let kind) = value { figure.opened.closed(kind) } else { value.asFigure }
    }
    guard let x = closed(try inMoments(a, beside: b)), let y = closed(try inMoments(b, beside: a)) else {
      return nil
    }
    switch comparison {
    case .equal: return isEqual(x, y)
    case .notEqual: return isEqual(x, y).map { !$0 }
    case .identical: return isEqual(x, y)
    case .lessOrEqual: return isAtMost(x, y)
    case .greaterOrEqual: return isAtMost(y, x)
    case .less: return isAtMost(y, x).map { !$0 }
    case .greater: return isAtMost(x, y).map { !$0 }
    }
  }

  private func isEqual(_ a: Figure, _ b: Figure) -> Bool? {
    if let x = a.exact, let y = b.exact { return ValueOrder.order(x, y) == 0 }
    return isAtMost(a, b) == false || isAtMost(b, a) == false ? false : nil
  }

  /// A date beside a time is the moment it begins.
  private func inMoments(_ value: Value, beside other: Value) throws -> Value {
    guard case .date(let day) = value, case .time = other else { return value }
    let (moment, overflow) = day.multipliedReportingOverflow(by: Moment.perDay)
    if overflow { throw Overflow() }
    return .time(moment)
  }
}
