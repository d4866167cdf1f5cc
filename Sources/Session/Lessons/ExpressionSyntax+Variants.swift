import TallyDiagnostics
import TallySyntax

// Questions that are a little other than one that was written.

extension ExpressionSyntax {
  /// Every expression that has one of what `change` gives in the place of one that is inside, or of the whole.
  func variants(_ change: (ExpressionSyntax) -> [ExpressionSyntax]) -> [ExpressionSyntax] {
    let children = children
    let inside = children.indices.flatMap { place in
      children[place].variants(change).map { other in
        var others = children
        others[place] = other
        return replacingChildren(others)
      }
    }
    return change(self) + inside
  }

  /// The same with others in the place of `children`, as many and in their order.
  private func replacingChildren(_ children: [ExpressionSyntax]) -> ExpressionSyntax {
    guard let first = children.first, children.count == self.children.count else { return self }
    let last = children.last ?? first
    switch self {
    case .name, .variable, .text, .number, .date, .duration: return self
    case .atLeast(_, let span): return .atLeast(first, span)
    case .about(_, let span): return .about(first, span)
    case .range(let low, let high, let span):
      return .range(low: low == nil ? nil : first, high: high == nil ? nil : last, span)
    case .negation(_, let span): return .negation(first, span)
    case .arithmetic(let operation, _, _): return .arithmetic(operation, first, last)
    case .call(let name, _, let span): return .call(name, children, span)
    case .aggregate(let aggregate): return .aggregate(aggregate.replacingChildren(children))
    case .level(let name, _): return .level(name, first)
    case .every(_, let span): return .every(first, span)
    case .window(let kind, _, let span): return .window(kind, first, span)
    case .comparison(let comparison, _, _): return .comparison(comparison, first, last)
    case .membership(_, _, let isNegated, let span):
      return .membership(first, Array(children.dropFirst()), isNegated: isNegated, span)
    case .textTest(let test, _, _, let isNegated): return .textTest(test, first, last, isNegated: isNegated)
    case .span: return .span(first, last)
    case .spanTest(let test, _, _, let isNegated): return .spanTest(test, first, last, isNegated: isNegated)
    case .disputeTest(_, let isNegated, let span): return .disputeTest(first, isNegated: isNegated, span)
    case .unknownTest(_, let isNegated, let span): return .unknownTest(first, isNegated: isNegated, span)
    case .logical(let connective, _): return .logical(connective, children)
    case .not(_, let span): return .not(first, span)
    case .parenthesized(_, let span): return .parenthesized(first, span)
    }
  }
}

extension AggregateSyntax {
  fileprivate func replacingChildren(_ children: [ExpressionSyntax]) -> AggregateSyntax {
    var rest = children[...]
    let fraction = fraction == nil ? nil : rest.popFirst()
    let argument = argument == nil ? nil : rest.popFirst()
    return AggregateSyntax(
      name: name, isDistinct: isDistinct, fraction: fraction, argument: argument,
      second: second == nil ? nil : rest.popFirst(), span: span)
  }

  /// The same of another column, under another name, or of each value once.
  func with(
    name: String? = nil, argument: ExpressionSyntax?? = nil, isDistinct: Bool? = nil
  ) -> AggregateSyntax {
    AggregateSyntax(
      name: name.map { NameSyntax($0, span: span) } ?? self.name, isDistinct: isDistinct ?? self.isDistinct,
      fraction: fraction, argument: argument ?? self.argument, second: second, span: span)
  }
}

/// Parts of a stage that hold expressions.
enum StagePart: CaseIterable {
  case head, condition, keys, order
}

extension StageSyntax {
  /// Every stage that is another in one expression of some of its parts.
  func variants(
    in parts: Set<StagePart>, _ change: (ExpressionSyntax) -> [ExpressionSyntax]
  ) -> [StageSyntax] {
    var variants: [StageSyntax] = []
    if parts.contains(.head), let head {
      variants += head.variants(change).map { other in changed { $0.head = other } }
    }
    if parts.contains(.condition), let condition {
      variants += condition.variants(change).map { other in changed { $0.condition = other } }
    }
    if parts.contains(.keys) {
      variants += keys.variants(change).map { other in changed { $0.keys = other } }
      if case .top(let top)? = head {
        variants += top.keys.variants(change).map { keys in
          changed {
            $0.head = .top(TopSyntax(count: top.count, keys: keys, answer: top.answer, span: top.span))
          }
        }
      }
      if case .add(let add)? = head {
        variants += add.keys.variants(change).map { keys in
          changed { $0.head = .add(AddSyntax(columns: add.columns, keys: keys, span: add.span)) }
        }
      }
      if case .keep(let keep)? = head {
        variants += keep.keys.variants(change).map { keys in
          changed {
            $0.head = .keep(
              KeepSyntax(
                count: keep.count, end: keep.end, expression: keep.expression, keys: keys, span: keep.span))
          }
        }
      }
    }
    if parts.contains(.order) {
      for place in order.indices {
        variants += order[place].expression.variants(change).map { other in
          changed {
            $0.order[place] = SortSyntax(expression: other, isDescending: order[place].isDescending)
          }
        }
      }
    }
    return variants
  }

  func changed(_ change: (inout StageSyntax) -> Void) -> StageSyntax {
    var other = self
    change(&other)
    return other
  }
}

extension HeadSyntax {
  /// Keys are told apart from the rest, and are not among it.
  fileprivate func variants(_ change: (ExpressionSyntax) -> [ExpressionSyntax]) -> [HeadSyntax] {
    switch self {
    case .answers(let answers): answers.variants(change).map { .answers($0) }
    case .list(let columns, let isDistinct, let span):
      columns.variants(change).map { .list($0, isDistinct: isDistinct, span) }
    case .top(let top):
      [top.answer].variants(change).compactMap(\.first).map {
        .top(TopSyntax(count: top.count, keys: top.keys, answer: $0, span: top.span))
      }
    case .add(let add):
      add.columns.variants(change).map { .add(AddSyntax(columns: $0, keys: add.keys, span: add.span)) }
    case .keep(let keep):
      (keep.expression?.variants(change) ?? []).map {
        .keep(KeepSyntax(count: keep.count, end: keep.end, expression: $0, keys: keep.keys, span: keep.span))
      }
    case .tally(let figure, let span): figure.variants(change).map { .tally($0, span) }
    case .drop, .rename, .join: []
    }
  }
}

extension [NamedExpressionSyntax] {
  fileprivate func variants(_ change: (ExpressionSyntax) -> [ExpressionSyntax]) -> [[NamedExpressionSyntax]] {
    indices.flatMap { place in
      self[place].expression.variants(change).map { other in
        var others = self
        others[place] = NamedExpressionSyntax(other, alias: self[place].alias)
        return others
      }
    }
  }
}
