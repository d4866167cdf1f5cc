import TallyColumns
import TallyFunctions

/// Conditions whose answer is the same for every row, and calls of nothing but constants.
extension PlanRewriter {
  func foldingConstants(_ plan: RelationPlan) -> RelationPlan {
    let plan = plan.mapInputs(foldingConstants)
    guard case .filter(let input, let predicate, let keepsMaybe) = plan else { return plan }
    let folded = predicate.mapExpressions(\.folded).folded
    if case .always(true) = folded, input.isSure { return input }
    return .filter(input, folded, keepsMaybe: keepsMaybe)
  }
}

extension Expression {
  /// Calls of exact constants worked out; one that fails is left, to fail where a row asks it.
  fileprivate var folded: Expression {
    switch node {
    case .column, .constant: return self
    case .condition(let predicate):
      return Expression(.condition(predicate.mapExpressions(\.folded).folded), type, span)
    case .call(let function, let arguments):
      let arguments = arguments.map(\.folded)
      let call = Expression(.call(function, arguments), type, span)
      let constants = arguments.compactMap { argument -> Vector? in
        guard case .constant(let value) = argument.node, !value.isUnknown, !value.isFigure else { return nil }
        return Vector(constant: value, kind: argument.type.kind)
      }
      guard constants.count == arguments.count,
        let value = function.value(of: constants, arguments.map(\.type), type)
      else {
        return call
      }
      return Expression(.constant(value), type, span)
    }
  }
}

extension ScalarFunction {
  /// The value of the function for constants; nil where there is none.
  fileprivate func value(of constants: [Vector], _ types: [ValueType], _ type: ValueType) -> Value? {
    let vector: Vector?
    switch kernel {
    case .vectors(let kernel): vector = try? kernel(constants, 1)
    case .figures(let kernel, _): vector = try? kernel(constants, 1)
    case .values(let prepare):
      let values = constants.map { $0.value(at: 0) }
      let arguments = zip(types, values).map { Argument(type: $0, constant: $1) }
      let value = prepare(arguments)(values)
      return value.isUnknown || value.isFigure ? nil : value
    case .choice: return nil
    }
    guard let vector, vector.kind == type.kind, !vector.isUnknown(at: 0) else { return nil }
    if type.kind == .text { return vector.text(at: 0).map(Value.text) }
    return vector.figure(at: 0).flatMap(\.exact) == nil
      ? nil : vector.figure(at: 0).map { Value($0, kind: type.kind) }
  }
}

extension Predicate {
  /// The same condition without what is decided in it. What may fail, or tells of a text that no row has, is
  /// asked all the same.
  fileprivate var folded: Predicate {
    switch self {
    case .range(let subject, let low, let high):
      guard let number = subject.exactConstant else { return self }
      let isAbove = low.map { !Number.isLess(number, $0) } ?? true
      let isBelow = high.map { !Number.isLess($0, number) } ?? true
      return .always(isAbove && isBelow)
    case .comparison(let comparison, let left, let right):
      guard left.type.kind == right.type.kind, let a = left.exactConstant, let b = right.exactConstant else {
        return self
      }
      let order = Number.order(a, b)
      return switch comparison {
      case .equal, .identical: .always(order == 0)
      case .notEqual: .always(order != 0)
      case .less: .always(order < 0)
      case .lessOrEqual: .always(order <= 0)
      case .greater: .always(order > 0)
      case .greaterOrEqual: .always(order >= 0)
      }
    case .isUnknown(let subject):
      guard case .constant(let value) = subject.node else { return self }
      return .always(value.isUnknown)
    case .isTrue(let subject):
      if case .constant(.boolean(let isSo)) = subject.node { return .always(isSo) }
      return self
    case .text, .isDisputed, .always: return self
    case .and(let operands): return Predicate.joined(operands.map(\.folded), decidedBy: false)
    case .or(let operands): return Predicate.joined(operands.map(\.folded), decidedBy: true)
    case .not(let inner):
      switch inner.folded {
      case .always(let isSo): return .always(!isSo)
      case .not(let twice): return twice
      case let folded: return .not(folded)
      }
    }
  }

  /// - Parameter decisive: what decides the whole where one operand is it: no for `and`, yes for `or`.
  private static func joined(_ operands: [Predicate], decidedBy decisive: Bool) -> Predicate {
    let flat = operands.flatMap { operand -> [Predicate] in
      switch operand {
      case .and(let inner) where !decisive: inner
      case .or(let inner) where decisive: inner
      default: [operand]
      }
    }
    let isDecided = flat.contains { $0.constant == decisive }
    if isDecided, flat.allSatisfy({ $0.isQuiet && !$0.asksTexts }) { return .always(decisive) }
    let open = flat.filter { $0.constant != !decisive }
    if open.count == 1 { return open[0] }
    if open.isEmpty { return .always(!decisive) }
    return decisive ? .or(open) : .and(open)
  }

  private var constant: Bool? {
    if case .always(let isSo) = self { isSo } else { nil }
  }

  /// Whether a text is looked for, of which a note tells where no row has it.
  private var asksTexts: Bool {
    switch self {
    case .text: true
    case .and(let operands), .or(let operands): operands.contains(where: \.asksTexts)
    case .not(let inner): inner.asksTexts
    case .range, .comparison, .isUnknown, .isTrue, .isDisputed, .always: false
    }
  }
}

extension Expression {
  /// The number of an exact constant.
  fileprivate var exactConstant: Number? {
    guard case .constant(let value) = node else { return nil }
    if case .real(let real) = value { return real.isNaN ? nil : .real(real) }
    return value.stored.map(Number.whole)
  }
}
