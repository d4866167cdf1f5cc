import TallyColumns

extension AggregatePlan {
  /// Whether figures of claims are settled before something is worked out of them.
  public var settlesFirst: Bool {
    guard let settling, !settling.isRaw else { return false }
    return calls.contains { $0.settlesFirst(settling.roles) }
  }
}

extension AggregateCall {
  /// Whether it is of figures, which claims give and which are settled first. What a claim is about, whose
  /// word it is and when it was reported is no figure, even where it is a number.
  public func settlesFirst(_ roles: TableRoles) -> Bool {
    !arguments.isEmpty && arguments.allSatisfy { AggregateCall.isFigure($0.expression, roles) }
  }

  private static func isFigure(_ argument: Expression, _ roles: TableRoles) -> Bool {
    guard argument.type.kind.canBeBounded, argument.type.presentation == .plain else { return false }
    // What a join has brought along is nobody's claim.
    guard argument.columns.isDisjoint(with: roles.joined) else { return false }
    guard case .column(let column) = argument.node else { return true }
    return ![roles.event, roles.place, roles.reported].contains(column)
      && !roles.sources.contains(column) && !roles.items.contains(column)
  }
}
