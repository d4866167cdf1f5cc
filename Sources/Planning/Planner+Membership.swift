import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

// Tests against several values at once: lists, ranges, periods, and pieces of text.

extension Planner {
  mutating func membership(
    _ subjectSyntax: ExpressionSyntax, _ options: [ExpressionSyntax], in scope: Scope
  ) throws -> Predicate {
    try refuseQuotedColumn(subjectSyntax, in: scope)
    let subject = try resolve(subjectSyntax, in: scope)
    if options.count == 1, subject.type.kind == .text {
      switch options[0] {
      case .name(let name): return try inPlace(name.text, name.span, subject, subjectSyntax, options[0])
      default:
        if let text = writtenText(options[0]) {
          return try inPlace(text, options[0].span, subject, subjectSyntax, options[0])
        }
      }
    }
    var texts: [String] = []
    var inside: [String] = []
    var others: [Predicate] = []
    for option in options {
      if case .range(let low, let high, let span) = option.unwrapped, subject.type.kind != .text {
        others.append(try range(low, high, span, subject, in: scope))
        continue
      }
      switch try operand(option, against: subject, in: scope) {
      case .text(let text):
        if let names = namesInside(text, subject, scope) { inside += names } else { texts.append(text) }
      case .period(let period): others.append(periodComparison(.equal, subject, period))
      case .number(let number): others.append(numberComparison(.equal, subject, number))
      case .unknown:
        throw PlanningDiagnostics.unknownInList(option.span, in: source)
      case .expression(let other):
        try checkComparable(subject, other, .equal, option)
        others.append(.comparison(.equal, subject, other))
      }
    }
    if !texts.isEmpty {
      others.insert(.text(TextMatch(.equals, texts, columnName: columnName(subjectSyntax)), subject), at: 0)
    }
    if !inside.isEmpty { others.insert(.text(TextMatch(.equals, inside), subject), at: 0) }
    return others.count == 1 ? others[0] : .or(others)
  }

  /// `in 10..20`, `in 2025-05-23..2025-05-25`: both ends inside.
  private mutating func range(
    _ low: ExpressionSyntax?, _ high: ExpressionSyntax?, _ span: Span, _ subject: Expression, in scope: Scope
  ) throws -> Predicate {
    var ends: [Predicate] = []
    var lowest: Number?
    var highest: Number?
    for (end, comparison) in [(low, ComparisonOperator.greaterOrEqual), (high, .lessOrEqual)] {
      guard let end else { continue }
      switch try operand(end, against: subject, in: scope) {
      case .period(let period):
        let isDate = subject.type.kind == .date
        if comparison == .greaterOrEqual {
          lowest = .whole(isDate ? period.firstDay : period.firstMoment)
        } else {
          highest = .whole(isDate ? period.lastDay : period.lastMoment)
        }
      case .number(let number):
        if comparison == .greaterOrEqual { lowest = number } else { highest = number }
      case .expression(let other):
        try checkComparable(subject, other, comparison, end)
        ends.append(.comparison(comparison, subject, other))
      case .text, .unknown:
        throw PlanningDiagnostics.wrongKind(subject, end.span, in: source)
      }
    }
    if let lowest, let highest, Number.isLess(highest, lowest) {
      throw PlanningDiagnostics.emptyRange(low, high, span, in: source)
    }
    if lowest != nil || highest != nil { ends.append(.range(subject, low: lowest, high: highest)) }
    return ends.count == 1 ? ends[0] : .and(ends)
  }

  mutating func textTest(
    _ test: TextTest, _ subjectSyntax: ExpressionSyntax, _ pattern: ExpressionSyntax, in scope: Scope
  ) throws -> Predicate {
    try refuseQuotedColumn(subjectSyntax, in: scope)
    let subject = try resolve(subjectSyntax, in: scope)
    guard subject.type.kind == .text else {
      throw PlanningDiagnostics.textTestOfKind(test, subject, in: source)
    }
    guard case .text(let text) = try operand(pattern, against: subject, in: scope) else {
      throw PlanningDiagnostics.textTestPattern(test, pattern, in: source)
    }
    if test == .matches { try checkPattern(text, pattern) }
    let operation: TextMatch.Operation =
      switch test {
      case .contains: .contains
      case .startsWith: .startsWith
      case .endsWith: .endsWith
      case .matches: .matches
      }
    return .text(TextMatch(operation, [text], columnName: columnName(subjectSyntax)), subject)
  }

  /// Refuses a regular expression that cannot be read, at the piece of it that is wrong.
  func checkPattern(_ text: String, _ syntax: ExpressionSyntax) throws {
    do {
      _ = try TextPattern(text)
    } catch {
      throw PlanningDiagnostics.badPattern(error, text, at: syntax.unwrapped.span, in: source)
    }
  }

  func columnName(_ syntax: ExpressionSyntax) -> String? {
    if case .name(let name) = syntax.unwrapped { name.text } else { nil }
  }
}
