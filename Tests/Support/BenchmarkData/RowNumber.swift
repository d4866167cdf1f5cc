/// Numbers of rows as benchmarks write them: `1e7`.
public enum RowNumber {
  /// The whole number of `10000000`, `10_000_000`, `1e7` or `2.5e6`; nil for anything else.
  public static func parse(_ text: String) -> Int? {
    let parts = text.lowercased().split(separator: "e", omittingEmptySubsequences: false)
    guard let mantissa = parts.first, parts.count <= 2, mantissa.allSatisfy(\.isASCII) else { return nil }
    let halves = mantissa.split(separator: ".", omittingEmptySubsequences: false)
    guard halves.count <= 2, halves.allSatisfy({ $0.allSatisfy { $0.isNumber || $0 == "_" } }) else {
      return nil
    }
    var fraction = halves.count == 2 ? halves[1].filter { $0 != "_" } : ""
    while fraction.last == "0" { fraction.removeLast() }
    let digits = halves[0].filter { $0 != "_" } + fraction
    var power = 0
    if parts.count == 2 {
      guard let exponent = Int(parts[1]), (0...18).contains(exponent), parts[1].allSatisfy(\.isNumber) else {
        return nil
      }
      power = exponent
    }
    power -= fraction.count
    guard power >= 0, var number = Int(digits) else { return nil }
    for _ in 0..<power {
      let (product, overflow) = number.multipliedReportingOverflow(by: 10)
      guard !overflow else { return nil }
      number = product
    }
    return number
  }

  /// `1e7`, `2.5e6`, `0`
  public static func text(_ number: Int) -> String {
    let digits = Array(String(number.magnitude))
    guard number > 0 else { return String(number) }
    let mantissa = digits[..<((digits.lastIndex { $0 != "0" } ?? 0) + 1)]
    let fraction = mantissa.count > 1 ? "." + String(mantissa[1...]) : ""
    return "\(mantissa[0])\(fraction)e\(digits.count - 1)"
  }
}
