/// A number as it is written in decimal: its digits, and how many of them stand behind the point.
struct DecimalText {
  private let isNegative: Bool
  private var digits: [Int]
  private var behindPoint: Int

  /// - Parameter text: a number as Swift writes it, such as `-12.5` or `1e-05`.
  init(_ text: String) {
    isNegative = text.hasPrefix("-")
    let parts = text.split(separator: "e")
    let mantissa = parts[0].split(separator: ".", omittingEmptySubsequences: false)
    digits = parts[0].compactMap(\.wholeNumberValue)
    behindPoint = (mantissa.count > 1 ? mantissa[1].count : 0) - (parts.count > 1 ? Int(parts[1]) ?? 0 : 0)
  }

  /// The number rounded to so many digits behind the point, halves away from zero, as text; negative places
  /// are those before the point.
  func rounded(to places: Int64) -> String {
    // No number has digits beyond these places.
    let places = max(-400, min(places, 400))
    let cut = Int64(behindPoint) - places
    if cut <= 0 { return text(digits, exponent: -behindPoint) }
    if cut > Int64(digits.count) { return text([0], exponent: 0) }
    let kept = digits.count - Int(cut)
    var result = [0] + digits[..<kept]
    if digits[kept] >= 5 {
      var place = result.count - 1
      while result[place] == 9 {
        result[place] = 0
        place -= 1
      }
      result[place] += 1
    }
    return text(result, exponent: -Int(places))
  }

  private func text(_ digits: [Int], exponent: Int) -> String {
    let text = digits.map(String.init).joined()
    let sign = isNegative ? "-" : ""
    // Whole numbers are read back without an exponent.
    if exponent >= 0, exponent <= 40 { return sign + text + String(repeating: "0", count: exponent) }
    return "\(sign)\(text)e\(exponent)"
  }
}
