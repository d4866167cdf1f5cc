import TallyColumns

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

extension Axis {
  /// An axis of numbers with round ticks: multiples of 1, 2 or 5 times a power of ten, or of the steps that clocks
  /// have.
  /// - Parameters:
  ///   - most: about so many ticks, at least 2.
  ///   - isWhole: whether only whole numbers are drawn, so that no tick is any other.
  ///   - isRounded: whether the axis ends at ticks, so that it is a little longer than the numbers.
  static func numbers(
    _ range: ClosedRange<Double>, unit: AxisUnit, most: Int, isWhole: Bool = false, isRounded: Bool = false
  ) -> Axis {
    let span = range.upperBound - range.lowerBound
    guard span > 0, span.isFinite else {
      return Axis(low: range.lowerBound, high: max(range.upperBound, range.lowerBound + 1), ticks: [])
    }
    let least = max(span / Double(max(2, most)), isWhole && unit != .duration ? 1 : 0)
    let step = unit == .duration ? Step(ofClockAtLeast: least) : Step(atLeast: least)
    let first = (range.lowerBound / step.size).rounded(isRounded ? .down : .up)
    let last = (range.upperBound / step.size).rounded(isRounded ? .up : .down)
    guard first.magnitude < 1e15, last.magnitude < 1e15, last >= first, last - first < 200 else {
      return Axis(range)
    }
    let numbers = Array(Int(first)...Int(last))
    let format = TickFormat(unit: unit, step: step, greatest: numbers.map(\.magnitude).max() ?? 0)
    let ticks = numbers.map { Tick(value: Double($0) * step.size, label: format.text($0)) }
    return Axis(
      low: isRounded ? min(range.lowerBound, Double(first) * step.size) : range.lowerBound,
      high: isRounded ? max(range.upperBound, Double(last) * step.size) : range.upperBound, ticks: ticks)
  }
}

/// The distance from tick to tick.
struct Step: Sendable, Hashable {
  /// `mantissa` times ten to the power of `exponent`.
  let mantissa: Int
  let exponent: Int

  var size: Double { Step.scaled(Double(mantissa), exponent) }

  /// The least round step that is not below a number, which is above 0.
  init(atLeast least: Double) {
    var exponent = Step.exponent(of: least)
    var mantissa = 1
    while Step.scaled(Double(mantissa), exponent) < least {
      switch mantissa {
      case 1: mantissa = 2
      case 2: mantissa = 5
      default: (mantissa, exponent) = (1, exponent + 1)
      }
    }
    (self.mantissa, self.exponent) = (mantissa, exponent)
  }

  private init(mantissa: Int, exponent: Int) {
    (self.mantissa, self.exponent) = (mantissa, exponent)
  }

  /// The least step that clocks and calendars have and that is not below so many microseconds.
  init(ofClockAtLeast least: Double) {
    let seconds = [1, 2, 5, 10, 15, 30]
    let steps =
      seconds.map { $0 * Int(Moment.perSecond) } + seconds.map { $0 * Int(Moment.perMinute) }
      + [1, 2, 3, 6, 12].map { $0 * Int(Moment.perHour) }
    if least <= Double(Moment.perSecond) {
      // Below a second time is decimal.
      self.init(atLeast: max(least, 1))
    } else if let step = steps.first(where: { Double($0) >= least }) {
      self.init(mantissa: step, exponent: 0)
    } else {
      let days = Step(atLeast: max(1, least / Double(Moment.perDay)))
      self.init(mantissa: days.mantissa * Int(Moment.perDay), exponent: days.exponent)
    }
  }

  /// The power of ten that a number above 0 has before its first digit.
  static func exponent(of number: Double) -> Int {
    Int(log10(min(max(number, 1e-300), 1e308)).rounded(.down))
  }

  /// Divided by what has a real of its own, where it can be, so that 3 tenths are 0.3.
  static func scaled(_ number: Double, _ exponent: Int) -> Double {
    exponent >= 0 ? number * power(exponent) : exponent >= -300 ? number / power(-exponent) : number * 1e-300
  }

  private static func power(_ exponent: Int) -> Double {
    Double("1e\(min(exponent, 308))") ?? .greatestFiniteMagnitude
  }
}

/// How the ticks of one axis are written: all with the same number of decimals, and in the same thousands.
struct TickFormat: Sendable {
  private let unit: AxisUnit
  private let step: Step
  /// The power of ten that is written as a word, with the word.
  private let scale: (exponent: Int, word: String)
  private let isScientific: Bool

  private static let scales = [(12, "tn"), (9, "bn"), (6, "M")]

  /// - Parameter greatest: the greatest multiple of the step that is written.
  init(unit: AxisUnit, step: Step, greatest: UInt) {
    self.unit = unit
    self.step = step
    let size = Double(greatest) * step.size
    isScientific = unit != .percent && unit != .ordinal && (size >= 1e15 || (size < 1e-4 && size > 0))
    switch unit {
    case .percent: scale = (-2, " %")
    case .number: scale = TickFormat.scales.first { size >= Step.scaled(1, $0.0) } ?? (0, "")
    case .duration, .ordinal, .calendar: scale = (0, "")
    }
  }

  /// The text of so many steps.
  func text(_ count: Int) -> String {
    if count == 0 { return unit == .percent ? "0 %" : "0" }
    let (digits, overflow) = count.multipliedReportingOverflow(by: step.mantissa)
    if overflow { return Value.real(Double(count) * step.size).text() }
    if unit == .duration {
      let length = Step.scaled(Double(digits), step.exponent)
      return Int64(exactly: length.rounded()).map(Moment.durationText) ?? Value.real(length).text()
    }
    if isScientific { return TickFormat.scientific(digits, step.exponent) }
    let text = TickFormat.decimal(digits, step.exponent - scale.exponent)
    return (unit == .ordinal ? text : ValueStyle.readable.grouped(text)) + scale.word
  }

  /// `digits` times ten to the power of `exponent`, written out: (25, -1) is 2.5.
  private static func decimal(_ digits: Int, _ exponent: Int) -> String {
    let sign = digits < 0 ? "-" : ""
    var text = String(digits.magnitude)
    if exponent >= 0 { return sign + text + String(repeating: "0", count: min(exponent, 400)) }
    let decimals = min(-exponent, 400)
    if text.count <= decimals { text = String(repeating: "0", count: decimals + 1 - text.count) + text }
    let whole = text.dropLast(decimals)
    return "\(sign)\(whole).\(text.suffix(decimals))"
  }

  /// `2e18`, `1.5e-7`
  private static func scientific(_ digits: Int, _ exponent: Int) -> String {
    var text = String(digits.magnitude)
    var power = exponent + text.count - 1
    while text.count > 1, text.hasSuffix("0") { text.removeLast() }
    if text == "0" { power = 0 }
    let fraction = text.dropFirst()
    return "\(digits < 0 ? "-" : "")\(text.prefix(1))\(fraction.isEmpty ? "" : ".\(fraction)")e\(power)"
  }
}
