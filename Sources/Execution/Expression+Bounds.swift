import TallyColumns
import TallyPlanning

extension Expression {
  /// Whether values may carry bounds, given the columns that are really there.
  func isBounded(in relation: Relation) -> Bool {
    switch node {
    case .column(let index): relation.columns[index].isBounded
    case .constant(.figure): true
    case .constant, .condition: false
    case .call(let function, let arguments)
    where function.isChoice && arguments[0].isLeftOpen(by: { $0.isBounded(in: relation) }):
      type.kind.canBeBounded
    case .call(let function, let arguments):
      function.result(arguments.map { ValueType($0.type.kind, isBounded: $0.isBounded(in: relation)) })
        .isBounded
    }
  }
}
