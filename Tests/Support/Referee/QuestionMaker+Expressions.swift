import TallyColumns

/// Text that stands for a value.
struct Phrase {
  let text: String
  let type: ValueType
  let grade: Grade
  /// Whether it is an aggregate or a window, and nothing else.
  var isAggregate = false
  var isLiteral = false
}

extension QuestionMaker {
  /// A value of a type.
  /// - Parameters:
  ///   - ceiling: how rough it may be.
  ///   - depth: how deep it may be nested.
  mutating func phrase(_ type: ValueType, ceiling: Grade = .determined, depth: Int = 3) -> Phrase {
    if depth > 0, !chance.oneIn(3) {
      let mark = features.count
      if let made = applied(type, ceiling, depth), made.grade <= ceiling { return made }
      features.removeLast(features.count - mark)
    }
    return leaf(type, ceiling: ceiling, depth: depth)
  }

  /// A builtin applied to what it wants; nil where none gives the type here.
  private mutating func applied(_ type: ValueType, _ ceiling: Grade, _ depth: Int) -> Phrase? {
    if type == ValueType(.boolean), case .columns = leaves {
      return Phrase(text: "(\(condition(depth: depth - 1)))", type: type, grade: .exact)
    }
    guard let named = Signatures.scalarByResult[type],
      let name = named.keys.sorted().randomElement(using: &chance),
      let signature = named[name]?.randomElement(using: &chance)
    else { return nil }
    // A condition about aggregates is no value.
    if case .columns = leaves {
    } else if signature.gaps.contains(where: { $0.kind == .boolean }) {
      return nil
    }
    // Figures are rare guests where a plain number would do.
    if !type.isBounded, signature.gaps.contains(where: \.isBounded),
      !columns.contains(where: { $0.type.isBounded })
    {
      return nil
    }
    features.append(signature.name)
    let avoided = avoidsFigures
    defer { avoidsFigures = avoided }
    avoidsFigures = avoided || (signature.name == "if" && !type.isBounded)
    let isSmooth = Grade.smooth.contains(signature.name)
    let isMoment = type.kind == .date || type.kind == .time
    let within = min(ceiling, isSmooth ? .rough : .determined)
    let arguments = signature.gaps.enumerated().map { gap, type -> Phrase in
      if signature.literals.contains(gap) { return written(type, signature.name) }
      let isQuantity = type.kind == .whole || type.kind == .duration
      // What may be as great as 64 bits allow soon leaves them.
      let highest = isQuantity && !chance.oneIn(8) ? .exact : within
      // A half as it is written is not the binary number that others round.
      if signature.name == "round", !set.isBeyondSQL, gap == 0 {
        return phrase(type, ceiling: .exact, depth: depth - 1)
      }
      // Days that are far away are beyond the calendars of others.
      let isLength = isMoment && type.kind != .date && type.kind != .time
      return isLength
        ? phrase(type, ceiling: .exact, depth: 0)
        : phrase(type, ceiling: min(within, highest), depth: depth - 1)
    }
    return Phrase(
      text: signature.text(arguments.map(\.text)), type: type,
      grade: Grade.of(signature.name, type, arguments.map(\.grade)))
  }

  /// Something written out where nothing else can stand.
  private mutating func written(_ type: ValueType, _ name: String) -> Phrase {
    guard name == "extract", type.kind == .text else { return literal(type) }
    return Phrase(
      text: quoted(chance.pick(QuestionMaker.patterns)), type: type, grade: .exact, isLiteral: true)
  }

  // MARK: - Leaves

  mutating func leaf(_ type: ValueType, ceiling: Grade, depth: Int) -> Phrase {
    switch leaves {
    case .columns:
      return column(type, ceiling) ?? literal(type)
    case .aggregates(let keys):
      if let key = keys.filter({ $0.type == type && $0.grade <= ceiling }).randomElement(using: &chance),
        chance.oneIn(3)
      {
        return Phrase(text: key.text, type: type, grade: key.grade)
      }
      return overRows(Signatures.aggregatesByResult, type, ceiling, depth) ?? literal(type)
    case .windows:
      if chance.oneIn(3), let column = column(type, ceiling) { return column }
      return overRows(Signatures.windowsByResult, type, ceiling, depth) ?? column(type, ceiling)
        ?? literal(type)
    }
  }

  private mutating func column(_ type: ValueType, _ ceiling: Grade) -> Phrase? {
    if chance.oneIn(8) { return nil }
    guard
      let column = columns.filter({ $0.type == type && $0.grade <= ceiling }).randomElement(using: &chance),
      !avoidsFigures || !type.isBounded
    else { return nil }
    return Phrase(text: column.text, type: type, grade: column.grade)
  }

  /// An aggregate or a window; what it works on is made of columns.
  private mutating func overRows(
    _ signatures: [ValueType: [String: [Signature]]], _ type: ValueType, _ ceiling: Grade, _ depth: Int
  ) -> Phrase? {
    guard let named = signatures[type] else { return nil }
    let outer = leaves
    defer { leaves = outer }
    let mark = features.count
    for _ in 0..<3 {
      features.removeLast(features.count - mark)
      if type == ValueType(.whole), case .aggregates = outer, chance.oneIn(6) {
        features.append("count")
        return Phrase(text: "count", type: type, grade: .exact, isAggregate: true)
      }
      guard let name = named.keys.sorted().randomElement(using: &chance),
        let signature = named[name]?.randomElement(using: &chance)
      else { return nil }
      features.append(name)
      leaves = .columns
      let within: Grade = Grade.smooth.contains(name) ? .rough : .determined
      let arguments = signature.gaps.map { gap -> Phrase in
        let isQuantity = gap.kind != .text && gap.kind != .boolean
        // Squares of what is far away are beyond all reals in one way of adding them up and not in another, and
        // whether something varies at all depends on the last bits.
        let isSquared =
          name == "correlation" || (["stddev", "variance"].contains(name) && set.isBeyondSQL)
        let highest: Grade = isQuantity && (isSquared || !chance.oneIn(6)) ? .exact : within
        return phrase(gap, ceiling: highest, depth: min(2, depth))
      }
      leaves = outer
      // The first of a number that is written out would be taken for so many rows.
      if ["first", "last"].contains(name), arguments[0].isLiteral { continue }
      let grade = Grade.of(name, type, arguments.map(\.grade))
      if grade <= ceiling {
        return Phrase(
          text: signature.text(arguments.map(\.text)), type: type, grade: grade, isAggregate: true)
      }
    }
    features.removeLast(features.count - mark)
    return nil
  }

  // MARK: - What is written out

  mutating func literal(_ type: ValueType) -> Phrase {
    let text: String
    switch (type.kind, type.isBounded) {
    case (.boolean, _): text = "(\(chance.pick(["1 = 1", "2 < 1"])))"
    case (.whole, false):
      if set.values["limit"] != nil, chance.oneIn(8) {
        return Phrase(text: "$limit", type: type, grade: .exact, isLiteral: true)
      }
      text = chance.pick(["0", "1", "2", "3", "7", "(-2)", "100", "(-1)"])
    case (.real, false):
      if set.values["ratio"] != nil, chance.oneIn(8) {
        return Phrase(text: "$ratio", type: type, grade: .exact, isLiteral: true)
      }
      text = chance.pick(["0.5", "2.5", "(-1.25)", "1.0", "0.25", "1e3"])
    case (.text, _):
      if set.values["wanted"] != nil, chance.oneIn(8) {
        return Phrase(text: "$wanted", type: type, grade: .exact, isLiteral: true)
      }
      text = quoted(chance.pick(set.texts))
    case (.date, _):
      if set.values["day"] != nil, chance.oneIn(8) {
        return Phrase(text: "$day", type: type, grade: .exact, isLiteral: true)
      }
      text = chance.pick(["2025-05-24", "1970-01-01", "2024-02-29", "today"])
    case (.time, _): text = chance.pick(["2025-05-24T07:30", "1969-12-31T23:59:59", "1970-01-01T00:00"])
    case (.duration, false): text = chance.pick(["1h", "0s", "90m", "2d", "1.5s"])
    case (.whole, true): text = chance.pick(["15+", "(3..9)", "(~8)", "(..20)", "(-5..2)", "0+"])
    case (.real, true): text = chance.pick(["1.5+", "(0.5..2.5)", "(~0.25)", "(..2.5)"])
    case (.duration, true): text = chance.pick(["3h+", "(1h..2h)", "(~8h)", "(..90m)"])
    }
    return Phrase(text: text, type: type, grade: .exact, isLiteral: true)
  }

  func quoted(_ text: String) -> String {
    "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}

extension Grade {
  /// What moves only a little where its arguments do.
  static let smooth: Set<String> = [
    "+", "-", "*", "negate", "abs", "min", "max", "low", "best", "high", "sum", "mean", "median", "running",
    "previous", "next", "coalesce",
  ]

  /// What gives small and binary numbers of such.
  private static let exacting: Set<String> = [
    "+", "-", "*", "negate", "abs", "min", "max", "low", "best", "high", "sum", "count", "running",
    "previous",
    "next", "first", "last", "mode", "coalesce", "if", "figure",
  ]

  /// What adds up, or is worked out from sums.
  private static let adding: Set<String> = [
    "sum", "mean", "running", "share", "stddev", "variance", "correlation",
  ]

  /// The grade of what a builtin gives.
  static func of(_ name: String, _ type: ValueType, _ arguments: [Grade]) -> Grade {
    let worst = arguments.max() ?? .exact
    // Its last bit is another one in other libraries, or where a weighted mean is worked out otherwise.
    let isBetween = ["quantile", "median"].contains(name)
    let isMoment = type.kind == .time || type.kind == .duration
    if name == "log10" || (isBetween && (isMoment || worst > .exact)) { return .rough }
    if adding.contains(name), type.kind == .real {
      if name == "stddev" || name == "variance" || name == "correlation" || worst > .exact { return .rough }
      return name == "sum" || name == "running" ? .exact : .determined
    }
    switch type.kind {
    case .real: return exacting.contains(name) ? worst : max(worst, .determined)
    case .whole: return min(worst, .determined)
    case .duration: return worst
    case .time: return worst == .rough ? .rough : .exact
    case .boolean, .text, .date: return .exact
    }
  }
}
