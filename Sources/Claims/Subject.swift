import TallyColumns

/// What a cell of an event or a place speaks of: the same for all names of one thing.
enum Subject: Sendable, Hashable {
  /// An entry of the list of places or events, under whichever of its names.
  case listed(Int)
  /// What no list has: the text in small letters.
  case written(String)

  init(_ text: String, in hierarchy: Hierarchy?) {
    self = hierarchy?.number(of: text).map(Subject.listed) ?? .written(text.lowercased())
  }

  /// What lies directly and further around it, innermost first.
  func around(in hierarchy: Hierarchy?) -> [Subject] {
    guard case .listed(var number) = self, let hierarchy else { return [] }
    var around: [Subject] = []
    while let parent = hierarchy.parent(of: number) {
      around.append(.listed(parent))
      number = parent
    }
    return around
  }
}
