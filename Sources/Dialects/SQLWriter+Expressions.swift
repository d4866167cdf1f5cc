import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

extension SQLWriter {
  /// An expression over the columns of a step.
  mutating func column(_ expression: Expression, _ columns: [SQLColumn]) throws -> SQLColumn {
    switch expression.node {
    case .column(let index):
      var column = columns[index]
      column.type = expression.type
      return column
    case .constant(let value):
      return try constant(value, expression)
    case .condition(let predicate):
      var column = SQLColumn(try condition(predicate, columns, asksSure: false), expression.type)
      column.isOpen = predicate.isOpen(over: columns)
      column.isAggregate = predicate.columns.contains { columns[$0].isAggregate }
      return column
    case .call(let function, let arguments):
      let values = try arguments.map { try self.column($0, columns) }
      var column =
        try expression.type.isBounded || values.contains { $0.bounds != nil }
        ? callOfFigures(function, values, arguments, expression)
        : SQLColumn(try call(function, values, arguments, expression), expression.type)
      column.isOpen = values.contains(where: \.isOpen)
      column.isAggregate = values.contains(where: \.isAggregate)
      column.holdsOnlyASCII = values.allSatisfy(\.holdsOnlyASCII)
      return column
    }
  }

  private func constant(_ value: Value, _ expression: Expression) throws -> SQLColumn {
    var column: SQLColumn
    switch value {
    case .figure(let figure, let kind):
      let part = { (number: Number?) -> SQLText in
        number.map { self.number($0) } ?? self.spelling.cast("NULL", kind)
      }
      column = SQLColumn(
        part(figure.best), bounds: SQLColumn.Bounds(low: part(figure.low), high: part(figure.high)),
        expression.type)
      column.isOpen = true
    default:
      column = SQLColumn(try literal(value, expression.type.kind, expression.span), expression.type)
    }
    if case .text(let text) = value { column.holdsOnlyASCII = text.utf8.allSatisfy { $0 < 0x80 } }
    return column
  }

  /// A value as a literal of its kind.
  func literal(_ value: Value, _ kind: Kind, _ span: Span) throws -> SQLText {
    switch value {
    case .unknown: spelling.cast("NULL", kind)
    case .boolean(let isSo): isSo ? "TRUE" : "FALSE"
    case .text(let text): try literal(text, span)
    case .date(let day): try date(day, span)
    case .time(let moment): try time(moment, span)
    case .whole(let whole), .duration(let whole): number(.whole(whole))
    case .real(let real): number(.real(real))
    case .figure(let figure, _): figure.exact.map { number($0) } ?? spelling.cast("NULL", kind)
    }
  }

  func number(_ number: Number) -> SQLText {
    switch number {
    case .whole(let whole):
      let text = SQLText.verbatim(String(whole))
      return whole < 0 ? text.binding(.sign) : text
    case .real(let real): return spelling.real(real)
    }
  }

  func date(_ day: Int64, _ span: Span) throws -> SQLText {
    guard let literal = spelling.literal(day: day) else { throw DialectDiagnostics.day(dialect, day, span) }
    return literal
  }

  func time(_ moment: Int64, _ span: Span) throws -> SQLText {
    guard let literal = spelling.literal(moment: moment) else {
      throw DialectDiagnostics.day(dialect, moment.flooredDivision(by: Moment.perDay), span)
    }
    return literal
  }

  /// A date as the moment it begins, beside a time.
  func moment(_ column: SQLColumn) -> SQLText {
    column.type.kind == .date ? spelling.time(of: column.best) : column.best
  }
}
