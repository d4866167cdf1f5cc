import TallyColumns
import TallyDiagnostics
import TallySyntax

/// A way in which a question can be wrong, found by asking the right one with that mistake in it.
struct Mistake: Sendable {
  /// What a lesson's file calls it.
  let id: String
  /// What is said to whoever makes it.
  let sentence: String
  /// A stage of the right question with the mistake in it, in every way that it can be made there.
  let stages: @Sendable (StageSyntax, MistakenColumns) -> [StageSyntax]

  /// What a stage could name in the place of what it does.
  struct MistakenColumns: Sendable {
    /// Columns of the tables that are asked.
    let names: [String]
    /// Columns whose figures are parts of those of another, by its name in lower case.
    let parts: [String: [String]]
    /// Different texts of those columns that hold few, by the columns' names in lower case.
    let texts: [String: [String]]
  }

  private init(
    _ id: String, _ sentence: String,
    _ stages: @escaping @Sendable (StageSyntax, MistakenColumns) -> [StageSyntax] = { _, _ in [] }
  ) {
    self.id = id
    self.sentence = sentence
    self.stages = stages
  }

  /// The likeliest first, as the first that explains an answer is named.
  static let all: [Mistake] = [
    .countedTwice, .unknownRows, .missingFilter, .maybeRows, .unknownAsZero, .insideLeftOut,
    .duringOrTouches, .edge, .turnedRound, .anotherValue, .connective, .anotherSource, .order, .tooManyRows,
    .anotherAggregate, .anotherGrouping, .missingGroups, .repeatedRows, .anotherJoin, .anotherLevel,
    .anotherWindow, .anotherColumn, .boundDropped,
  ]

  static func named(_ id: String) -> Mistake? { all.first { $0.id == id } }
}

// In alphabetical order.

extension Mistake {
  static let anotherAggregate = Mistake(
    "another-aggregate",
    "another figure was asked for: a sum, a mean, a count and a greatest value are not the same"
  ) { stage, _ in
    stage.variants(in: [.head]) { expression in
      guard case .aggregate(let aggregate) = expression, aggregate.argument != nil, aggregate.fraction == nil,
        aggregate.second == nil
      else { return [] }
      let own = aggregate.name.text.lowercased()
      return ["sum", "mean", "median", "count", "min", "max"].filter { $0 != own }.map {
        .aggregate(aggregate.with(name: $0, isDistinct: false))
      }
    }
  }

  static let anotherColumn = Mistake(
    "another-column", "that was worked out of another column than the one that is asked about"
  ) { stage, columns in
    stage.variants(in: [.head, .condition]) { columns.inPlace(of: $0) }
  }

  static let anotherGrouping = Mistake(
    "another-grouping", "the groups are of other columns than those that are asked for"
  ) { stage, columns in
    let fewer =
      stage.keys.count < 2
      ? [] : stage.keys.indices.map { place in stage.changed { _ = $0.keys.remove(at: place) } }
    let others = stage.variants(in: [.keys]) { expression in
      guard case .level(_, let date) = expression else { return columns.inPlace(of: expression) }
      return columns.inPlace(of: date)
    }
    return others + fewer
  }

  static let anotherJoin = Mistake(
    "another-join",
    "the join keeps other rows: a plain one keeps those without a match, an inner one does not"
  ) { stage, _ in
    guard case .join(let join)? = stage.head else { return [] }
    return JoinKind.allCases.filter { $0 != join.kind }.map { kind in
      stage.changed {
        $0.head = .join(
          JoinSyntax(
            kind: kind, table: join.table, keys: join.keys, isNatural: join.isNatural, span: join.span))
      }
    }
  }

  static let anotherLevel = Mistake(
    "another-level", "time was cut into other pieces: days, months and years are different groups"
  ) { stage, _ in
    stage.variants(in: [.keys, .head]) { expression in
      guard case .level(let name, let date) = expression else {
        guard case .name(let name) = expression else { return [] }
        return DateLevel.allCases.map { .level(NameSyntax($0.rawValue, span: name.span), expression) }
      }
      return [date]
        + DateLevel.allCases.map(\.rawValue).filter { $0 != name.text.lowercased() }.map {
          .level(NameSyntax($0, span: name.span), date)
        }
    }
  }

  static let anotherSource = Mistake(
    "another-source", "another one's word was taken, or everybody's"
  ) { stage, columns in
    guard let authority = stage.authority else {
      return stage.policy == nil
        ? []
        : ([.lowest, .highest, nil] as [PolicySyntax?]).map { policy in stage.changed { $0.policy = policy } }
    }
    let others = Set(columns.texts.values.joined()).filter { $0 != authority.text }.sorted()
    return [stage.changed { $0.authority = nil }]
      + others.map { other in
        stage.changed { $0.authority = AuthoritySyntax(text: other, span: authority.span) }
      }
  }

  static let anotherValue = Mistake(
    "another-value", "the condition asks for another value than the task does"
  ) { stage, columns in
    stage.variants(in: [.condition]) { expression in
      guard case .comparison(let comparison, .name(let name), let value) = expression.unwrapped,
        comparison == .equal || comparison == .identical
      else { return [] }
      let own: String
      switch value {
      case .text(let text, _): own = text
      case .name(let word): own = word.text
      default: return []
      }
      return (columns.texts[name.text.lowercased()] ?? []).filter { !TextOrder.isSame($0, own) }.map {
        .comparison(comparison, .name(name), .text($0, value.span))
      }
    }
  }

  static let anotherWindow = Mistake(
    "another-window",
    "running adds up what came before, previous looks one row back, share is a part of the whole"
  ) { stage, _ in
    stage.variants(in: [.head]) { expression in
      guard case .window(let kind, let argument, let span) = expression else { return [] }
      return [argument] + WindowKind.allCases.filter { $0 != kind }.map { .window($0, argument, span) }
    }
  }

  /// Found by looking at the answer: no question need have been asked for it.
  static let boundDropped = Mistake(
    "bound-dropped", "a bound is missing: at least 15 is 15+, and not 15")

  static let connective = Mistake(
    "connective", "\"and\" wants both, \"or\" either of them, and \"not\" turns a condition round"
  ) { stage, _ in
    stage.variants(in: [.condition]) { expression in
      switch expression {
      case .logical(let connective, let operands): [.logical(connective == .and ? .or : .and, operands)]
      case .not(let inner, _): [inner]
      case .unknownTest(let inner, let isNegated, let span):
        [.unknownTest(inner, isNegated: !isNegated, span)]
      case .comparison(.equal, let left, let right): [.comparison(.notEqual, left, right)]
      case .comparison(.notEqual, let left, let right): [.comparison(.equal, left, right)]
      case .textTest(let test, let left, let right, let isNegated):
        [.textTest(test, left, right, isNegated: !isNegated)]
      default: []
      }
    }
  }

  static let countedTwice = Mistake(
    "counted-twice",
    "something is counted twice: a district is in its city already, the injured are among the casualties, and what two "
      + "report of one thing is one thing"
  ) { stage, columns in
    let added = stage.variants(in: [.head]) { expression in
      guard case .aggregate(let aggregate) = expression, case .name(let whole)? = aggregate.argument,
        let parts = columns.parts[whole.text.lowercased()]
      else { return [] }
      let sums = parts.map { part in
        ExpressionSyntax.aggregate(
          aggregate.with(argument: .name(NameSyntax(part, isBracketed: true, span: whole.span))))
      }
      let all = sums.reduce(expression) { .arithmetic(.add, $0, $1) }
      return sums.map { .arithmetic(.add, expression, $0) } + [all]
    }
    return (stage.isRaw ? [] : [stage.changed { $0.isRaw = true }]) + added
  }

  static let duringOrTouches = Mistake(
    "during-or-touches", "\"during\" wants all of the stretch inside, \"touches\" any of it"
  ) { stage, _ in
    stage.variants(in: [.condition]) { expression in
      guard case .spanTest(let test, let span, let period, let isNegated) = expression else { return [] }
      return [.spanTest(test == .during ? .touches : .during, span, period, isNegated: isNegated)]
    }
  }

  static let edge = Mistake(
    "edge", "the end of the range is in it, or out of it: > is more than, >= at least"
  ) { stage, _ in
    stage.comparing([
      .less: [.lessOrEqual], .lessOrEqual: [.less], .greater: [.greaterOrEqual], .greaterOrEqual: [.greater],
    ])
  }

  static let insideLeftOut = Mistake(
    "inside-left-out", "= is the place alone; \"in\" is all that lies inside it as well"
  ) { stage, _ in
    stage.variants(in: [.condition]) { expression in
      switch expression {
      case .membership(let subject, let options, let isNegated, _) where options.count == 1:
        options.map { .comparison(isNegated ? .notEqual : .equal, subject, $0) }
      case .comparison(.equal, let left, let right):
        [.membership(left, [right], isNegated: false, expression.span)]
      default: []
      }
    }
  }

  /// Found by comparing with what would be right on other data, and not among the ones that explain an answer.
  static let lucky = Mistake(
    "lucky", "right here, and only here: with other numbers in the tables this would not be the answer")

  static let maybeRows = Mistake(
    "maybe-rows",
    "rows of which it is open are something else than rows that surely fit: \"where maybe\" has both"
  ) { stage, _ in
    stage.condition == nil ? [] : [stage.changed { $0.keepsMaybe.toggle() }]
  }

  static let missingFilter = Mistake(
    "missing-filter", "a condition is missing: rows are counted that the task leaves out"
  ) { stage, _ in
    guard let condition = stage.condition else { return [] }
    var others = [
      stage.changed {
        $0.condition = nil
        $0.keepsMaybe = false
      }
    ]
    // Of alternatives, one less leaves out more.
    if case .logical(.and, let operands) = condition.unwrapped {
      others += operands.indices.map { place in
        var rest = operands
        rest.remove(at: place)
        return stage.changed { $0.condition = rest.count == 1 ? rest[0] : .logical(.and, rest) }
      }
    }
    return others
  }

  static let missingGroups = Mistake(
    "missing-groups", "one figure for everything: \"by\" and a column gives one for each group"
  ) { stage, _ in
    stage.keys.isEmpty
      ? []
      : [
        stage.changed {
          $0.keys = []
          $0.order = []
          $0.limit = nil
        }
      ]
  }

  static let order = Mistake(
    "order",
    "the rows are in another order than the task asks for: \"down\" behind a column begins with the greatest"
  ) { stage, _ in
    guard !stage.order.isEmpty else { return [] }
    let turned = stage.changed { stage in
      stage.order = stage.order.map { SortSyntax(expression: $0.expression, isDescending: !$0.isDescending) }
    }
    return [turned, stage.changed { $0.order = [] }]
  }

  static let repeatedRows = Mistake(
    "repeated-rows", "\"distinct\" takes each value once, and without it each row counts"
  ) { stage, _ in
    var others = stage.variants(in: [.head]) { expression in
      guard case .aggregate(let aggregate) = expression, aggregate.isDistinct else { return [] }
      return [.aggregate(aggregate.with(isDistinct: false))]
    }
    if case .list(let columns, let isDistinct, let span)? = stage.head {
      others.append(stage.changed { $0.head = .list(columns, isDistinct: !isDistinct, span) })
    }
    return others
  }

  static let tooManyRows = Mistake(
    "too-many-rows",
    "the answer goes on behind the rows that were asked for: \"top 3\" or \"limit 3\" ends it"
  ) { stage, _ in
    var others: [StageSyntax] = []
    if stage.limit != nil { others.append(stage.changed { $0.limit = nil }) }
    if case .top(let top)? = stage.head {
      // The same as groups that are sorted, however they are written.
      others.append(
        stage.changed { stage in
          let all = CountSyntax(amount: .written(1_000_000), span: top.count.span)
          stage.head = .top(TopSyntax(count: all, keys: top.keys, answer: top.answer, span: top.span))
        })
      others.append(
        stage.changed { stage in
          stage.head = .answers([top.answer])
          stage.keys = top.keys
        })
    }
    if case .keep(let keep)? = stage.head, keep.count != nil || keep.keys.isEmpty {
      others.append(stage.changed { $0.head = .list([], isDistinct: false, keep.span) })
    }
    return others
  }

  static let turnedRound = Mistake(
    "turned-round", "the comparison is the other way round: < is less than, > is more than"
  ) { stage, _ in
    stage.comparing([
      .less: [.greater, .greaterOrEqual], .lessOrEqual: [.greater, .greaterOrEqual],
      .greater: [.less, .lessOrEqual], .greaterOrEqual: [.less, .lessOrEqual],
    ])
  }

  static let unknownAsZero = Mistake(
    "unknown-as-zero", "an unknown was counted as 0: a blank is what nobody reported, and is left out"
  ) { stage, _ in
    stage.variants(in: [.head, .condition]) { expression in
      let zero = { (value: ExpressionSyntax) in
        ExpressionSyntax.call(
          NameSyntax("coalesce", span: value.span), [value, .number("0", value.span)], value.span)
      }
      switch expression {
      case .aggregate(let aggregate):
        return aggregate.argument.map { [.aggregate(aggregate.with(argument: zero($0))), zero(expression)] }
          ?? []
      case .comparison(let comparison, let left, let right):
        return [.comparison(comparison, zero(left), right)]
      case .unknownTest(let value, let isNegated, _):
        return [.comparison(isNegated ? .notEqual : .equal, value, .number("0", value.span))]
      case .name: return [zero(expression)]
      default: return []
      }
    }
  }

  static let unknownRows = Mistake(
    "unknown-rows", "\"count\" alone counts rows, \"count\" and a column those in which it is known"
  ) { stage, columns in
    stage.variants(in: [.head]) { expression in
      guard case .aggregate(let aggregate) = expression, aggregate.name.text.lowercased() == "count",
        !aggregate.isDistinct
      else { return [] }
      guard aggregate.argument == nil else { return [.aggregate(aggregate.with(argument: .some(nil)))] }
      return columns.names.map {
        .aggregate(aggregate.with(argument: .name(NameSyntax($0, isBracketed: true, span: aggregate.span))))
      }
    }
  }
}

extension Mistake.MistakenColumns {
  /// The other columns, where the expression is the name of one.
  func inPlace(of expression: ExpressionSyntax) -> [ExpressionSyntax] {
    guard case .name(let name) = expression,
      names.contains(where: { TextOrder.isSame($0, name.text) })
    else { return [] }
    return names.filter { !TextOrder.isSame($0, name.text) }.map {
      .name(NameSyntax($0, isBracketed: true, span: name.span))
    }
  }
}

extension StageSyntax {
  /// The stage with each comparison of its condition made by others.
  fileprivate func comparing(_ others: [ComparisonOperator: [ComparisonOperator]]) -> [StageSyntax] {
    variants(in: [.condition]) { expression in
      guard case .comparison(let comparison, let left, let right) = expression else { return [] }
      return (others[comparison] ?? []).map { .comparison($0, left, right) }
    }
  }
}
