/// The type of a column or an expression: the kind of its values, whether they may carry bounds, and how
/// they want to be shown.
public struct ValueType: Sendable, Hashable {
  public let kind: Kind
  public let isBounded: Bool
  public let presentation: Presentation

  public init(_ kind: Kind, isBounded: Bool = false, presentation: Presentation = .plain) {
    self.kind = kind
    self.isBounded = isBounded && kind.canBeBounded
    self.presentation = presentation
  }
}
