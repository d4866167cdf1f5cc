extension Number {
  /// Whether the number is below another, exactly, also where a whole number has no real of its own.
  public static func isLess(_ a: Number, _ b: Number) -> Bool { order(a, b) < 0 }

  /// −1, 0 or 1 as a is below, the same as or above b. Reals are no NaN.
  public static func order(_ a: Number, _ b: Number) -> Int {
    switch (a, b) {
    case (.whole(let a), .whole(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.real(let a), .real(let b)): return a < b ? -1 : a > b ? 1 : 0
    case (.whole(let a), .real(let b)): return order(a, b)
    case (.real(let a), .whole(let b)): return -order(b, a)
    }
  }

  private static func order(_ a: Int64, _ b: Double) -> Int {
    guard let floor = Int64(exactly: b.rounded(.down)) else { return b > 0 ? -1 : 1 }
    if a != floor { return a < floor ? -1 : 1 }
    return b > b.rounded(.down) ? -1 : 0
  }
}
