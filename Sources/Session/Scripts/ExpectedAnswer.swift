import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax

/// An answer that is held against what is expected of it.
struct ExpectedAnswer {
  private let answer: Answer
  /// How many of the columns, which come first, rows were grouped by.
  private let keyCount: Int

  init(_ answer: Answer, keyCount: Int) {
    self.answer = answer
    self.keyCount = keyCount
  }

  /// What is otherwise than expected; nil where nothing is.
  /// - Throws: a `Diagnostic` where the expectation cannot be meant.
  func failure(of expectation: ExpectationSyntax) throws -> Diagnostic? {
    switch expectation.test {
    case .rows(let isNegated):
      let count = answer.table.rowCount
      return (count == 0) == isNegated ? nil : SessionDiagnostics.expectedRows(count, expectation)
    case .within(let bounds):
      let range = try ExpectedRange(bounds)
      let cells = try cells(expectation)
      if cells.isEmpty { return SessionDiagnostics.expectedRows(0, expectation) }
      return cells.first { !range.contains($0.value) }
        .map { SessionDiagnostics.outsideOf(bounds, isSaid($0)) }
    case .gives(let values, let tolerance):
      let cells = try cells(expectation)
      guard cells.count == values.count else {
        return SessionDiagnostics.expectedCount(values, isSaid(cells))
      }
      for (cell, value) in zip(cells, values) {
        let isSo =
          try tolerance.map { try ExpectedRange(around: value, within: $0).contains(cell.value) }
          ?? ExpectedValue(value).isSame(as: cell.value, cell.presentation)
        if !isSo { return SessionDiagnostics.expectedOther(value, isSaid(cell)) }
      }
      return nil
    }
  }

  private struct Cell {
    let value: Value
    let presentation: Presentation
  }

  /// The values of the only row, or of the only column that rows are not grouped by.
  private func cells(_ expectation: ExpectationSyntax) throws -> [Cell] {
    let table = answer.table
    let columns = table.columns.indices.dropFirst(min(keyCount, table.columns.count - 1))
    guard columns.count == 1 || table.rowCount == 1 || table.rowCount == 0 else {
      throw SessionDiagnostics.expectedShape(
        rows: table.rowCount, columns: columns.count, expectation.query.span)
    }
    return (0..<table.rowCount).flatMap { row in
      columns.map {
        Cell(value: table.columns[$0].value(at: row), presentation: table.fields[$0].presentation)
      }
    }
  }

  private func isSaid(_ cell: Cell) -> String {
    if cell.value.isUnknown { return answer.isOfClaims ? "no report" : "unknown" }
    return cell.value.text(.readable, as: cell.presentation)
  }

  private func isSaid(_ cells: [Cell]) -> [String] { cells.map(isSaid) }
}

/// A value that an answer is expected to have.
struct ExpectedValue {
  private let literal: LiteralSyntax
  private let value: Value
  /// Digits behind the point; nil where it is written without one.
  private let decimals: Int?

  init(_ literal: LiteralSyntax) {
    self.literal = literal
    let (text, isPercent) = literal.withoutPercent
    value = literal.isQuoted ? .text(literal.text) : Value(literal: text)
    let digits = text.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
      .map { $0.prefix(while: \.isNumber).count }
    decimals = digits.map { $0 + (isPercent ? 2 : 0) }
  }

  /// Whether a value of an answer is this one: as it is shown or written, or as much as it; a real number where it is
  /// this one at the digits that are written.
  func isSame(as other: Value, _ presentation: Presentation) -> Bool {
    if literal.isUnknown { return other.isUnknown }
    if other.isUnknown { return false }
    if case .text(let text) = other { return TextOrder.isSame(text, literal.text) }
    let written = [ValueStyle.exact, .readable].map { other.text($0, as: presentation) }
    if !literal.isQuoted, written.contains(literal.formatted) { return true }
    guard let mine = scaled.amount, let figure = other.amount else { return other == value }
    return isSame(mine.low, figure.low) && isSame(mine.best, figure.best) && isSame(mine.high, figure.high)
  }

  /// A percentage as the part that it is.
  private var scaled: Value {
    guard literal.withoutPercent.isPercent, let figure = value.amount else { return value }
    let part = { (number: Number?) in number.map { Number.real($0.asDouble / 100) } }
    return Value(Figure(low: part(figure.low), best: part(figure.best), high: part(figure.high)), kind: .real)
  }

  private func isSame(_ mine: Number?, _ other: Number?) -> Bool {
    guard let mine, let other else { return mine == nil && other == nil }
    if case (.whole(let a), .whole(let b)) = (mine, other) { return a == b }
    // Half a unit of the last digit written; the last bits of either are no difference.
    let unit = decimals.map { 0.5 / ExpectedValue.power(ofTen: $0) } ?? 0
    let slack = max(mine.asDouble.magnitude, 1) * 1e-12
    return (mine.asDouble - other.asDouble).magnitude <= unit + slack
  }

  private static func power(ofTen exponent: Int) -> Double {
    (0..<min(exponent, 400)).reduce(1.0) { power, _ in power * 10 }
  }
}

/// Bounds that an answer is expected to lie in, whatever is not known of it.
struct ExpectedRange {
  private struct Amounts {
    let low: Double?
    let high: Double?
    let kinds: Set<Kind>

    init(_ kind: Kind, from low: Double?, to high: Double?) {
      self.low = low
      self.high = high
      kinds = kind.isNumber ? [.whole, .real] : [.duration]
    }
  }

  /// As numbers or durations; nil where they are none.
  private let amounts: Amounts?
  /// As microseconds since 1970-01-01; nil where they are no periods.
  private let moments: ClosedRange<Int64>?

  /// `250..280`, `10+`, `90 %..100 %`, `2025-05-01..2025-05-31`; `2025` is a year beside a date, and a number otherwise.
  /// - Throws: a `Diagnostic` where it is no range.
  init(_ literal: LiteralSyntax) throws {
    let value = Value(literal: literal.text.filter { $0 != " " && $0 != "%" })
    let scale = literal.text.contains("%") ? 0.01 : 1
    if let figure = value.amount, let kind = value.kind {
      amounts = Amounts(
        kind, from: (figure.low ?? figure.exact).map { $0.asDouble * scale },
        to: (figure.high ?? figure.exact).map { $0.asDouble * scale })
    } else {
      amounts = nil
    }
    moments = TypedPeriod.moments(in: literal.text)
    if literal.isQuoted || (amounts == nil && moments == nil) { throw SessionDiagnostics.noRange(literal) }
  }

  /// `264 within 2 %`, `264 within 5`
  /// - Throws: a `Diagnostic` where either is no number or duration.
  init(around literal: LiteralSyntax, within tolerance: LiteralSyntax) throws {
    let (text, isPercent) = literal.withoutPercent
    let centre = Value(literal: text)
    guard !literal.isQuoted, let exact = centre.amount?.exact, let kind = centre.kind else {
      throw SessionDiagnostics.noNumber(literal)
    }
    let (tolerated, isRelative) = tolerance.withoutPercent
    let distance = Value(literal: tolerated)
    guard !tolerance.isQuoted, let width = distance.amount?.exact, width.asDouble >= 0,
      distance.kind?.isNumber == (isRelative || kind.isNumber)
    else { throw SessionDiagnostics.noNumber(tolerance) }
    let middle = exact.asDouble * (isPercent ? 0.01 : 1)
    let reach = isRelative ? middle.magnitude * width.asDouble / 100 : width.asDouble
    // The last bits are no difference.
    let slack = max(middle.magnitude, reach) * 1e-12
    amounts = Amounts(kind, from: middle - reach - slack, to: middle + reach + slack)
    moments = nil
  }

  /// Whether a value lies in it surely.
  func contains(_ value: Value) -> Bool {
    switch value {
    case .date(let day):
      let (moment, isOver) = day.multipliedReportingOverflow(by: Moment.perDay)
      return !isOver && moments?.contains(moment) == true
    case .time(let moment):
      return moments?.contains(moment) == true
    default:
      guard let amounts, let kind = value.kind, amounts.kinds.contains(kind), let figure = value.amount else {
        return false
      }
      if let low = amounts.low, (figure.exact ?? figure.low).map({ $0.asDouble < low }) ?? true {
        return false
      }
      if let high = amounts.high, (figure.exact ?? figure.high).map({ $0.asDouble > high }) ?? true {
        return false
      }
      return true
    }
  }
}

extension Value {
  /// The number or duration with its bounds; nil for what is no amount.
  fileprivate var amount: Figure? { kind?.canBeBounded == true ? asFigure : nil }
}

extension LiteralSyntax {
  /// `95.1` of `95.1 %`
  fileprivate var withoutPercent: (text: String, isPercent: Bool) {
    guard !isQuoted, text.hasSuffix("%") else { return (text, false) }
    return (String(text.dropLast().reversed().drop(while: \.isWhitespace).reversed()), true)
  }
}
