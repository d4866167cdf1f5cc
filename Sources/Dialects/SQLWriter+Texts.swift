import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

/// Functions of texts, of which every dialect has some.
extension SQLWriter {
  /// Nil where the function is none of texts.
  mutating func callOfTexts(
    _ function: ScalarFunction, _ values: [SQLColumn], _ arguments: [Expression], _ expression: Expression
  ) throws -> SQLText? {
    let texts = values.map(\.best)
    switch function.name {
    case "concat": return spelling.joined(try values.map { try written($0, expression) })
    case "text": return try written(values[0], expression)
    case "length":
      remark(.lengthInCodePoints)
      return spelling.length(texts[0])
    case "lower", "upper":
      noteFolding(of: values[0])
      return function.name == "lower" ? spelling.lower(texts[0]) : spelling.upper(texts[0])
    case "trim":
      remark(.trimsBlanks)
      return .call("TRIM", texts)
    case "replace": return spelling.replaced(texts[0], texts[1], by: texts[2])
    case "part":
      let start = try whole(arguments[1], function, expression)
      let length = arguments.count > 2 ? max(0, try whole(arguments[2], function, expression)) : nil
      remark(.lengthInCodePoints)
      return spelling.part(texts[0], from: start, length: length)
    case "split":
      guard case .constant(.text(let separator)) = arguments[1].node else {
        throw DialectDiagnostics.writtenOut(dialect, function.name, arguments[1].span)
      }
      let place = try whole(arguments[2], function, expression)
      if separator.isEmpty { return place.magnitude == 1 ? texts[0] : spelling.cast("NULL", .text) }
      guard let piece = spelling.piece(texts[0], separator: separator, quoted: texts[1], place) else {
        throw DialectDiagnostics.function(dialect, function.name, expression.span)
      }
      return place == 0 ? spelling.cast("NULL", .text) : piece
    case "extract":
      guard case .constant(.text(let pattern)) = arguments[1].node else {
        throw DialectDiagnostics.writtenOut(dialect, function.name, arguments[1].span)
      }
      let group = arguments.count > 2 ? try whole(arguments[2], function, expression) : 0
      guard group >= 0, let found = spelling.firstMatch(texts[0], pattern, group: group) else {
        throw DialectDiagnostics.pattern(dialect, pattern, arguments[1].span)
      }
      return found
    default: return nil
    }
  }

  /// A whole number that is written out.
  private func whole(
    _ argument: Expression, _ function: ScalarFunction, _ expression: Expression
  ) throws -> Int64 {
    guard case .constant(.whole(let whole)) = argument.node else {
      throw DialectDiagnostics.writtenOut(dialect, function.name, argument.span)
    }
    return whole
  }

  /// A value as files have it; texts, whole numbers and days are written alike everywhere.
  private func written(_ value: SQLColumn, _ expression: Expression) throws -> SQLText {
    let isPlain = value.type.presentation == .plain || value.type.presentation == .ordinal
    switch value.type.kind {
    case .text: return value.best
    case .whole where isPlain && value.bounds == nil: return spelling.cast(value.best, .text)
    case .date where isPlain: return spelling.cast(value.best, .text)
    case .boolean: return "CASE WHEN \(value.best) THEN 'yes' WHEN \(SQLText.not(value.best)) THEN 'no' END"
    default: throw DialectDiagnostics.writing(dialect, value.type.kind, expression.span)
    }
  }
}
