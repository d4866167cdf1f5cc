import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Works expressions out over batches, one kernel call for each node.
struct ExpressionEvaluator: Sendable {
  let context: ExecutionContext

  /// The values of an expression for the rows of a batch; a constant stays one.
  func evaluate(_ expression: Expression, _ batch: Batch) throws -> Vector {
    switch expression.node {
    case .column(let index):
      return batch.columns[index].gather(batch.rows)
    case .constant(let value):
      return Vector(constant: value, kind: expression.type.kind)
    case .condition(let predicate):
      let truths = try PredicateEvaluator(context: context).truths(of: predicate, batch)
      let missing = truths.contains(.maybe) ? truths.map { $0 == .maybe } : nil
      return Vector(.boolean, integers: truths.map { $0 == .yes ? 1 : 0 }, missing: missing)
    case .call(let function, let arguments):
      if case .choice(let choice) = function.kernel {
        return switch choice {
        case .condition: try choose(arguments, batch, expression.type)
        case .firstKnown: try firstKnown(arguments, batch, expression.type)
        }
      }
      let vectors = try arguments.map { try evaluate($0, batch) }
      do {
        return try call(
          function, vectors, arguments.map(\.type), rows: batch.count, type: expression.type)
      } catch KernelError.overflow {
        throw ExecutionDiagnostics.overflow(expression.span)
      }
    }
  }

  private func call(
    _ function: ScalarFunction, _ arguments: [Vector], _ types: [ValueType], rows: Int, type: ValueType
  ) throws -> Vector {
    switch function.kernel {
    case .vectors(let kernel):
      return try kernel(arguments, rows)
    case .figures(let kernel, let bounded):
      guard arguments.contains(where: { $0.bounds != nil }) else { return try kernel(arguments, rows) }
      // Days reckon with moments and durations in microseconds.
      let isOfMoments = type.kind == .time || type.kind == .duration
      let figures = try (0..<rows).map { row in
        try bounded(
          try arguments.map { argument in
            let figure = argument.figure(at: row)?.opened
            return isOfMoments && argument.kind == .date ? try figure?.inMicroseconds() : figure
          })
      }
      let results = try figures.map { try $0.map { try kept($0, type.kind) } }
      // What cannot have bounds, such as a moment some duration later, is known where it is exact.
      guard type.kind.canBeBounded else {
        return Vector(type.kind, Vector.Lane(results.map { $0?.exact }, kind: type.kind))
      }
      return Vector(figures: results, kind: type.kind)
    case .values(let prepare):
      return values(function, prepare, of: arguments, types, rows: rows, kind: type.kind)
    case .choice:
      return Vector(constant: .unknown, kind: type.kind)
    }
  }

  /// A result as a column of its kind keeps it.
  /// - Throws: `KernelError.overflow` where a part leaves the 64 bits of a whole number or the days that
  ///   there are, as exact ones do.
  private func kept(_ figure: Figure, _ kind: Kind) throws -> Figure {
    let converted = figure.converted(to: kind)
    let isPartLost =
      (figure.low != nil && converted.low == nil) || (figure.best != nil && converted.best == nil)
      || (figure.high != nil && converted.high == nil)
    let isBeyondDays =
      kind == .date
      && [converted.low, converted.best, converted.high].contains { part in
        if case .whole(let day)? = part { !CalendarDate.dayRange.contains(day) } else { false }
      }
    if isPartLost || isBeyondDays { throw KernelError.overflow }
    return converted.closed(kind)
  }
}
