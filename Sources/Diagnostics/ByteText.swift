/// Amounts of memory as people read them.
public enum ByteText {
  private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

  /// The bytes of an amount such as `2GB`, `500mb` or `1.5 GB`; nil for what is none, and for nothing.
  public static func bytes(in text: String) -> Int? {
    let text = text.lowercased().filter { $0 != " " }
    let digits = text.prefix { "0123456789.".contains($0) }
    let name = text.dropFirst(digits.count)
    guard var bytes = Double(digits), let unit = units.firstIndex(where: { $0.lowercased() == name }) else {
      return nil
    }
    for _ in 0..<unit { bytes *= 1000 }
    return bytes >= 1 && bytes < 0x1p62 ? Int(bytes) : nil
  }

  /// `312 B`, `1.4 kB`, `61 MB`: three digits at most, by thousands.
  public static func of(_ bytes: Int) -> String {
    var amount = Double(max(0, bytes))
    var unit = 0
    // What would be rounded to a thousand is one of the next unit.
    while amount >= 999.5 && unit + 1 < units.count {
      amount /= 1000
      unit += 1
    }
    guard unit > 0, amount < 9.95 else { return "\(Int(amount.rounded())) \(units[unit])" }
    let tenths = Int((amount * 10).rounded())
    return "\(tenths / 10).\(tenths % 10) \(units[unit])"
  }
}
