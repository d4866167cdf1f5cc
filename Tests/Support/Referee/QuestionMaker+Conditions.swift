import TallyColumns

extension QuestionMaker {
  /// A condition over rows.
  mutating func condition(depth: Int = 3) -> String {
    guard depth > 1, chance.oneIn(3) else { return test(depth: depth) }
    switch Int.random(in: 0..<5, using: &chance) {
    case 0:
      features.append("not")
      return "not (\(condition(depth: depth - 1)))"
    case 1, 2:
      features.append("and")
      return "(\(condition(depth: depth - 1))) and (\(condition(depth: depth - 1)))"
    default:
      features.append("or")
      return "(\(condition(depth: depth - 1))) or (\(condition(depth: depth - 1)))"
    }
  }

  private mutating func test(depth: Int) -> String {
    switch Int.random(in: 0..<20, using: &chance) {
    case 0, 1: return unknownTest(depth)
    case 2: return booleanTest(depth)
    case 3, 4, 5: return membership(depth)
    case 6, 7, 8: return textTest(depth)
    case 9: return spanTest(depth)
    default: return comparison(depth)
    }
  }

  private mutating func unknownTest(_ depth: Int) -> String {
    features.append("is unknown")
    let subject = phrase(anyType(), depth: depth - 1).text
    return "\(subject) is \(chance.oneIn(2) ? "not " : "")unknown"
  }

  private mutating func booleanTest(_ depth: Int) -> String {
    let subject = phrase(ValueType(.boolean), depth: depth - 1).text
    return chance.oneIn(2)
      ? subject : "\(subject) \(chance.pick(["=", "!=", "=="])) \(chance.pick(["yes", "no"]))"
  }

  private mutating func comparison(_ depth: Int) -> String {
    let type = anyType { $0.kind != .boolean }
    let made = phrase(type, depth: depth - 1)
    let left = made.text
    let sign = chance.pick(["=", "!=", "<", "<=", ">", ">=", "=="])
    features.append(sign)
    // A date is not held against a moment that is written out.
    let isMoment = type.kind == .time && made.isLiteral
    if chance.oneIn(2) { return "\(left) \(sign) \(isMoment ? "2025-05" : operand(of: type.kind))" }
    let isBounded = type.isBounded || (type.kind.canBeBounded && anyType().isBounded)
    let kind: Kind =
      switch type.kind {
      case .whole, .real: chance.pick([.whole, .real])
      case .date, .time: chance.pick([.date, .time])
      default: type.kind
      }
    var other = phrase(ValueType(kind, isBounded: isBounded && chance.oneIn(2)), depth: depth - 1)
    if kind != type.kind, type.kind == .date || type.kind == .time, made.isLiteral || other.isLiteral {
      other = literal(type)
    }
    let right = other.text
    return "\(left) \(sign) \(bracketed(right))"
  }

  /// A name right of a test has to be in brackets where it could be a text.
  private func bracketed(_ text: String) -> String {
    columns.contains { $0.text == text } && !text.hasPrefix("[") ? "[\(text)]" : text
  }

  /// Something written out that values of a kind are held against; dates also against periods.
  private mutating func operand(of kind: Kind) -> String {
    switch kind {
    case .whole, .real:
      return chance.pick([
        "0", "1", "2", "5", "-1", "1.5", "2.5", "0.1", "9223372036854775806", "-9223372036854775808", "70000",
        "9223372036854775807", "1e300", "0.30000000000000004", "9007199254740993",
      ])
    case .text: return quoted(chance.pick(set.texts + ["K", "new york", "s", "straße"]))
    case .date: return chance.pick(["2025-05-24", "2025", "1970-01", "2025-05", "today", "2024-02-29"])
    case .time: return chance.pick(["2025-05-24T07:30", "2025-05-23", "1970", "2025-05", "today"])
    case .duration: return chance.pick(["1h", "0s", "7h", "90m", "2d"])
    case .boolean: return chance.pick(["yes", "no"])
    }
  }

  private mutating func membership(_ depth: Int) -> String {
    features.append("in")
    let type = anyType { $0.kind != .boolean }
    let subject = phrase(type, depth: depth - 1).text
    let word = chance.oneIn(3) ? "not in" : "in"
    let isRange = type.kind != .text && chance.oneIn(2)
    if isRange { return "\(subject) \(word) \(range(of: type.kind))" }
    var options = (0..<Int.random(in: 2...4, using: &chance)).map { _ in operand(of: type.kind) }
    if type.kind != .text, chance.oneIn(3) { options.append(range(of: type.kind)) }
    return "\(subject) \(word) (\(options.joined(separator: ", ")))"
  }

  private mutating func range(of kind: Kind) -> String {
    switch kind {
    case .date:
      chance.pick(["2025-05..2025", "2025-05-23..2025-05-24", "..2025", "1970-01-01..", "1969..1970-01"])
    case .time: chance.pick(["2025-05-24T07:30..2025-05-25", "..2025", "1970-01-01.."])
    case .duration: chance.pick(["0s..2h", "..1h", "90m.."])
    default: chance.pick(["1..5", "..2", "0..", "-1..2.5", "0.1..0.3", "-3..0", "5..9223372036854775807"])
    }
  }

  private mutating func textTest(_ depth: Int) -> String {
    let subject = phrase(ValueType(.text), depth: depth - 1).text
    let wanted = quoted(chance.pick(set.texts + ["K", "k", "y", "%", "_", "iv", " ", "s"]))
    let test = chance.pick(["contains", "starts with", "ends with", "matches"])
    features.append(test)
    if test == "matches" {
      let pattern = quoted(chance.pick(QuestionMaker.patterns))
      return "\(subject) \(chance.oneIn(3) ? "not " : "")matches \(pattern)"
    }
    return "\(subject) \(chance.oneIn(3) ? "not " : "")\(test) \(wanted)"
  }

  static let patterns = [
    "k", "^k", "v$", "^[a-k]+", "(iv|ї)", "[^a-z]", "\\d+", "^$", "^.{4}$", "(?-i)K", "\\s", "ss|zz", "e.?$",
    "\\w+ \\w+", "^(ky|ки)", "", "ß", "%", "\\.", "a|b",
  ]

  private mutating func spanTest(_ depth: Int) -> String {
    let test = chance.pick(["during", "touches"])
    features.append(test)
    let kind: Kind = chance.pick([.date, .time])
    let start = phrase(ValueType(kind), depth: min(1, depth - 1)).text
    let period =
      chance.oneIn(3) ? range(of: .date) : chance.pick(["2025", "2025-05", "1970-01", "2025-05-24"])
    let subject =
      chance.oneIn(2) ? start : "\(start) to \(phrase(ValueType(kind), depth: min(1, depth - 1)).text)"
    return "\(subject) \(chance.oneIn(3) ? "not " : "")\(test) \(period)"
  }
}
