#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How values are written: for people, or so that they read back the same.
public struct ValueStyle: Sendable, Hashable {
  /// What goes between groups of three digits; empty for none.
  public var thousands: String
  /// Whether long fractions are rounded to four digits, and parts and bounds have signs that cells do not have.
  public var isForPeople: Bool

  /// What files and machines get: exact, and read back the same.
  public static let exact = ValueStyle(thousands: "", isForPeople: false)
  /// What tables on a screen get.
  public static let readable = ValueStyle.readable(thousands: ",")

  /// What tables on a screen get, with a mark of one's own between groups of three digits.
  public static func readable(thousands: String) -> ValueStyle {
    ValueStyle(thousands: thousands, isForPeople: true)
  }
}

extension Value {
  /// The value as text; empty for unknown.
  public func text(_ style: ValueStyle = .exact, as presentation: Presentation = .plain) -> String {
    switch self {
    case .unknown: ""
    case .boolean(let value): value ? "yes" : "no"
    case .text(let value): value
    case .whole(let value): style.text(.whole(value), kind: .whole, as: presentation)
    case .real(let value): style.text(.real(value), kind: .real, as: presentation)
    case .date(let value): style.text(.whole(value), kind: .date, as: presentation)
    case .time(let value): style.text(.whole(value), kind: .time, as: presentation)
    case .duration(let value): style.text(.whole(value), kind: .duration, as: presentation)
    case .figure(let figure, let kind): style.text(figure, kind: kind, as: presentation)
    }
  }
}

extension ValueStyle {
  /// A figure in the form that reads back: `15+`, `..20`, `10..20`, `~250`, `12 (10..15)`.
  func text(_ figure: Figure, kind: Kind, as presentation: Presentation) -> String {
    let write = { (number: Number) in text(number, kind: kind, as: presentation) }
    if let exact = figure.exact { return write(exact) }
    if figure.isAnything, isForPeople { return kind == .duration ? "any duration" : "any number" }
    let bounds: String? =
      switch (figure.low, figure.high) {
      case (let low?, let high?): low == high ? write(low) : "\(write(low))..\(write(high))"
      case (let low?, nil): atLeast(low, kind: kind, write)
      case (nil, let high?): isForPeople ? "≤\(write(high))" : "..\(write(high))"
      case (nil, nil): nil
      }
    return switch (figure.best, bounds) {
    case (let best?, let bounds?): "\(write(best)) (\(bounds))"
    case (let best?, nil): "~\(write(best))"
    case (nil, let bounds?): bounds
    case (nil, nil): ""
    }
  }

  /// `15+`; a duration one unit above a round one was typed as more than it: `>7h`.
  private func atLeast(_ low: Number, kind: Kind, _ write: (Number) -> String) -> String {
    if kind == .duration, case .whole(let value) = low, value % Moment.perSecond == 1 {
      return ">\(write(.whole(value - 1)))"
    }
    return "\(write(low))+"
  }

  func text(_ number: Number, kind: Kind, as presentation: Presentation) -> String {
    switch (number, kind, presentation) {
    case (_, _, .percent): percent(number.asDouble)
    case (.whole(let value), .whole, .weekday): ValueStyle.weekdayName(value)
    case (.whole(let value), .whole, .ordinal): String(value)
    case (.whole(let day), .date, .period(let level)): level.text(ofPeriodFrom: day)
    case (.whole(let moment), .time, .period(let level)): level.text(ofPeriodFromMoment: moment)
    case (.whole(let day), .date, _): CalendarDate(days: day).description
    case (.whole(let moment), .time, _): Moment.text(moment)
    case (.whole(let length), .duration, _): Moment.durationText(length)
    case (.whole(let value), _, _): grouped(String(value))
    case (.real(let value), _, _): real(value)
    }
  }

  private func percent(_ part: Double) -> String {
    isForPeople ? ValueStyle.fixed(part * 100, decimals: 1) + " %" : real(part)
  }

  private func real(_ value: Double) -> String {
    // −0 is the same number as 0, and is not shown as another.
    if value == 0 { return "0" }
    if isForPeople, value.isFinite {
      let magnitude = value.magnitude
      if value == value.rounded(), magnitude < 1e15 { return grouped(ValueStyle.fixed(value, decimals: 0)) }
      if magnitude >= 1e-3, magnitude < 1e15 {
        // Four digits after the point, or four that say something where the number is small.
        let decimals = magnitude >= 1 ? 4 : magnitude >= 0.1 ? 4 : magnitude >= 0.01 ? 5 : 6
        var text = ValueStyle.fixed(value, decimals: decimals)
        while text.hasSuffix("0") { text.removeLast() }
        if text.hasSuffix(".") { text.removeLast() }
        return grouped(text)
      }
    }
    let text = value.description
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }

  /// Separators between groups of three digits of the whole part of a number.
  public func grouped(_ digits: String) -> String {
    guard !thousands.isEmpty, digits.utf8.count > 3 else { return digits }
    let bytes = Array(digits.utf8)
    let start = bytes[0] == UInt8(ascii: "-") ? 1 : 0
    let end = bytes.firstIndex(of: UInt8(ascii: ".")) ?? bytes.count
    guard end - start > 3 else { return digits }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 3)
    for (index, byte) in bytes.enumerated() {
      if index > start, index < end, (end - index) % 3 == 0 { result.append(contentsOf: thousands.utf8) }
      result.append(byte)
    }
    return String(decoding: result, as: UTF8.self)
  }

  /// C's `%.Nf`, correctly rounded.
  static func fixed(_ value: Double, decimals: Int) -> String {
    // 2^1024 has 309 digits; callers write at most six behind the point.
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 330) { buffer in
      let written = withVaList([Int32(decimals), value]) {
        vsnprintf(buffer.baseAddress, buffer.count, "%.*f", $0)
      }
      guard written > 0, Int(written) < buffer.count else { return value.description }
      return String(decoding: UnsafeRawBufferPointer(buffer)[..<Int(written)], as: UTF8.self)
    }
  }

  /// `Monday` for 1 to `Sunday` for 7.
  public static func weekdayName(_ number: Int64) -> String {
    (1...7).contains(number) ? weekdays[Int(number) - 1] : String(number)
  }

  public static let weekdays = [
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday",
  ]
}

extension DateLevel {
  /// `2025`, `2025-Q2`, `2025-05`, `2025-W21`, `2025-05-24`.
  func text(ofPeriodFrom day: Int64) -> String {
    let date = CalendarDate(days: day)
    switch self {
    case .year: return Digits.padded(date.year, to: 4)
    case .quarter: return "\(Digits.padded(date.year, to: 4))-Q\((date.month - 1) / 3 + 1)"
    case .month: return "\(Digits.padded(date.year, to: 4))-\(Digits.padded(date.month, to: 2))"
    case .week:
      let (year, week) = CalendarDate.isoWeek(ofDay: day)
      return "\(Digits.padded(year, to: 4))-W\(Digits.padded(week, to: 2))"
    case .day, .hour, .minute: return date.description
    }
  }

  func text(ofPeriodFromMoment moment: Int64) -> String {
    needsTime ? Moment.text(moment) : text(ofPeriodFrom: moment.flooredDivision(by: Moment.perDay))
  }
}
