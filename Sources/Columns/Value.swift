/// One cell, taken out of its column: for showing, for constants in queries, for tests.
///
/// Kernels never work on values; they work on columns.
public enum Value: Sendable, Hashable {
  /// Not reported; never 0.
  case unknown
  case boolean(Bool)
  case whole(Int64)
  case real(Double)
  case text(String)
  /// Days since 1970-01-01.
  case date(Int64)
  /// Microseconds since 1970-01-01T00:00 UTC.
  case time(Int64)
  /// Microseconds.
  case duration(Int64)
  /// A number or duration with bounds, of the given kind.
  case figure(Figure, Kind)

  /// The kind, or nil for unknown.
  public var kind: Kind? {
    switch self {
    case .unknown: nil
    case .boolean: .boolean
    case .whole: .whole
    case .real: .real
    case .text: .text
    case .date: .date
    case .time: .time
    case .duration: .duration
    case .figure(_, let kind): kind
    }
  }

  public var isUnknown: Bool { self == .unknown }

  /// A value of an integer-stored kind from what is stored.
  public init(stored: Int64, kind: Kind) {
    switch kind {
    case .boolean: self = .boolean(stored != 0)
    case .date: self = .date(stored)
    case .time: self = .time(stored)
    case .duration: self = .duration(stored)
    case .real: self = .real(Double(stored))
    case .whole, .text: self = .whole(stored)
    }
  }

  /// What is stored for it, for integer-stored kinds.
  public var stored: Int64? {
    switch self {
    case .boolean(let value): value ? 1 : 0
    case .whole(let value), .date(let value), .time(let value), .duration(let value): value
    default: nil
    }
  }
}
