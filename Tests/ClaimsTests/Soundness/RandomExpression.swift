/// An expression over the figures of a row, as text and as what it is in a world.
indirect enum RandomExpression {
  case column(Int)
  case constant(Int64)
  case binary(String, RandomExpression, RandomExpression)
  case unary(String, RandomExpression)
  /// `if(a > 5, b, c)`
  case choice(RandomExpression, Int64, RandomExpression, RandomExpression)
  /// `coalesce(a, b)`
  case firstKnown(RandomExpression, RandomExpression)

  /// - Parameter isTotal: leaves division out, which has no value where the divisor is 0.
  init(_ random: inout SeededNumbers, depth: Int, isTotal: Bool) {
    switch depth > 0 ? random.number(0...12) : random.number(0...1) {
    case 0...4:
      self = .column(Int(random.number(0...2)))
    case 5...6:
      let other =
        random.chance(50)
        ? RandomExpression.constant(random.number(-3...9)) : .column(Int(random.number(0...2)))
      self = .binary(
        random.pick(["+", "-", "*", "%", "min", "max"] + (isTotal ? ["+", "-", "*"] : ["/", "/", "/"]))
          .replaced(isTotal),
        RandomExpression(&random, depth: depth - 1, isTotal: isTotal), other)
    case 7...8:
      self = .unary(
        random.pick(["abs", "negate", "square"]),
        RandomExpression(&random, depth: depth - 1, isTotal: isTotal))
    case 9...10:
      // A value or none, and only bounds that leave it open: that is any number, which is counted.
      let branch = { (random: inout SeededNumbers) -> RandomExpression in
        let value = RandomExpression(&random, depth: depth - 1, isTotal: isTotal)
        return isTotal ? .firstKnown(value, .constant(random.number(-3...9))) : value
      }
      self = .choice(
        RandomExpression(&random, depth: 1, isTotal: true), random.number(-2...20), branch(&random),
        branch(&random))
    default:
      self = .firstKnown(
        RandomExpression(&random, depth: depth - 1, isTotal: isTotal),
        RandomExpression(&random, depth: depth - 1, isTotal: isTotal))
    }
  }

  var text: String {
    switch self {
    case .column(let index): PossibleWorlds.figureNames[index]
    case .constant(let value): value < 0 ? "(-\(-value))" : "\(value)"
    case .binary(let name, let a, let b):
      ["min", "max"].contains(name) ? "\(name)(\(a.text), \(b.text))" : "(\(a.text) \(name) \(b.text))"
    case .unary("negate", let a): "(-\(a.text))"
    case .unary("square", let a): "(\(a.text) ^ 2)"
    case .unary(let name, let a): "\(name)(\(a.text))"
    case .choice(let asked, let limit, let a, let b): "if(\(asked.text) > \(limit), \(a.text), \(b.text))"
    case .firstKnown(let a, let b): "coalesce(\(a.text), \(b.text))"
    }
  }

  /// The value in a world; nil where it has none.
  /// - Parameter asReported: whether unknown cells count as unknown, not as what they are in the world.
  func value(_ row: PossibleWorlds.Row, asReported: Bool) -> Double? {
    switch self {
    case .column(let index):
      return asReported && !row.areKnown[index] ? nil : row.numbers[index]
    case .constant(let value):
      return Double(value)
    case .unary(let name, let a):
      guard let value = a.value(row, asReported: asReported) else { return nil }
      return name == "abs" ? abs(value) : name == "negate" ? -value : value * value
    case .choice(let asked, let limit, let a, let b):
      guard let value = asked.value(row, asReported: asReported) else { return nil }
      return (value > Double(limit) ? a : b).value(row, asReported: asReported)
    case .firstKnown(let a, let b):
      // What is known is known in the report, whatever there is in the world.
      return a.value(row, asReported: true) ?? b.value(row, asReported: asReported)
    case .binary(let name, let a, let b):
      guard let x = a.value(row, asReported: asReported), let y = b.value(row, asReported: asReported) else {
        return nil
      }
      switch name {
      case "+": return x + y
      case "-": return x - y
      case "*": return x * y
      case "/": return y == 0 ? nil : x / y
      case "%": return y == 0 ? nil : x.truncatingRemainder(dividingBy: y)
      case "min": return min(x, y)
      default: return max(x, y)
      }
    }
  }
}

extension String {
  /// An operator that always has a value, in the place of one that has not.
  fileprivate func replaced(_ isTotal: Bool) -> String { isTotal && self == "%" ? "-" : self }
}

/// A condition on a row, as text and as what it is in a world.
indirect enum RandomCondition {
  case comparison(String, RandomExpression, RandomExpression)
  case range(RandomExpression, Int64, Int64)
  case list(RandomExpression, [Int64])
  case place([Int], isNegated: Bool)
  case contains(Character)
  case isUnknown(Int?)
  case and([RandomCondition])
  case or([RandomCondition])
  case not(RandomCondition)

  init(_ random: inout SeededNumbers, depth: Int) {
    let expression = RandomExpression(&random, depth: 1, isTotal: true)
    switch depth > 0 ? random.number(0...11) : random.number(0...7) {
    case 0...2:
      let other: RandomExpression =
        random.chance(70) ? .constant(random.number(-2...25)) : .column(Int(random.number(0...2)))
      self = .comparison(random.pick(["=", "!=", "<", "<=", ">", ">="]), expression, other)
    case 3:
      let low = random.number(-2...20)
      self = .range(expression, low, low + random.number(0...10))
    case 4: self = .list(expression, (0..<3).map { _ in random.number(0...20) })
    case 5:
      self = .place([Int(random.number(0...3)), Int(random.number(0...3))], isNegated: random.chance(30))
    case 6: self = .contains(random.pick(["r", "l", "c"]))
    case 7: self = .isUnknown(random.pick([nil, 0, 1, 2]))
    case 8: self = .not(RandomCondition(&random, depth: depth - 1))
    case 9...10:
      self = .and([RandomCondition(&random, depth: depth - 1), RandomCondition(&random, depth: depth - 1)])
    default:
      self = .or([RandomCondition(&random, depth: depth - 1), RandomCondition(&random, depth: depth - 1)])
    }
  }

  var text: String {
    switch self {
    case .comparison(let name, let a, let b): return "\(a.text) \(name) \(b.text)"
    case .range(let a, let low, let high):
      return "(\(a.text) >= \(RandomExpression.constant(low).text) and \(a.text) <= \(high))"
    case .list(let a, let options):
      return "\(a.text) in (\(options.map(String.init).joined(separator: ", ")))"
    case .place(let codes, let isNegated):
      let names = codes.map { "\"\(PossibleWorlds.places[$0])\"" }.joined(separator: ", ")
      return "place \(isNegated ? "not in" : "in") (\(names))"
    case .contains(let letter): return "place contains \"\(letter)\""
    case .isUnknown(let index): return "\(index.map { PossibleWorlds.figureNames[$0] } ?? "place") is unknown"
    case .and(let all): return "(\(all.map(\.text).joined(separator: " and ")))"
    case .or(let all): return "(\(all.map(\.text).joined(separator: " or ")))"
    case .not(let inner): return "not (\(inner.text))"
    }
  }

  func isSo(_ row: PossibleWorlds.Row) -> Bool {
    switch self {
    case .comparison(let name, let a, let b):
      guard let x = a.value(row, asReported: false), let y = b.value(row, asReported: false) else {
        return false
      }
      return switch name {
      case "=": x == y
      case "!=": x != y
      case "<": x < y
      case "<=": x <= y
      case ">": x > y
      default: x >= y
      }
    case .range(let a, let low, let high):
      return a.value(row, asReported: false).map { $0 >= Double(low) && $0 <= Double(high) } ?? false
    case .list(let a, let options):
      return a.value(row, asReported: false).map { value in options.contains { Double($0) == value } }
        ?? false
    case .place(let codes, let isNegated): return codes.contains(row.place) != isNegated
    case .contains(let letter): return PossibleWorlds.places[row.place].lowercased().contains(letter)
    case .isUnknown(let index): return !(index.map { row.areKnown[$0] } ?? row.isPlaceKnown)
    case .and(let all): return all.allSatisfy { $0.isSo(row) }
    case .or(let all): return all.contains { $0.isSo(row) }
    case .not(let inner): return !inner.isSo(row)
    }
  }
}
