import TallyColumns
import TallyFunctions
import TallySyntax

/// A plan as lines for reading, the last step first, each input indented under its step.
extension QueryPlan {
  public var outline: String {
    let names = fields.map(\.name).joined(separator: ", ")
    return ((picture.map { [$0.outline] } ?? []) + ["answer \(names)"] + relation.outline().map { "  " + $0 })
      .joined(separator: "\n")
  }
}

extension RelationPlan {
  fileprivate func outline() -> [String] {
    switch self {
    case .scan(let table):
      return ["scan \(table.name): \(table.rowCount) rows"]
    case .oneRow:
      return ["one row without a table"]
    case .filter(let input, let predicate, let keepsMaybe):
      return step("filter \(keepsMaybe ? "maybe " : "")\(predicate.outline)", input)
    case .aggregate(let plan):
      let calls = plan.calls.map(\.outline)
      let fills = plan.fills.isEmpty ? "" : ", every period"
      let keys = plan.keys.isEmpty ? "" : " by " + plan.keys.map(\.outline).joined(separator: ", ")
      return step("aggregate \(calls.joined(separator: ", "))\(keys)\(fills)", plan.input)
    case .pivot(let plan):
      return step(
        "across #\(plan.keyCount): \(plan.values.map(\.outline).joined(separator: ", "))", plan.input)
    case .tally(let plan):
      return step("tally \(plan.figure.outline)", plan.input)
    case .project(let input, let expressions):
      return step("project \(expressions.map(\.outline).joined(separator: ", "))", input)
    case .window(let input, let calls):
      let text = calls.map { call in
        let per = call.keys.isEmpty ? "" : " per \(call.keys.map(\.outline).joined(separator: ", "))"
        return "\(call.kind.rawValue)(\(call.argument.outline))\(per)"
      }
      return step("window \(text.joined(separator: ", "))", input)
    case .distinct(let input):
      return step("distinct", input)
    case .join(let plan):
      let keys = plan.keys.map { "\($0.left.outline) = \($0.right.outline)" }.joined(separator: ", ")
      let columns = plan.rightColumns.map { "#\($0)" }.joined(separator: ", ")
      let shown = columns.isEmpty ? "" : " with \(columns)"
      return ["\(plan.kind.rawValue) join on \(keys)\(shown)"]
        + (plan.left.outline() + plan.right.outline()).map { "  " + $0 }
    case .sort(let input, let keys):
      let text = keys.map { $0.expression.outline + ($0.isDescending ? " down" : "") }.joined(separator: ", ")
      return step("sort \(text)", input)
    case .keep(let input, let plan):
      let per = plan.keys.isEmpty ? "" : " per " + plan.keys.map(\.outline).joined(separator: ", ")
      let order = plan.order.map { " by \($0.expression.outline)\($0.isDescending ? " down" : "")" } ?? ""
      return step("keep \(plan.takesLast ? "last" : "first") \(plan.count)\(order)\(per)", input)
    case .slice(let input, let skip, let limit):
      let parts = [skip > 0 ? "skip \(skip)" : nil, limit.map { "limit \($0)" }].compactMap { $0 }
      return step(parts.joined(separator: ", "), input)
    }
  }

  private func step(_ line: String, _ input: RelationPlan) -> [String] {
    [line] + input.outline().map { "  " + $0 }
  }
}

extension AggregateCall {
  /// `count`, `sum(#5)`, `quantile(#5, 0.9)`, `correlation(#5, #6)`
  var outline: String {
    let parts =
      arguments.map(\.expression.outline) + [fraction.map { Value.real($0).text() }].compactMap { $0 }
    return parts.isEmpty ? operation.rawValue : "\(operation.rawValue)(\(parts.joined(separator: ", ")))"
  }
}

extension Expression {
  /// Columns by number from 0: names belong to the text.
  var outline: String {
    switch node {
    case .column(let index): "#\(index)"
    case .constant(let value): value.outline
    case .call(let function, let arguments):
      "\(function.name)(\(arguments.map(\.outline).joined(separator: ", ")))"
    case .condition(let predicate): predicate.outline
    }
  }
}

extension Value {
  fileprivate var outline: String {
    switch self {
    case .text(let text): quoted(text)
    case .unknown: "unknown"
    default: text()
    }
  }
}

extension Predicate {
  var outline: String {
    switch self {
    case .range(let subject, let low, let high):
      let write = { (number: Number?) -> String in
        guard let number else { return "" }
        switch number {
        case .whole(let value): return Value(stored: value, kind: subject.type.kind).text()
        case .real(let value): return Value.real(value).text()
        }
      }
      return low == high
        ? "\(subject.outline) = \(write(low))" : "\(subject.outline) in \(write(low))..\(write(high))"
    case .comparison(let comparison, let left, let right):
      return "\(left.outline) \(comparison.rawValue) \(right.outline)"
    case .text(let match, let subject):
      return
        "\(subject.outline) \(match.operation.rawValue) \(match.texts.map(quoted).joined(separator: ", "))"
    case .isDisputed(let column, _): return "#\(column) is disputed"
    case .isUnknown(let subject): return "\(subject.outline) is unknown"
    case .isTrue(let subject): return subject.outline
    case .always(let isSo): return isSo ? "yes" : "no"
    case .and(let operands): return "(" + operands.map(\.outline).joined(separator: " and ") + ")"
    case .or(let operands): return "(" + operands.map(\.outline).joined(separator: " or ") + ")"
    case .not(let inner): return "not \(inner.outline)"
    }
  }
}
