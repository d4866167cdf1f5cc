import TallySyntax

extension Completer {
  /// Behind `draw`: the pictures that there are, and then the file that one may go into.
  /// - Returns: whether the cursor is there.
  mutating func offerPictures(_ tokens: [Token]) -> Bool {
    guard let draw = tokens.lastIndex(where: { $0.keyword == "draw" }), draw > 0 else { return false }
    let behind = tokens[(draw + 1)...]
    switch behind.count {
    case 0:
      offer(PictureKind.allCases.map(\.rawValue), "picture")
      offer(["into"], "clause")
    case 1 where behind.first?.keyword.flatMap(PictureKind.init) != nil:
      offer(["into"], "clause")
    default:
      return false
    }
    return true
  }
}
