import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// `when touches 2025-05-24`: any of the stretch is inside; `during`: all of it is.
  mutating func spanTest(
    _ test: SpanTest, _ subject: ExpressionSyntax, _ period: ExpressionSyntax, in scope: Scope
  ) throws -> Predicate {
    let (start, end) = try ends(of: subject, in: scope)
    let first = try bounds(period, against: start, in: scope).low
    let last = try bounds(period, against: end, in: scope).high
    switch test {
    case .during:
      return .and([.range(start, low: first, high: nil), .range(end, low: nil, high: last)])
    case .touches:
      return .and([.range(start, low: nil, high: last), .range(end, low: first, high: nil)])
    }
  }

  /// Where a stretch of time begins and ends: two columns, a span that the package declares, or one date.
  private mutating func ends(
    of subject: ExpressionSyntax, in scope: Scope
  ) throws -> (start: Expression, end: Expression) {
    let ends: (Expression, Expression)
    switch subject.unwrapped {
    case .span(let start, let end):
      ends = (try resolve(start, in: scope), try resolve(end, in: scope))
    case .name(let name):
      if let span = scope.roles.spans.first(where: { TextOrder.isSame($0.name, name.text) }) {
        ends = (scope.column(span.start, name.span), scope.column(span.end, name.span))
      } else {
        let date = try resolve(subject, in: scope)
        ends = (date, date)
      }
    default:
      let date = try resolve(subject, in: scope)
      ends = (date, date)
    }
    for end in [ends.0, ends.1] where end.type.kind != .date && end.type.kind != .time {
      throw PlanningDiagnostics.wrongKindOfSpan(end, in: source)
    }
    return ends
  }

  /// The first and the last day, or moment, of what a stretch is held against.
  private mutating func bounds(
    _ period: ExpressionSyntax, against subject: Expression, in scope: Scope
  ) throws -> (low: Number?, high: Number?) {
    if case .range(let low, let high, _) = period.unwrapped {
      return (
        try low.map { try bounds($0, against: subject, in: scope).low } ?? nil,
        try high.map { try bounds($0, against: subject, in: scope).high } ?? nil
      )
    }
    guard case .period(let period) = try operand(period, against: subject, in: scope) else {
      throw PlanningDiagnostics.wrongKind(subject, period.span, in: source)
    }
    let isDate = subject.type.kind == .date
    return (
      .whole(isDate ? period.firstDay : period.firstMoment),
      .whole(isDate ? period.lastDay : period.lastMoment)
    )
  }

  /// `launched is disputed`: the claim is one of several that do not meet.
  mutating func disputeTest(_ subject: ExpressionSyntax, _ span: Span, in scope: Scope) throws -> Predicate {
    guard scope.roles.holdsClaims, let settling = try settlingPlan(StageSyntax(span: span), scope) else {
      throw PlanningDiagnostics.notClaims(span, scope)
    }
    let figure = try resolve(subject, in: scope)
    guard case .column(let column) = figure.node, figure.type.kind.canBeBounded,
      !scope.roles.joined.contains(column)
    else {
      throw PlanningDiagnostics.disputeOfKind(figure, in: source)
    }
    return .isDisputed(column: column, settling)
  }
}
