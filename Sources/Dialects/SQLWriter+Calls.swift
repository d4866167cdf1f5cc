import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension SQLWriter {
  /// A function of exact values.
  mutating func call(
    _ function: ScalarFunction, _ values: [SQLColumn], _ arguments: [Expression], _ expression: Expression
  ) throws -> SQLText {
    if let text = try callOfTexts(function, values, arguments, expression) { return text }
    let kinds = values.map(\.type.kind)
    let texts = values.map(\.best)
    switch function.name {
    case "+", "-": return try additive(function.name, values, arguments, expression)
    case "*":
      noteOverflow(expression)
      let product = SQLText.infix(texts[0], "*", texts[1], .product)
      return expression.type.kind == .duration && kinds.contains(.real)
        ? spelling.roundedToWhole(product) : product
    case "/":
      let quotient = spelling.quotient(texts[0], texts[1], isReal: kinds[0] == .real)
      return expression.type.kind == .duration ? spelling.roundedToWhole(quotient) : quotient
    case "%": return spelling.remainder(texts[0], texts[1], isReal: kinds.contains(.real))
    case "^":
      let power = spelling.power(texts[0], texts[1])
      guard let exponent = Double(texts[1].written()) else { return spelling.finite(power) }
      // Small powers are beyond all reals only where products are.
      if [0, 1, 2, 3, 4].contains(exponent) { return power }
      return Double(texts[0].written()).map { pow($0, exponent).isFinite } == true
        ? power : spelling.finite(power)
    case "negate":
      return ("-\(texts[0].inside(.whole))" as SQLText).binding(.sign)
    case "abs": return spelling.absolute(texts[0], isReal: kinds[0] == .real)
    case "ceil", "floor":
      if kinds[0] == .whole { return texts[0] }
      return spelling.cast(.call(function.name == "ceil" ? "CEIL" : "FLOOR", texts), .whole)
    case "exp":
      // What is beyond all reals is unknown.
      if let power = Double(texts[0].written()), exp(power).isFinite { return .call("EXP", texts) }
      return .when(.compare(texts[0], "<=", spelling.real(709.782712893384)), .call("EXP", texts))
    case "ln": return spelling.logarithm(texts[0], name: "LN")
    case "log10": return spelling.logarithm(texts[0], name: "LOG10")
    case "sign": return spelling.cast(.call("SIGN", texts), .whole)
    case "sqrt": return spelling.root(texts[0])
    case "round": return rounded(values, arguments)
    case "min", "max":
      return spelling.extreme(ofOneKind(values), isMaximum: function.name == "max")
    case "low", "best", "high": return texts[0]
    case "if":
      let choices = ofOneKind(Array(values.dropFirst()))
      return
        "CASE WHEN \(texts[0]) THEN \(choices[0]) WHEN \(SQLText.not(texts[0])) THEN \(choices[1]) END"
    case "coalesce": return .call("COALESCE", ofOneKind(values))
    case "date": return kinds[0] == .time ? spelling.date(of: texts[0]) : texts[0]
    default:
      guard kinds.first == .date || kinds.first == .time else {
        throw DialectDiagnostics.function(dialect, function.name, expression.span)
      }
      let isTime = kinds[0] == .time
      if expression.type.kind == .whole { return spelling.part(function.name, texts[0], isTime: isTime) }
      guard let level = DateLevel(rawValue: function.name) else {
        throw DialectDiagnostics.function(dialect, function.name, expression.span)
      }
      return spelling.period(level, texts[0], isTime: isTime)
    }
  }

  /// Numbers, durations, moments and durations, dates and days, and what lies between two moments.
  private mutating func additive(
    _ sign: String, _ values: [SQLColumn], _ arguments: [Expression], _ expression: Expression
  ) throws -> SQLText {
    let isMoment = values.map { $0.type.kind == .date || $0.type.kind == .time }
    let (a, b) = (values[0], values[1])
    if isMoment[0], isMoment[1] {
      guard a.type.kind == .date, b.type.kind == .date else {
        return spelling.microseconds(
          from: b.best, isTime: b.type.kind == .time, to: a.best, isTime: a.type.kind == .time)
      }
      let perDay = SQLText.verbatim(String(Moment.perDay))
      return .infix(spelling.cast(spelling.days(from: b.best, to: a.best), .whole), "*", perDay, .product)
    }
    if isMoment[0], b.type.kind == .duration {
      return later(a, by: b, arguments[1], isSubtraction: sign == "-")
    }
    if isMoment[1] { return later(b, by: a, arguments[0], isSubtraction: false) }
    if isMoment[0] { return spelling.adding(days: b.best, to: a.best, isSubtraction: sign == "-") }
    noteOverflow(expression)
    return .infix(a.best, sign, b.best, .sum)
  }

  private func ofOneKind(_ values: [SQLColumn]) -> [SQLText] {
    let texts = values.map(\.best)
    guard Set(values.map(\.type.kind)).count > 1 else { return texts }
    // Whole numbers would go on being such, and divide as such.
    let isByValue = spelling.typesAreOfValues
    return spelling.ofOneKind(
      zip(values, texts).map { isByValue && $0.type.kind == .whole ? spelling.cast($1, .real) : $1 })
  }

  /// A moment and a length of time, whole seconds where it is written out in such.
  private func later(
    _ moment: SQLColumn, by length: SQLColumn, _ argument: Expression, isSubtraction: Bool
  ) -> SQLText {
    var seconds: Int64?
    if case .constant(.duration(let length)) = argument.node, length % Moment.perSecond == 0 {
      seconds = length / Moment.perSecond
    }
    return spelling.adding(
      microseconds: length.best, seconds: seconds, to: moment.best, isTime: moment.type.kind == .time,
      isSubtraction: isSubtraction)
  }

  /// Whole numbers stay as they are unless they are rounded to tens, hundreds and so on.
  private func rounded(_ values: [SQLColumn], _ arguments: [Expression]) -> SQLText {
    let value = values[0].best
    let isWhole = values[0].type.kind == .whole
    guard values.count > 1 else { return isWhole ? value : spelling.rounded(value) }
    if case .constant(.whole(let digits)) = arguments[1].node {
      if isWhole, digits >= 0 { return value }
      if digits == 0 { return spelling.rounded(value) }
    }
    guard isWhole else { return spelling.rounded(value, digits: values[1].best) }
    let rounded = spelling.cast(
      spelling.rounded(spelling.cast(value, .real), digits: values[1].best), .whole)
    if case .constant = arguments[1].node { return rounded }
    return "CASE WHEN \(SQLText.compare(values[1].best, ">=", "0")) THEN \(value) ELSE \(rounded) END"
  }

  private mutating func noteOverflow(_ expression: Expression) {
    guard spelling.overflow != nil, expression.type.kind != .real else { return }
    if expression.holdsColumn { remark(.overflow) }
  }
}

extension Expression {
  /// Whether it differs from row to row.
  var holdsColumn: Bool { !columns.isEmpty }
}
