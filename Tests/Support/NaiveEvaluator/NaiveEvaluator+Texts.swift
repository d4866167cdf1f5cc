import TallyColumns

/// Functions of texts, on arrays of characters.
extension NaiveEvaluator {
  func text(_ name: String, _ text: [Character], _ others: [Value]) throws -> Value {
    switch name {
    case "length": return .whole(Int64(text.count))
    case "lower": return .text(String(text).lowercased())
    case "upper": return .text(String(text).uppercased())
    case "number": return try number(in: text)
    case "extract": return extract(String(text), others)
    case "part":
      let numbers = others.compactMap(\.stored).map { Int128($0) }
      let first = numbers[0] < 0 ? Int128(text.count) + 1 + numbers[0] : numbers[0]
      let length = numbers.count > 1 ? max(0, numbers[1]) : Int128(1) << 70
      return .text(
        String(
          text.enumerated().filter { (first..<(first + length)).contains(Int128($0.offset + 1)) }.map(
            \.element)))
    case "replace":
      guard case .text(let from) = others[0], case .text(let to) = others[1] else { return .unknown }
      return .text(pieces(of: text, Array(from)).joined(separator: to))
    case "split":
      guard case .text(let separator) = others[0], case .whole(let place) = others[1] else { return .unknown }
      let pieces = pieces(of: text, Array(separator))
      for (index, piece) in pieces.enumerated()
      where Int64(index + 1) == place || Int64(index - pieces.count) == place {
        return .text(piece)
      }
      return .unknown
    default:  // trim
      var characters = text
      while characters.last?.isWhitespace == true { characters.removeLast() }
      while characters.first?.isWhitespace == true { characters.removeFirst() }
      return .text(String(characters))
    }
  }

  private func pieces(of text: [Character], _ separator: [Character]) -> [String] {
    guard !separator.isEmpty else { return [String(text)] }
    var pieces: [String] = [""]
    var rest = text[...]
    while let next = rest.first {
      if rest.starts(with: separator) {
        rest = rest.dropFirst(separator.count)
        pieces.append("")
      } else {
        rest = rest.dropFirst()
        pieces[pieces.count - 1].append(next)
      }
    }
    return pieces
  }

  /// Plain numbers only: the forms of figures are read by one reader wherever they stand.
  private func number(in text: [Character]) throws -> Value {
    let digits = Array(String(text).trimmed)
    if digits.contains(where: \.isNumber), digits.contains(where: { "+~<>(.e".contains($0) }) {
      throw NotCovered()
    }
    let isPlain = !digits.isEmpty && digits.allSatisfy { "0123456789.-".contains($0) }
    guard isPlain, digits[0] != "." || digits.count > 1, let real = Double(String(digits)) else {
      return .unknown
    }
    let whole = digits.drop { $0 == "-" }.prefix { $0 != "." }
    return whole.count > 1 && whole.first == "0" ? .unknown : .real(real)
  }

  /// By the expressions of Swift itself.
  private func extract(_ text: String, _ others: [Value]) -> Value {
    guard case .text(let pattern) = others[0], let regex = try? Regex(pattern) else { return .unknown }
    var group = 0
    if others.count > 1, case .whole(let number) = others[1] { group = Int(number) }
    let reading = regex.ignoresCase().matchingSemantics(.unicodeScalar).asciiOnlyCharacterClasses()
    guard let match = text.firstMatch(of: reading), match.output.indices.contains(group),
      let piece = match.output[group].substring
    else { return .unknown }
    return .text(String(piece))
  }
}

extension String {
  fileprivate var trimmed: String {
    var text = self[...]
    while text.first == " " || text.first == "\t" { text = text.dropFirst() }
    while text.last == " " || text.last == "\t" { text = text.dropLast() }
    return String(text)
  }
}
