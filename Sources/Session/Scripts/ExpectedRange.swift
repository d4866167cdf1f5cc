import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// Bounds that an answer is expected to lie in, whatever is not known of it.
struct ExpectedRange {
  private struct Amounts {
    let kinds: Set<Kind>
    let low: Number?
    let high: Number?

    init(_ kind: Kind, from low: Number?, to high: Number?) {
      kinds = kind.isNumber ? [.whole, .real] : [.duration]
      self.low = low
      self.high = high
    }
  }

  /// As numbers or durations; nil where they are none.
  private let amounts: Amounts?
  /// As microseconds since 1970-01-01; nil where they are no periods.
  private let moments: ClosedRange<Int64>?

  /// `250..280`, `10+`, `90 %..100 %`, `2025-05-01..2025-05-31`; `2025` is a year beside a date, and a number otherwise.
  /// - Throws: a `Diagnostic` where it is no range.
  init(_ literal: LiteralSyntax) throws {
    amounts = ExpectedRange.amounts(of: literal.text)
    moments = TypedPeriod.moments(in: literal.text)
    if literal.isQuoted || (amounts == nil && moments == nil) { throw SessionDiagnostics.noRange(literal) }
  }

  private static func amounts(of text: String) -> Amounts? {
    let ends = text.split(separator: "..", omittingEmptySubsequences: false).map { Percentage.split($0) }
    let written = ends.filter { !$0.number.isEmpty }
    // A sign behind one end says nothing of the other.
    guard let isPercent = written.first?.isPercent, written.allSatisfy({ $0.isPercent == isPercent }) else {
      return nil
    }
    let isOpenAbove = ends.count == 2 && ends[1].number.isEmpty
    let plain = isOpenAbove ? ends[0].number + "+" : ends.map(\.number).joined(separator: "..")
    let value = Value(literal: plain).scaled(isPercent: isPercent)
    guard let figure = value.amount, let kind = value.kind, figure.low != nil || figure.high != nil else {
      return nil
    }
    if !isPercent { return Amounts(kind, from: figure.low, to: figure.high) }
    // What is a percentage is hardly ever the same number to its last bit.
    let slack = { (end: Number?, sign: Double) in
      end.map { Number.real($0.asDouble + sign * $0.asDouble.magnitude * 1e-12) }
    }
    return Amounts(kind, from: slack(figure.low, -1), to: slack(figure.high, 1))
  }

  /// `264 within 5`, `264 within 2 %` of it, `95 % within 1 %` more or less, `2025-05-24 within 1d`
  /// - Throws: a `Diagnostic` where they do not go together.
  init(around literal: LiteralSyntax, within tolerance: LiteralSyntax) throws {
    let (text, isPercent) = literal.withoutPercent
    let (tolerated, isShare) = tolerance.withoutPercent
    let distance = Value(literal: tolerated)
    guard !tolerance.isQuoted, let width = distance.amount?.exact, width.asDouble >= 0 else {
      throw SessionDiagnostics.noDistance(tolerance)
    }
    if case .duration(let length) = distance, let period = TypedPeriod.moments(in: literal.text) {
      let (first, isUnder) = period.lowerBound.subtractingReportingOverflow(length)
      let (last, isOver) = period.upperBound.addingReportingOverflow(length)
      amounts = nil
      moments = (isUnder ? .min : first)...(isOver ? .max : last)
      return
    }
    let centre = Value(literal: text).scaled(isPercent: isPercent)
    guard !literal.isQuoted, let exact = centre.amount?.exact, let kind = centre.kind else {
      throw SessionDiagnostics.noDistance(literal)
    }
    guard isShare ? distance.kind?.isNumber == true : distance.kind?.isNumber == kind.isNumber && !isPercent
    else {
      throw SessionDiagnostics.noDistance(tolerance)
    }
    moments = nil
    if !isShare, case (.whole(let middle), .whole(let reach)) = (exact, width) {
      let (low, isUnder) = middle.subtractingReportingOverflow(reach)
      let (high, isOver) = middle.addingReportingOverflow(reach)
      amounts = Amounts(kind, from: isUnder ? nil : .whole(low), to: isOver ? nil : .whole(high))
      return
    }
    let middle = exact.asDouble
    let reach = isShare ? width.asDouble / 100 * (isPercent ? 1 : middle.magnitude) : width.asDouble
    // The last bits are no difference.
    let slack = max(middle.magnitude, reach) * 1e-12
    amounts = Amounts(kind, from: .real(middle - reach - slack), to: .real(middle + reach + slack))
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
      if let low = amounts.low, figure.low.map({ Number.isLess($0, low) }) ?? true { return false }
      if let high = amounts.high, figure.high.map({ Number.isLess(high, $0) }) ?? true { return false }
      return true
    }
  }
}
