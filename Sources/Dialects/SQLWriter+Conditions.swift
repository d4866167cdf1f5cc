import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// Conditions: yes, no and maybe are SQL's TRUE, FALSE and NULL, and both connect them alike (Kleene).
extension SQLWriter {
  /// - Parameter asksSure: only whether the condition is surely so matters, so that a figure needs only the
  ///   end that decides.
  mutating func condition(_ predicate: Predicate, _ columns: [SQLColumn], asksSure: Bool) throws -> SQLText {
    switch predicate {
    case .always(let isSo):
      return isSo ? "TRUE" : "FALSE"
    case .and(let operands):
      return SQLText.all(try operands.map { try condition($0, columns, asksSure: asksSure) })
    case .or(let operands):
      if let list = try membership(operands, columns, isNegated: false) { return list }
      return SQLText.any(try operands.map { try condition($0, columns, asksSure: asksSure) })
    case .not(let inner):
      return try negated(inner, columns, asksSure: asksSure)
    case .isUnknown(let subject):
      return .isNull(try column(subject, columns).known)
    case .isTrue(let subject):
      return try column(subject, columns).best
    case .isDisputed:
      throw DialectDiagnostics.disputed(dialect)
    case .text(let match, let subject):
      return try text(match, try column(subject, columns), subject.span)
    case .range(let subject, let low, let high):
      return try range(try column(subject, columns), low, high, subject.span, asksSure: asksSure)
    case .comparison(let comparison, let left, let right):
      return try self.comparison(
        comparison, try column(left, columns), try column(right, columns), asksSure: asksSure)
    }
  }

  private mutating func negated(
    _ inner: Predicate, _ columns: [SQLColumn], asksSure: Bool
  ) throws -> SQLText {
    switch inner {
    case .isUnknown(let subject):
      return .isNotNull(try column(subject, columns).known)
    case .text(let match, let subject) where match.operation == .equals || match.operation == .identical:
      return try text(match, try self.column(subject, columns), subject.span, isNegated: true)
    case .or(let operands):
      if let list = try membership(operands, columns, isNegated: true) { return list }
    case .range(let subject, let low?, let high?)
    where subject.type.kind != .boolean && low.asDouble.isFinite && high.asDouble.isFinite:
      let column = try self.column(subject, columns)
      let ends = (try number(low, subject), try number(high, subject))
      if column.bounds != nil {
        guard asksSure else { break }
        return .any([.compare(column.high, "<", ends.0), .compare(column.low, ">", ends.1)])
      }
      if ends.0 == ends.1 { return .compare(column.best, "<>", ends.0) }
    default: break
    }
    return .not(try condition(inner, columns, asksSure: false))
  }

  /// `x IN (1, 2)`, where every side asks whether the same exact value is some number or day.
  private mutating func membership(
    _ operands: [Predicate], _ columns: [SQLColumn], isNegated: Bool
  ) throws -> SQLText? {
    var subject: SQLText?
    var wanted: [SQLText] = []
    var numbers: [Number] = []
    for operand in operands {
      guard case .range(let value, let low?, let high?) = operand, low == high, !value.type.isBounded,
        value.type.kind != .boolean, low.asDouble.isFinite
      else { return nil }
      let column = try self.column(value, columns)
      guard column.bounds == nil, subject == nil || subject == column.best else { return nil }
      subject = column.best
      wanted.append(try end(low, column, value.span))
      numbers.append(low)
    }
    guard let subject, wanted.count > 1, !numbers.areRoundedTogether else { return nil }
    return oneOf(subject, wanted, isNegated: isNegated)
  }

  // MARK: - Numbers, dates, durations

  private mutating func range(
    _ column: SQLColumn, _ low: Number?, _ high: Number?, _ span: Span, asksSure: Bool
  ) throws -> SQLText {
    if column.type.kind == .boolean { return boolean(column.best, low, high) }
    if column.bounds != nil { return try rangeOfFigure(column, low, high, span, asksSure: asksSure) }
    let subject = column.best
    if low?.asDouble == .infinity { return never(subject) }
    if let low, let high {
      let ends = (try end(low, column, span), try end(high, column, span))
      if ends.0 == ends.1 { return .compare(subject, "=", ends.0) }
      if [low, high].areRoundedTogether {
        return .all([.compare(subject, ">=", ends.0), .compare(subject, "<=", ends.1)])
      }
      return ("\(subject.inside(.sum)) BETWEEN \(ends.0) AND \(ends.1)" as SQLText).binding(.comparison)
    }
    if let low { return try compare(subject, ">", low, column, span) }
    if let high { return try compare(subject, "<", high, column, span) }
    return .compare(subject, "=", subject)
  }

  /// `x > 2.5` was planned as `x >= 2.5000000000000004`, and `x > 7h` as a microsecond more; they are
  /// written as they were meant.
  private func compare(
    _ subject: SQLText, _ sign: String, _ end: Number, _ column: SQLColumn, _ span: Span
  ) throws -> SQLText {
    if case .real(let real) = end, column.type.kind == .real || real.magnitude < 0x1p53 {
      let meant = sign == ">" ? real.nextDown : real.nextUp
      if meant.description.utf8.count < real.description.utf8.count {
        return .compare(subject, sign, compared(.real(meant)))
      }
    }
    if case .whole(let stored) = end, column.type.kind == .time || column.type.kind == .duration {
      let (meant, overflow) = stored.addingReportingOverflow(sign == ">" ? -1 : 1)
      if !overflow, meant % Moment.perSecond == 0 {
        return .compare(subject, sign, try self.end(.whole(meant), column, span))
      }
    }
    return .compare(subject, sign + "=", try self.end(end, column, span))
  }

  /// Yes where all that the figure may be is inside, no where nothing is.
  private func rangeOfFigure(
    _ column: SQLColumn, _ low: Number?, _ high: Number?, _ span: Span, asksSure: Bool
  ) throws -> SQLText {
    if low?.asDouble == .infinity { return never(column.known) }
    if low == nil, high == nil { return .compare(column.known, "=", column.known) }
    var inside: [SQLText] = []
    var outside: [SQLText] = []
    if let low {
      let end = try compare(column.low, ">", low, column, span)
      inside.append(end)
      outside.append(.not(try compare(column.high, ">", low, column, span)))
    }
    if let high {
      inside.append(try compare(column.high, "<", high, column, span))
      outside.append(.not(try compare(column.low, "<", high, column, span)))
    }
    return asksSure ? .all(inside) : decided(yes: .all(inside), no: .any(outside))
  }

  private func decided(yes: SQLText, no: SQLText) -> SQLText {
    "CASE WHEN \(yes) THEN TRUE WHEN \(no) THEN FALSE END"
  }

  /// No for all that is known.
  private func never(_ subject: SQLText) -> SQLText { .compare(subject, "<>", subject) }

  private func boolean(_ subject: SQLText, _ low: Number?, _ high: Number?) -> SQLText {
    let holds = { (value: Double) in
      (low.map { $0.asDouble <= value } ?? true) && (high.map { $0.asDouble >= value } ?? true)
    }
    return switch (holds(0), holds(1)) {
    case (false, true): subject
    case (true, false): .not(subject)
    case (true, true): .compare(subject, "=", subject)
    case (false, false): never(subject)
    }
  }

  private func number(_ number: Number, _ subject: Expression) throws -> SQLText {
    try end(number, SQLColumn("", subject.type), subject.span)
  }

  /// The end of a range, as a value of the kind that it is held against.
  private func end(_ number: Number, _ column: SQLColumn, _ span: Span) throws -> SQLText {
    guard case .whole(let stored) = number else { return compared(number) }
    return switch column.type.kind {
    case .date: try date(stored, span)
    case .time: try time(stored, span)
    default: compared(number)
    }
  }

  /// A number that others are held against, for which it does not matter whether it is written as a real.
  private func compared(_ number: Number) -> SQLText {
    guard case .real(let real) = number else { return self.number(number) }
    if let whole = Int64(exactly: real) { return self.number(.whole(whole)) }
    let text = SQLText.verbatim(real.description)
    return real < 0 ? text.binding(.sign) : text
  }

  private mutating func comparison(
    _ comparison: ComparisonOperator, _ a: SQLColumn, _ b: SQLColumn, asksSure: Bool
  ) throws -> SQLText {
    let sign = comparison == .identical ? "=" : comparison == .notEqual ? "<>" : comparison.rawValue
    if a.type.kind == .text { return textComparison(comparison, sign, a, b) }
    if a.bounds != nil || b.bounds != nil {
      return comparisonOfFigures(comparison, a, b, asksSure: asksSure)
    }
    if a.type.kind != b.type.kind, a.type.kind == .time || b.type.kind == .time {
      return .compare(moment(a), sign, moment(b))
    }
    return .compare(a.best, sign, b.best)
  }

  private func comparisonOfFigures(
    _ comparison: ComparisonOperator, _ a: SQLColumn, _ b: SQLColumn, asksSure: Bool
  ) -> SQLText {
    let less = { (x: SQLColumn, y: SQLColumn) in SQLText.compare(x.high, "<", y.low) }
    let notLess = { (x: SQLColumn, y: SQLColumn) in SQLText.compare(x.low, ">=", y.high) }
    let equal = SQLText.all([
      .compare(a.low, "=", a.high), .compare(b.low, "=", b.high), .compare(a.low, "=", b.low),
    ])
    let apart = SQLText.any([less(a, b), less(b, a)])
    let (yes, no): (SQLText, SQLText) =
      switch comparison {
      case .equal, .identical: (equal, apart)
      case .notEqual: (apart, equal)
      case .less: (less(a, b), notLess(a, b))
      case .greater: (less(b, a), notLess(b, a))
      case .lessOrEqual: (notLess(b, a), less(b, a))
      case .greaterOrEqual: (notLess(a, b), less(a, b))
      }
    return asksSure ? yes : decided(yes: yes, no: no)
  }

  // MARK: - Texts

  /// - Parameter isNegated: what is asked is whether it is not so; of `=` and `==` only.
  private mutating func text(
    _ match: TextMatch, _ column: SQLColumn, _ span: Span, isNegated: Bool = false
  ) throws -> SQLText {
    switch match.operation {
    case .identical:
      return oneOf(column.best, try match.texts.map { try literal($0, span) }, isNegated: isNegated)
    case .equals:
      let hasCase = match.texts.contains { $0.hasCase }
      if hasCase { noteFolding(match.texts, column) }
      let wanted = try match.texts.map { try literal($0.lowercased(), span) }
      return oneOf(hasCase ? spelling.lower(column.best) : column.best, wanted, isNegated: isNegated)
    case .contains, .startsWith, .endsWith:
      guard let part = match.texts.first, !part.isEmpty else {
        return .compare(column.best, "=", column.best)
      }
      let (text, wanted) = try folded(column, part, span)
      let count = part.lowercased().unicodeScalars.count
      return switch match.operation {
      case .contains: spelling.contains(text, wanted)
      case .startsWith: spelling.starts(text, with: wanted, count: count)
      default: spelling.ends(text, with: wanted, count: count)
      }
    case .matches:
      let pattern = match.texts.first ?? ""
      guard let found = spelling.matches(column.best, pattern) else {
        throw DialectDiagnostics.pattern(dialect, pattern, span)
      }
      return found
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let text = match.texts.first ?? ""
      let wanted = (folded: try literal(text.lowercased(), span), exact: try literal(text, span))
      noteFolding(match.texts, column)
      return inOrder(
        match.operation.rawValue, (spelling.lower(column.best), column.best), wanted)
    }
  }

  private mutating func textComparison(
    _ comparison: ComparisonOperator, _ sign: String, _ a: SQLColumn, _ b: SQLColumn
  ) -> SQLText {
    if comparison == .identical { return .compare(a.best, "=", b.best) }
    noteFolding(of: a)
    noteFolding(of: b)
    let (x, y) = (spelling.lower(a.best), spelling.lower(b.best))
    if comparison == .equal || comparison == .notEqual { return .compare(x, sign, y) }
    return inOrder(sign, (x, a.best), (y, b.best))
  }

  /// Small letters decide, and where they are the same, the bytes.
  private func inOrder(
    _ sign: String, _ a: (folded: SQLText, exact: SQLText), _ b: (folded: SQLText, exact: SQLText)
  ) -> SQLText {
    let strict = String(sign.prefix(1))
    let (x, exact) = (spelling.byBytes(a.folded), spelling.byBytes(a.exact))
    return .any([
      .compare(x, strict, b.folded),
      .all([.compare(a.folded, "=", b.folded), .compare(exact, sign, b.exact)]),
    ])
  }

  /// The column and a text without regard to case; a text without letters needs none folded.
  private mutating func folded(
    _ column: SQLColumn, _ text: String, _ span: Span
  ) throws -> (SQLText, SQLText) {
    guard text.hasCase else { return (column.best, try literal(text, span)) }
    noteFolding([text], column)
    return (spelling.lower(column.best), try literal(text.lowercased(), span))
  }

  private mutating func noteFolding(_ texts: [String], _ column: SQLColumn) {
    if texts.contains(where: { !$0.utf8.allSatisfy { $0 < 0x80 } }) { noteFolding(of: column) }
  }

  private func oneOf(_ subject: SQLText, _ wanted: [SQLText], isNegated: Bool) -> SQLText {
    var seen: Set<SQLText> = []
    let different = wanted.filter { seen.insert($0).inserted }
    if different.isEmpty { return .compare(subject, isNegated ? "=" : "<>", subject) }
    if different.count == 1 { return .compare(subject, isNegated ? "<>" : "=", different[0]) }
    let word: SQLText = isNegated ? "NOT IN" : "IN"
    return ("\(subject.inside(.sum)) \(word) (\(.list(different)))" as SQLText).binding(.comparison)
  }
}

extension String {
  /// Whether it holds letters that have another case.
  fileprivate var hasCase: Bool { lowercased() != uppercased() }
}

extension [Number] {
  /// Whether engines that compare with all of several numbers at once would round some: whole ones that no real is,
  /// beside reals.
  fileprivate var areRoundedTogether: Bool {
    var holdsReal = false
    var holdsLarge = false
    for number in self {
      switch number {
      case .real: holdsReal = true
      case .whole(let whole): if whole.magnitude > 1 << 53 { holdsLarge = true }
      }
    }
    return holdsReal && holdsLarge
  }
}
