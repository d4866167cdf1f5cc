import TallyColumns
import TallyDiagnostics
import TallySyntax

// Values that are named: `$city`. Each stands wherever what it was written as could stand.

extension Planner {
  func value(named name: String, _ span: Span) throws -> Value {
    guard let value = catalog.values[name.lowercased()] else {
      throw PlanningDiagnostics.unknownVariable(name, span, catalog, in: source)
    }
    return value
  }

  /// A named value right of a test: it is read as its literal would be, so that `2025-05` is a month beside a
  /// date and a text beside a text.
  func variableOperand(_ name: String, _ span: Span, against subject: Expression) throws -> Operand {
    let value = try value(named: name, span)
    let isWeekday = subject.type.presentation == .weekday
    switch subject.type.kind {
    case .text, .date, .time, .boolean:
      if let text = catalog.parameters[name.lowercased()] {
        return try textOperand(text, span, against: subject)
      }
    case .whole, .real, .duration: break
    }
    switch (value, subject.type.kind) {
    case (.text(let text), let kind) where isWeekday || !kind.isNumber && kind != .duration:
      return try textOperand(text, span, against: subject)
    case (.figure, .text), (.unknown, _): break
    case (_, .text): return .text(value.text())
    case (.whole, .date), (.whole, .time):
      if let year = Period(value.text()) { return .period(year) }
    case (.boolean(let isSo), .boolean): return .number(.whole(isSo ? 1 : 0))
    default: break
    }
    let type = ValueType(value.kind ?? .text, isBounded: value.isFigure)
    return operand(of: Expression(.constant(value), type, span), against: subject.type.kind)
  }

  /// A text that is written in quotes or named; nil where it is neither.
  func writtenText(_ syntax: ExpressionSyntax) -> String? {
    switch syntax {
    case .text(let text, _): return text
    case .variable(let name, _):
      if let text = catalog.parameters[name.lowercased()] { return text }
      if case .text(let text)? = catalog.values[name.lowercased()] { return text }
      return nil
    default: return nil
    }
  }

  /// A number of rows, as it is written or named.
  func count(_ syntax: CountSyntax) throws -> Int {
    switch syntax.amount {
    case .written(let count): return count
    case .variable(let name):
      guard case .whole(let whole) = try value(named: name, syntax.span), let count = Int(exactly: whole),
        count >= 0
      else { throw PlanningDiagnostics.valueIsNoCount(name, syntax.span, catalog) }
      return count
    }
  }
}
