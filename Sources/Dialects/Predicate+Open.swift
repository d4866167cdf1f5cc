import TallyFunctions
import TallyPlanning

extension Predicate {
  /// Whether of some row it may be neither yes nor no, as far as the tables that are loaded tell.
  func isOpen(over columns: [SQLColumn]) -> Bool {
    switch self {
    case .range(let subject, _, _), .text(_, let subject), .isTrue(let subject): subject.isOpen(over: columns)
    case .comparison(_, let left, let right): left.isOpen(over: columns) || right.isOpen(over: columns)
    case .isUnknown, .isDisputed, .always: false
    case .and(let operands), .or(let operands): operands.contains { $0.isOpen(over: columns) }
    case .not(let inner): inner.isOpen(over: columns)
    }
  }
}

extension Expression {
  fileprivate func isOpen(over columns: [SQLColumn]) -> Bool {
    switch node {
    case .column(let index): columns[index].isOpen
    case .constant: type.isBounded
    // What is divided by 0 is unknown, too.
    case .call(let function, let arguments):
      !function.isTotal || arguments.contains { $0.isOpen(over: columns) }
    case .condition(let predicate): predicate.isOpen(over: columns)
    }
  }
}
