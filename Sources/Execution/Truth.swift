/// What a condition is of a row: Kleene's three values.
enum Truth: UInt8, Sendable {
  case no = 0
  case yes = 1
  /// An unknown or an open bound leaves it open.
  case maybe = 2

  @inline(__always)
  static func and(_ a: Truth, _ b: Truth) -> Truth {
    a == .no || b == .no ? .no : a == .yes && b == .yes ? .yes : .maybe
  }

  @inline(__always)
  static func or(_ a: Truth, _ b: Truth) -> Truth {
    a == .yes || b == .yes ? .yes : a == .no && b == .no ? .no : .maybe
  }

  @inline(__always)
  var negated: Truth {
    switch self {
    case .no: .yes
    case .yes: .no
    case .maybe: .maybe
    }
  }

  @inline(__always)
  init(_ isSo: Bool) {
    self = isSo ? .yes : .no
  }
}
