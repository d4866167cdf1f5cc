import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

extension Planner {
  /// A condition over the rows of a scope.
  mutating func predicate(_ syntax: ExpressionSyntax, in scope: Scope) throws -> Predicate {
    switch syntax {
    case .parenthesized(let inner, _):
      return try predicate(inner, in: scope)
    case .logical(let connective, let operands):
      let predicates = try operands.map { try predicate($0, in: scope) }
      return connective == .and ? .and(predicates) : .or(predicates)
    case .not(let inner, _):
      return .not(try predicate(inner, in: scope))
    case .comparison(let comparison, let left, let right):
      return try self.comparison(comparison, left, right, in: scope)
    case .membership(let subject, let options, let isNegated, _):
      let found = try membership(subject, options, in: scope)
      return isNegated ? .not(found) : found
    case .textTest(let test, let subject, let pattern, let isNegated):
      let found = try textTest(test, subject, pattern, in: scope)
      return isNegated ? .not(found) : found
    case .spanTest(let test, let subject, let period, let isNegated):
      let found = try spanTest(test, subject, period, in: scope)
      return isNegated ? .not(found) : found
    case .disputeTest(let subject, let isNegated, let span):
      let found = try disputeTest(subject, span, in: scope)
      return isNegated ? .not(found) : found
    case .unknownTest(let subject, let isNegated, _):
      try refuseQuotedColumn(subject, in: scope)
      let isUnknown = Predicate.isUnknown(try resolve(subject, in: scope))
      return isNegated ? .not(isUnknown) : isUnknown
    default:
      if case .name(let name) = syntax, !name.isBracketed, let word = boolean(name.text) {
        return .always(word)
      }
      let expression = try resolve(syntax, in: scope)
      guard expression.type.kind == .boolean else {
        throw PlanningDiagnostics.notACondition(expression, in: source)
      }
      return .isTrue(expression)
    }
  }

  // MARK: - Comparisons

  private mutating func comparison(
    _ comparison: ComparisonOperator, _ left: ExpressionSyntax, _ right: ExpressionSyntax, in scope: Scope
  ) throws -> Predicate {
    if case .name(let name) = right.unwrapped, scope.index(of: name.text) != nil {
      // `"Kyiv" = city`
    } else {
      try refuseQuotedColumn(left, in: scope)
    }
    // `5 < killed` is `killed > 5`.
    if left.isLiteral, !right.isLiteral {
      return try self.comparison(comparison.mirrored, right, left, in: scope)
    }
    let subject = try resolve(left, in: scope)
    if let place = try placeComparison(comparison, subject, right, in: scope) { return place }
    switch try operand(right, against: subject, in: scope) {
    case .text(let text):
      return textComparison(comparison, subject, text, named: left, scope)
    case .period(let period):
      return periodComparison(comparison, subject, period)
    case .number(let number):
      return numberComparison(comparison, subject, number)
    case .unknown:
      throw PlanningDiagnostics.comparedWithUnknown(
        left, right, isNegated: comparison == .notEqual, in: source)
    case .expression(let other):
      try checkComparable(subject, other, comparison, right)
      if subject.type.kind == .text, case .constant(.text(let text)) = other.node {
        return textComparison(comparison, subject, text, named: left, scope)
      }
      return .comparison(comparison, subject, other)
    }
  }

  /// The right side of a test, read in the light of its left side.
  enum Operand {
    case text(String)
    case period(Period)
    /// A number or stored value of the subject's kind, exact.
    case number(Number)
    case expression(Expression)
    case unknown
  }

  mutating func operand(
    _ syntax: ExpressionSyntax, against subject: Expression, in scope: Scope
  ) throws -> Operand {
    let kind = subject.type.kind
    switch syntax.unwrapped {
    case .name(let name) where !name.isBracketed:
      return try word(name, against: subject, in: scope)
    case .variable(let name, let span):
      return try variableOperand(name, span, against: subject)
    case .text(let text, let span):
      return try textOperand(text, span, against: subject)
    case .number(let text, let span):
      switch kind {
      case .text: return .text(text)
      case .date, .time:
        guard text.utf8.count == 4, let year = Period(text) else {
          throw PlanningDiagnostics.wrongKind(subject, span, in: source)
        }
        return .period(year)
      case .whole, .real: return .number(try number(syntax).0)
      default: throw PlanningDiagnostics.wrongKind(subject, span, in: source)
      }
    case .duration(let text, let span):
      if kind == .text { return .text(text) }
      guard kind == .duration else { throw PlanningDiagnostics.wrongKind(subject, span, in: source) }
      return .number(try number(syntax).0)
    case .date(let text, let span):
      if kind == .text { return .text(text) }
      guard kind == .date || kind == .time else {
        throw PlanningDiagnostics.wrongKind(subject, span, in: source)
      }
      guard let period = Period(text) else { throw PlanningDiagnostics.noSuchDate(text, span, in: source) }
      guard kind == .time || !period.isTime else {
        throw PlanningDiagnostics.timeAgainstDate(text, span, subject, in: source)
      }
      return .period(period)
    case .negation(let inner, _) where inner.isNumeral && kind.isNumber:
      return .number(try number(syntax).0)
    case .arithmetic where kind == .text && !syntax.holdsBracketedName:
      throw PlanningDiagnostics.arithmeticAgainstText(syntax, subject, in: source)
    default:
      let expression = try resolve(syntax, in: scope)
      return operand(of: expression, against: kind)
    }
  }

  /// A constant that has been worked out already, such as `low(5+)`, read like the literal it stands for.
  func operand(of expression: Expression, against kind: Kind) -> Operand {
    guard case .constant(let value) = expression.node else { return .expression(expression) }
    switch value {
    case .text(let text) where kind == .text: return .text(text)
    case .whole(let number) where kind.isNumber: return .number(.whole(number))
    case .real(let number) where kind.isNumber: return .number(.real(number))
    case .duration(let length) where kind == .duration: return .number(.whole(length))
    case .date(let day) where kind == .date || kind == .time:
      return Period(CalendarDate(days: day).description).map(Operand.period) ?? .expression(expression)
    case .time(let moment) where kind == .time: return .number(.whole(moment))
    default: return .expression(expression)
    }
  }

  /// A lone word right of a test: text against text, otherwise a column.
  private func word(_ name: NameSyntax, against subject: Expression, in scope: Scope) throws -> Operand {
    let index = scope.index(of: name.text)
    if ["unknown", "null"].contains(name.text.lowercased()), index == nil { return .unknown }
    switch subject.type.kind {
    case .text:
      if let index {
        guard scope.types[index].kind != .text else {
          throw PlanningDiagnostics.columnOrText(name, subject, in: source)
        }
        return .text(name.text)
      }
      return .text(name.text)
    case .boolean:
      if let value = boolean(name.text) { return .number(.whole(value ? 1 : 0)) }
    case .whole where subject.type.presentation == .weekday:
      if let day = weekday(name.text) { return .number(.whole(day)) }
    case .date, .time:
      if index == nil, name.text.lowercased() == "today",
        let today = Period(CalendarDate(days: catalog.today).description)
      {
        return .period(today)
      }
    default: break
    }
    // Over groups the right side may be another of their keys.
    if let key = answers?.key(matching: .name(name)) { return .expression(key) }
    guard let index else {
      throw PlanningDiagnostics.wordAgainstKind(name, subject, scope, catalog, in: source)
    }
    return .expression(scope.column(index, name.span))
  }

  func textOperand(_ text: String, _ span: Span, against subject: Expression) throws -> Operand {
    switch subject.type.kind {
    case .text:
      return .text(text)
    case .date, .time:
      guard let period = Period(text) else { throw PlanningDiagnostics.wrongKind(subject, span, in: source) }
      guard subject.type.kind == .time || !period.isTime else {
        throw PlanningDiagnostics.timeAgainstDate(text, span, subject, in: source)
      }
      return .period(period)
    case .boolean:
      guard let value = boolean(text) else { throw PlanningDiagnostics.wrongKind(subject, span, in: source) }
      return .number(.whole(value ? 1 : 0))
    case .whole where subject.type.presentation == .weekday:
      guard let day = weekday(text) else { throw PlanningDiagnostics.wrongKind(subject, span, in: source) }
      return .number(.whole(day))
    default:
      throw PlanningDiagnostics.quotedNumber(text, span, subject, in: source)
    }
  }

  func boolean(_ word: String) -> Bool? {
    ["yes": true, "true": true, "no": false, "false": false][word.lowercased()]
  }

  private func weekday(_ word: String) -> Int64? {
    let key = word.lowercased()
    guard key.count >= 3 else { return nil }
    return ValueStyle.weekdays.firstIndex { $0.lowercased().hasPrefix(key) }.map { Int64($0 + 1) }
  }

  private func textComparison(
    _ comparison: ComparisonOperator, _ subject: Expression, _ text: String, named left: ExpressionSyntax,
    _ scope: Scope
  ) -> Predicate {
    let name = columnName(left)
    let match = { (operation: TextMatch.Operation) in
      Predicate.text(TextMatch(operation, [text], columnName: name), subject)
    }
    return switch comparison {
    case .equal: match(.equals)
    case .identical: match(.identical)
    case .notEqual: .not(match(.equals))
    case .less: match(.less)
    case .lessOrEqual: match(.lessOrEqual)
    case .greater: match(.greater)
    case .greaterOrEqual: match(.greaterOrEqual)
    }
  }

  /// Against a period: equal is inside it, before is before its beginning, after is after its end.
  func periodComparison(
    _ comparison: ComparisonOperator, _ subject: Expression, _ period: Period
  ) -> Predicate {
    let isDate = subject.type.kind == .date
    let first = isDate ? period.firstDay : period.firstMoment
    let last = isDate ? period.lastDay : period.lastMoment
    return switch comparison {
    case .equal, .identical: .range(subject, low: .whole(first), high: .whole(last))
    case .notEqual: .not(.range(subject, low: .whole(first), high: .whole(last)))
    case .less: .range(subject, low: nil, high: .whole(first - 1))
    case .lessOrEqual: .range(subject, low: nil, high: .whole(last))
    case .greater: .range(subject, low: .whole(last + 1), high: nil)
    case .greaterOrEqual: .range(subject, low: .whole(first), high: nil)
    }
  }

  /// Against an exact number: a range with inclusive ends. Below 5 is at most 4 for whole numbers, and
  /// at most the real just below 5 for others.
  func numberComparison(
    _ comparison: ComparisonOperator, _ subject: Expression, _ number: Number
  ) -> Predicate {
    switch comparison {
    case .equal, .identical: .range(subject, low: number, high: number)
    case .notEqual: .not(.range(subject, low: number, high: number))
    case .lessOrEqual: .range(subject, low: nil, high: number)
    case .greaterOrEqual: .range(subject, low: number, high: nil)
    case .less:
      before(number, subject.type.kind).map { .range(subject, low: nil, high: $0) } ?? never(subject)
    case .greater:
      behind(number, subject.type.kind).map { .range(subject, low: $0, high: nil) } ?? never(subject)
    }
  }

  private func before(_ number: Number, _ kind: Kind) -> Number? {
    switch number {
    case .whole(let whole) where kind != .real: whole == .min ? nil : .whole(whole - 1)
    default: .real(Number.isLess(.real(number.asDouble), number) ? number.asDouble : number.asDouble.nextDown)
    }
  }

  private func behind(_ number: Number, _ kind: Kind) -> Number? {
    switch number {
    case .whole(let whole) where kind != .real: whole == .max ? nil : .whole(whole + 1)
    default: .real(Number.isLess(number, .real(number.asDouble)) ? number.asDouble : number.asDouble.nextUp)
    }
  }

  /// No value at all: nothing is above the greatest whole number. Unknowns stay maybe.
  private func never(_ subject: Expression) -> Predicate {
    .range(subject, low: .real(.infinity), high: .real(.infinity))
  }

  func checkComparable(
    _ a: Expression, _ b: Expression, _ comparison: ComparisonOperator, _ right: ExpressionSyntax
  ) throws {
    let group = { (kind: Kind) -> Int in
      switch kind {
      case .whole, .real: 0
      case .date, .time: 1
      case .text: 2
      case .boolean: 3
      case .duration: 4
      }
    }
    if group(a.type.kind) != group(b.type.kind) {
      throw PlanningDiagnostics.incomparable(a, b, right.span, in: source)
    }
  }
}

extension ComparisonOperator {
  /// The operator with its sides exchanged.
  var mirrored: ComparisonOperator {
    switch self {
    case .less: .greater
    case .lessOrEqual: .greaterOrEqual
    case .greater: .less
    case .greaterOrEqual: .lessOrEqual
    case .equal, .identical, .notEqual: self
    }
  }
}

extension ExpressionSyntax {
  /// Whether a name in brackets, surely a column, stands anywhere inside.
  var holdsBracketedName: Bool {
    if case .name(let name) = self { return name.isBracketed }
    return children.contains { $0.holdsBracketedName }
  }
}
