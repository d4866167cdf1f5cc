import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// A literal as a constant of its own kind.
  func constant(_ syntax: ExpressionSyntax) throws -> Expression {
    let span = syntax.span
    switch syntax {
    case .text(let text, _):
      return Expression(.constant(.text(text)), ValueType(.text), span)
    case .number, .duration:
      let (number, kind) = try number(syntax)
      return Expression(.constant(Value(number, kind)), ValueType(kind), span)
    case .date(let text, _):
      guard let period = Period(text) else { throw PlanningDiagnostics.noSuchDate(text, span, in: source) }
      guard let value = period.single else { throw PlanningDiagnostics.periodAsValue(text, span, in: source) }
      return Expression(.constant(value), ValueType(value.kind ?? .date), span)
    case .atLeast, .about, .range:
      let (figure, kind) = try figure(syntax)
      return Expression(.constant(.figure(figure, kind)), ValueType(kind, isBounded: true), span)
    default:
      throw PlanningDiagnostics.notALiteral(span)
    }
  }

  /// A number or duration, its sign included.
  func number(_ syntax: ExpressionSyntax) throws -> (Number, Kind) {
    switch syntax.unwrapped {
    case .negation(let inner, _):
      if case .number(let text, _) = inner, let whole = Scan.whole("-" + text) {
        return (.whole(whole), .whole)
      }
      let (number, kind) = try number(inner)
      switch number {
      case .whole(let whole):
        let (negated, overflow) = Int64(0).subtractingReportingOverflow(whole)
        if overflow { throw PlanningDiagnostics.numberTooLarge(String(source[syntax.span]), syntax.span) }
        return (.whole(negated), kind)
      case .real(let real): return (.real(-real), kind)
      }
    case .number(let text, let span):
      if let whole = Scan.whole(text) { return (.whole(whole), .whole) }
      // Leading zeros are fine in a question: `limit 05`, `x > 007`.
      let isWhole = text.utf8.allSatisfy { (0x30...0x39).contains($0) }
      if isWhole {
        guard let whole = Int64(text) else { throw PlanningDiagnostics.numberTooLarge(text, span) }
        return (.whole(whole), .whole)
      }
      guard let real = Scan.real(text) ?? Double(text), real.isFinite else {
        throw PlanningDiagnostics.numberTooLarge(text, span)
      }
      return (.real(real), .real)
    case .duration(let text, let span):
      guard let length = Scan.duration(text) else { throw PlanningDiagnostics.noSuchDuration(text, span) }
      return (.whole(length), .duration)
    case .variable(let name, let span):
      switch try value(named: name, span) {
      case .whole(let whole): return (.whole(whole), .whole)
      case .real(let real): return (.real(real), .real)
      case .duration(let length): return (.whole(length), .duration)
      default: throw PlanningDiagnostics.notALiteral(span)
      }
    default:
      throw PlanningDiagnostics.notALiteral(syntax.span)
    }
  }

  /// `15+`, `~250`, `10..20`, `..20`
  func figure(_ syntax: ExpressionSyntax) throws -> (Figure, Kind) {
    switch syntax.unwrapped {
    case .atLeast(let inner, _):
      let (number, kind) = try number(inner)
      return (Figure(low: number, best: nil, high: nil), kind)
    case .about(let inner, _):
      let (number, kind) = try number(inner)
      return (Figure(low: nil, best: number, high: nil), kind)
    case .range(let low, let high, let span):
      if case .arithmetic(let operation, let end, let rest)? = high, end.isLiteral {
        throw PlanningDiagnostics.arithmeticInRange(low, end, operation, rest, span, in: source)
      }
      let lowest = try low.map(number)
      let highest = try high.map(number)
      let kinds = [lowest?.1, highest?.1].compactMap { $0 }
      guard Set(kinds.map { $0 == .duration }).count == 1 else { throw PlanningDiagnostics.mixedRange(span) }
      if let lowest, let highest, Number.isLess(highest.0, lowest.0) {
        throw PlanningDiagnostics.emptyRange(low, high, span, in: source)
      }
      let kind: Kind = kinds.contains(.duration) ? .duration : kinds.contains(.real) ? .real : .whole
      let cast = { (number: Number?) in kind == .real ? number.map { Number.real($0.asDouble) } : number }
      return (Figure(low: cast(lowest?.0), best: nil, high: cast(highest?.0)), kind)
    default:
      throw PlanningDiagnostics.notALiteral(syntax.span)
    }
  }
}

extension Value {
  init(_ number: Number, _ kind: Kind) {
    switch number {
    case .whole(let whole): self.init(stored: whole, kind: kind)
    case .real(let real): self = .real(real)
    }
  }
}

extension ExpressionSyntax {
  /// Whether it is written out, with no name in it.
  var isLiteral: Bool {
    switch unwrapped {
    case .text, .number, .date, .duration, .atLeast, .about, .range, .variable: true
    case .negation(let inner, _): inner.isLiteral
    default: false
    }
  }

  /// Whether it is a number written out, without bounds: `15`, `-2.5`.
  var isNumeral: Bool {
    switch unwrapped {
    case .number: true
    case .negation(let inner, _): inner.isNumeral
    default: false
    }
  }
}
