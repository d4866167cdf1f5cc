import GRDB
import TallyColumns

/// A value as both sides can have it. Where SQL has empty text, Tally has an unknown: both are unknown here.
enum Cell: Sendable, Hashable {
  case unknown
  case whole(Int64)
  case real(Double)
  case text(String)

  init(_ value: Value) {
    switch value {
    case .unknown: self = .unknown
    case .whole(let whole), .duration(let whole): self = .whole(whole)
    case .boolean(let isSo): self = .whole(isSo ? 1 : 0)
    case .real(let real): self = .real(real)
    case .text(let text): self = text.isEmpty ? .unknown : .text(text)
    case .date(let day): self = .text(CalendarDate(days: day).description)
    case .time:
      let text = value.text(.exact).replacing("T", with: " ")
      self = .text(text.count == "2013-07-15 10:47".count ? text + ":00" : text)
    case .figure: self = .text("a figure with bounds: \(value.text(.exact))")
    }
  }

  init(_ stored: DatabaseValue) {
    switch stored.storage {
    case .null, .blob: self = .unknown
    case .int64(let whole): self = .whole(whole)
    case .double(let real): self = .real(real)
    case .string(let text): self = text.isEmpty ? .unknown : .text(text)
    }
  }

  /// Whether two cells are the same but for the last digits of reals, which depend on the order of adding.
  func isNear(_ other: Cell) -> Bool {
    switch (self, other) {
    case (.real, .real), (.real, .whole), (.whole, .real):
      let (a, b) = (number, other.number)
      return a == b || (a - b).magnitude <= 1e-9 * max(a.magnitude, b.magnitude, 1e-3)
    default: return self == other
    }
  }

  /// Unknowns first, then numbers, then texts.
  static func isBefore(_ a: Cell, _ b: Cell) -> Bool? {
    switch (a, b) {
    case (.whole(let a), .whole(let b)): a == b ? nil : a < b
    case (.text(let a), .text(let b)): a == b ? nil : a < b
    case (.unknown, .unknown): nil
    case (.unknown, _): true
    case (_, .unknown): false
    case (.text, _): false
    case (_, .text): true
    default: a.number == b.number ? nil : a.number < b.number
    }
  }

  private var number: Double {
    switch self {
    case .whole(let whole): Double(whole)
    case .real(let real): real
    case .unknown, .text: .nan
    }
  }
}
