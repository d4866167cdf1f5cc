import TallyColumns
import TallyDiagnostics
import TallySyntax

extension Planner {
  /// `place in Kyiv`: the place and everything inside it, under any of their names.
  mutating func inPlace(
    _ name: String, _ span: Span, _ subject: Expression, _ subjectSyntax: ExpressionSyntax,
    _ option: ExpressionSyntax
  ) throws -> Predicate {
    guard let places = catalog.places else {
      throw PlanningDiagnostics.inWithoutList(subjectSyntax, option, in: source)
    }
    guard let place = places.number(of: name) else {
      throw PlanningDiagnostics.unknownPlace(name, span, places, in: source)
    }
    noteAlias(name, of: place, in: places)
    let names = places.all(inside: place).flatMap(places.names)
    return .text(TextMatch(.equals, names), subject)
  }

  /// What stands for a place in a list that a column of places is held against: the place and everything inside it,
  /// as behind `in` alone. Nil where the column is another, or the text no place.
  mutating func namesInside(_ name: String, _ subject: Expression, _ scope: Scope) -> [String]? {
    guard case .column(let index) = subject.node, scope.roles.placeColumns.contains(index),
      let places = catalog.places, let place = places.number(of: name)
    else { return nil }
    noteAlias(name, of: place, in: places)
    return places.all(inside: place).flatMap(places.names)
  }

  /// A comparison of a column of places with a name in the gazetteer: any other name of the place is the
  /// place itself. Nil where that is not the case at hand.
  mutating func placeComparison(
    _ comparison: ComparisonOperator, _ subject: Expression, _ right: ExpressionSyntax, in scope: Scope
  ) throws -> Predicate? {
    guard comparison == .equal || comparison == .notEqual, case .column(let index) = subject.node,
      scope.roles.placeColumns.contains(index), let places = catalog.places
    else { return nil }
    var name = writtenText(right.unwrapped)
    if case .name(let word) = right.unwrapped, !word.isBracketed, scope.index(of: word.text) == nil {
      name = word.text
    }
    guard let name, let place = places.number(of: name) else { return nil }
    noteAlias(name, of: place, in: places)
    let match = Predicate.text(TextMatch(.equals, places.names(of: place)), subject)
    return comparison == .equal ? match : .not(match)
  }

  private mutating func noteAlias(_ name: String, of place: Int, in places: Hierarchy) {
    let entry = places.entries[place].name
    guard !TextOrder.isSame(name, entry) else { return }
    note("\(name) is read as \(entry)")
  }
}
