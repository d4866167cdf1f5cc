import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallySyntax

// `if` and `coalesce`: arguments of one kind, of which literals take the kind of the others.

extension Planner {
  mutating func choice(
    _ choice: ScalarFunction.Choice, _ function: ScalarFunction, _ arguments: [ExpressionSyntax],
    _ span: Span, in scope: Scope
  ) throws -> Expression {
    guard arguments.count >= function.minimumCount,
      function.isVariadic || arguments.count <= function.parameters.count
    else {
      throw PlanningDiagnostics.argumentCount(function, arguments.count, span, in: source)
    }
    var condition: Expression?
    if case .condition = choice {
      let predicate = try predicate(arguments[0], in: scope)
      condition = Expression(.condition(predicate), ValueType(.boolean), arguments[0].span)
    }
    let branches = try arguments.dropFirst(condition == nil ? 0 : 1).map { argument in
      if case .name(let name) = argument.unwrapped, isUnknownWord(name), scope.index(of: name.text) == nil {
        return Expression(.constant(.unknown), ValueType(.text), name.span)
      }
      return try resolve(argument, in: scope)
    }
    let adapted = try ofOneKind(branches, function)
    let type = function.result(([condition].compactMap { $0 } + adapted).map(\.type))
    let isOpen = condition?.isLeftOpen { $0.type.isBounded } ?? false
    return Expression(
      .call(function, [condition].compactMap { $0 } + adapted),
      ValueType(type.kind, isBounded: type.isBounded || isOpen, presentation: type.presentation), span)
  }

  /// `unknown` and `null` as a value.
  func isUnknownWord(_ name: NameSyntax) -> Bool {
    !name.isBracketed && ["unknown", "null"].contains(name.text.lowercased())
  }

  /// The same values with literals read as what stands beside them: a quoted date as a date, a whole number
  /// as a real one, and unknown as an unknown of their kind.
  private func ofOneKind(_ branches: [Expression], _ function: ScalarFunction) throws -> [Expression] {
    let known = branches.filter { !$0.isUnknownConstant }
    // A text that is written out may yet be a date.
    guard let first = known.first(where: { !$0.isTextConstant }) ?? known.first else { return branches }
    let isReal = first.type.kind.isNumber && known.contains { $0.type.kind == .real }
    let kind = isReal ? Kind.real : first.type.kind
    return try branches.map { branch in
      switch branch.node {
      case .constant(.unknown):
        return Expression(
          .constant(.unknown), ValueType(kind, presentation: first.type.presentation), branch.span)
      case .constant(.text(let text)) where kind == .date || kind == .time:
        if let value = Period(text)?.single, value.kind == kind {
          return Expression(.constant(value), ValueType(kind), branch.span)
        }
      case .constant(.whole(let whole)) where kind == .real:
        return Expression(.constant(.real(Double(whole))), ValueType(.real), branch.span)
      case .constant where branch.type.kind == kind:
        return Expression(
          branch.node,
          ValueType(kind, isBounded: branch.type.isBounded, presentation: first.type.presentation),
          branch.span)
      default: break
      }
      guard branch.type.kind == kind || (branch.type.kind.isNumber && kind.isNumber) else {
        throw PlanningDiagnostics.choiceOfKinds(function, first, branch, in: source)
      }
      return branch
    }
  }
}

extension Expression {
  fileprivate var isUnknownConstant: Bool { if case .constant(.unknown) = node { true } else { false } }
  fileprivate var isTextConstant: Bool { if case .constant(.text) = node { true } else { false } }
}
