import TallyColumns

/// JSON as RFC 8259 has it and nothing more; numbers keep their spelling.
enum StrictJSON: Equatable {
  case null
  case boolean(Bool)
  case number(String)
  case string(String)
  case array([StrictJSON])
  case object([String: StrictJSON])

  struct Malformed: Error {
    let offset: Int
  }

  subscript(name: String) -> StrictJSON? {
    if case .object(let members) = self { members[name] } else { nil }
  }

  /// What a value should come out as.
  init(_ value: Value) {
    switch value {
    case .unknown: self = .null
    case .boolean(let truth): self = .boolean(truth)
    case .whole, .real: self = .number(value.text())
    case .figure(let figure, let kind):
      let part = { (number: Number?) -> StrictJSON in
        switch number {
        case nil: .null
        case .whole(let whole)?: StrictJSON(Value(stored: whole, kind: kind))
        case .real(let real)?: StrictJSON(Value.real(real))
        }
      }
      self = .object(["low": part(figure.low), "best": part(figure.best), "high": part(figure.high)])
    default: self = .string(value.text())
    }
  }

  static func parse(_ text: String) throws -> StrictJSON {
    var parser = Parser(scalars: Array(text.unicodeScalars))
    let value = try parser.value()
    parser.skipSpace()
    guard parser.next == nil else { throw parser.malformed }
    return value
  }

  private struct Parser {
    let scalars: [Unicode.Scalar]
    var index = 0

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }
    var malformed: Malformed { Malformed(offset: index) }

    mutating func skipSpace() {
      while let next, " \n\r\t".unicodeScalars.contains(next) { index += 1 }
    }

    mutating func take(_ text: String) throws {
      for scalar in text.unicodeScalars {
        guard next == scalar else { throw malformed }
        index += 1
      }
    }

    mutating func value() throws -> StrictJSON {
      skipSpace()
      switch next {
      case "n":
        try take("null")
        return .null
      case "t":
        try take("true")
        return .boolean(true)
      case "f":
        try take("false")
        return .boolean(false)
      case "\"": return .string(try string())
      case "[":
        var items: [StrictJSON] = []
        try list(from: "[", to: "]") { parser in items.append(try parser.value()) }
        return .array(items)
      case "{":
        var members: [String: StrictJSON] = [:]
        try list(from: "{", to: "}") { parser in
          parser.skipSpace()
          let name = try parser.string()
          parser.skipSpace()
          try parser.take(":")
          guard members.updateValue(try parser.value(), forKey: name) == nil else { throw parser.malformed }
        }
        return .object(members)
      default: return .number(try number())
      }
    }

    mutating func list(
      from open: String, to close: Unicode.Scalar, _ item: (inout Parser) throws -> Void
    ) throws {
      try take(open)
      skipSpace()
      if next == close {
        index += 1
        return
      }
      while true {
        try item(&self)
        skipSpace()
        if next == close { break }
        try take(",")
      }
      index += 1
    }

    mutating func string() throws -> String {
      try take("\"")
      var result = String.UnicodeScalarView()
      while let scalar = next, scalar != "\"" {
        guard scalar.value >= 0x20 else { throw malformed }
        index += 1
        result.append(scalar == "\\" ? try escape() : scalar)
      }
      try take("\"")
      return String(result)
    }

    mutating func escape() throws -> Unicode.Scalar {
      guard let letter = next else { throw malformed }
      index += 1
      switch letter {
      case "\"", "\\", "/": return letter
      case "b": return "\u{8}"
      case "f": return "\u{C}"
      case "n": return "\n"
      case "r": return "\r"
      case "t": return "\t"
      case "u":
        guard index + 4 <= scalars.count else { throw malformed }
        let digits = String(String.UnicodeScalarView(scalars[index..<index + 4]))
        guard let code = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(code) else { throw malformed }
        index += 4
        return scalar
      default: throw malformed
      }
    }

    mutating func number() throws -> String {
      let start = index
      if next == "-" { index += 1 }
      if next == "0" { index += 1 } else { try digits() }
      if next == "." {
        index += 1
        try digits()
      }
      if next == "e" || next == "E" {
        index += 1
        if next == "+" || next == "-" { index += 1 }
        try digits()
      }
      return String(String.UnicodeScalarView(scalars[start..<index]))
    }

    mutating func digits() throws {
      let start = index
      while let next, ("0"..."9").contains(next) { index += 1 }
      guard index > start else { throw malformed }
    }
  }
}
