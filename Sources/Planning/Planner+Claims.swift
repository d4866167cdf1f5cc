import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// How the claims of a scope are settled; nil where its rows are no claims.
  func settlingPlan(_ stage: StageSyntax, _ scope: Scope) throws -> SettlingPlan? {
    guard scope.roles.holdsClaims else { return nil }
    return SettlingPlan(
      roles: scope.roles, fields: scope.fields, places: catalog.places, events: catalog.events,
      policy: try stage.policy.map { try policy($0, scope) }, isRaw: stage.isRaw)
  }

  /// `using`, `according to` and `raw` are about claims; on other rows they would be passed over silently.
  func refuseClaimClauses(_ stage: StageSyntax, _ scope: Scope) throws {
    guard !scope.roles.holdsClaims,
      stage.policy != nil || (stage.authority != nil && scope.roles.sources.isEmpty)
    else { return }
    throw PlanningDiagnostics.notClaims(stage.authority?.span ?? stage.span, scope)
  }

  /// `tally casualties where city=Kyiv`
  mutating func planTally(
    _ figure: ExpressionSyntax, _ span: Span, _ stage: StageSyntax, _ input: StageOutput
  ) throws -> StageOutput {
    guard let settling = try settlingPlan(stage, input.scope) else {
      throw PlanningDiagnostics.notClaims(span, input.scope)
    }
    let measure = try resolve(figure, in: input.scope)
    guard measure.type.kind.canBeBounded else { throw PlanningDiagnostics.tallyOfKind(measure, in: source) }
    let sources = sourceNames(in: input.scope)
    let items = input.scope.roles.items.map { input.scope.fields[$0].name }
    let text = ValueType(.text)
    let bounded = ValueType(measure.type.kind, isBounded: true)
    let names = ["event", "place", "inside"] + items + sources + [figure.plainText, "verdict"]
    let types =
      [text, text, text] + items.map { _ in text } + sources.map { _ in bounded } + [bounded, text]
    let scope = Scope(fields: names.map { Field($0) }, types: types)
    var output = StageOutput(
      relation: .tally(
        TallyPlan(
          input: input.relation, figure: measure, name: figure.plainText, settling: settling, sources: sources
        )), scope: scope)
    output.relation = try sorted(output.relation, stage.order, in: scope)
    output = try sliced(output, stage)
    output.omittable = Set(0..<3).union((3 + items.count)..<(3 + items.count + sources.count))
    return output
  }

  private func policy(_ syntax: PolicySyntax, _ scope: Scope) throws -> SettlingPlan.Policy {
    switch syntax {
    case .lowest: .lowest
    case .highest: .highest
    case .latest: .latest
    case .earliest: .earliest
    case .trust(let sources): .trust(try sources.map { try sourceName($0, in: scope) })
    }
  }

  /// `according to X`: rows that are the word of that one source.
  func predicate(accordingTo authority: AuthoritySyntax, in scope: Scope) throws -> Predicate {
    guard !scope.roles.sources.isEmpty else { throw PlanningDiagnostics.notClaims(authority.span, scope) }
    let name = try sourceName(authority, in: scope)
    let matches = scope.roles.sources.map { column in
      let cells = sourceCells(column, scope).filter {
        scope.roles.sources(in: $0, ofColumn: column).contains(name)
      }
      return Predicate.text(TextMatch(.identical, cells), scope.column(column, authority.span))
    }
    // A second source that is blank is nobody, not somebody unknown.
    let known = zip(scope.roles.sources, matches).map { column, match in
      Predicate.and([.not(.isUnknown(scope.column(column, authority.span))), match])
    }
    return known.count == 1 ? known[0] : .or(known)
  }

  /// The one source of the table that has this name, or these whole words in it.
  private func sourceName(_ authority: AuthoritySyntax, in scope: Scope) throws -> String {
    let authority = try named(authority)
    let names = sourceNames(in: scope)
    if let same = names.first(where: { TextOrder.isSame($0, authority.text) }) { return same }
    let words = Planner.words(authority.text)
    let matching = names.filter { Planner.contains(Planner.words($0), words) }
    guard let name = matching.first else {
      throw PlanningDiagnostics.unknownSource(authority, names, in: source)
    }
    guard matching.count == 1 else {
      throw PlanningDiagnostics.severalSources(authority, matching, in: source)
    }
    return name
  }

  /// The source that a value names, where one is written.
  private func named(_ authority: AuthoritySyntax) throws -> AuthoritySyntax {
    guard authority.isVariable else { return authority }
    let value = try value(named: authority.text, authority.span)
    let text = catalog.parameters[authority.text.lowercased()] ?? value.text()
    return AuthoritySyntax(text: text, span: authority.span)
  }

  private func sourceNames(in scope: Scope) -> [String] {
    var names: [String] = []
    var seen: Set<String> = []
    for column in scope.roles.sources {
      for cell in sourceCells(column, scope) {
        for name in scope.roles.sources(in: cell, ofColumn: column) where seen.insert(name).inserted {
          names.append(name)
        }
      }
    }
    return names
  }

  /// The different cells of a column of sources.
  private func sourceCells(_ column: Int, _ scope: Scope) -> [String] {
    guard let dictionary = scope.table?.columns[column].storage.dictionary else { return [] }
    return (0..<dictionary.count).map { dictionary[$0] }
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber && $0 != "'" }.map(String.init)
  }

  /// Whether words stand together, whole and in order, among others.
  private static func contains(_ words: [String], _ part: [String]) -> Bool {
    guard !part.isEmpty, part.count <= words.count else { return false }
    return (0...(words.count - part.count)).contains { Array(words[$0..<($0 + part.count)]) == part }
  }
}
