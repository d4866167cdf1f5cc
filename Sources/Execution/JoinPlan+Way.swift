import TallyColumns
import TallyPlanning

/// How the matches of a join are found.
enum JoiningWay: Sendable, Hashable {
  /// Each key has its place in an array.
  case direct
  /// The keys of the side that has fewer rows are hashed, and those of the other looked up.
  case hashed(isRight: Bool)
  /// The keys are worked out first, and their values decide.
  case decidedLater
}

extension JoinPlan {
  /// How matches will be found, as far as the columns of tables tell it: it is what `JoinKeys` decides.
  var joiningWay: JoiningWay {
    guard let leftRows = left.rowCount, let rightRows = right.rowCount else { return .decidedLater }
    var size: Int? = 1
    for key in keys {
      guard let a = key.left.columnNumber.flatMap(left.tableColumn),
        let b = key.right.columnNumber.flatMap(right.tableColumn)
      else { return .decidedLater }
      size = JoinKeys.product([size, JoinKeyColumn.mostWords(a, b)])
    }
    if let size, size <= JoinKeys.directLimit(leftRows.most, rightRows.most) {
      // Fewer rows than are known of would have fewer places.
      if case .exactly = leftRows { return .direct }
      return size <= JoinKeys.directLimit(0, rightRows.most) ? .direct : .decidedLater
    }
    // Of texts only so many are the same that it may yet be few.
    if keys.contains(where: { $0.left.type.kind == .text }) { return .decidedLater }
    if leftRows.most >= rightRows.most, case .atMost = leftRows { return .decidedLater }
    return .hashed(isRight: leftRows.most >= rightRows.most)
  }
}
