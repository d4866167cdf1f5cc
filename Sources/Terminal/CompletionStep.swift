import TallySyntax

/// What one press of Tab does, decided without a terminal.
enum CompletionStep: Equatable {
  case nothing
  /// A unique candidate was inserted, or what all of them begin with.
  case edit(EditBuffer)
  /// Nothing more can be typed for the user: show the choice.
  case list([Candidate])

  init(_ buffer: EditBuffer, _ list: CompletionList) {
    guard let first = list.candidates.first else {
      self = .nothing
      return
    }
    var edited = buffer
    if list.candidates.count == 1 {
      let space = first.appendsSpace && !buffer.hasSpace(at: list.replaced.upperBound) ? " " : ""
      edited.replace(list.replaced, with: first.text + space)
      self = edited == buffer ? .nothing : .edit(edited)
      return
    }
    let prefix = Self.commonPrefix(of: list.candidates)
    // Candidates may match without regard to case or by their middle: never take typed text away.
    // A quote or bracket that all begin with tells nothing: show what is behind it.
    let tells = prefix.contains { $0.isLetter || $0.isNumber }
    if tells, prefix.count > buffer.text(in: list.replaced).count {
      edited.replace(list.replaced, with: prefix)
      self = .edit(edited)
    } else {
      self = .list(list.candidates)
    }
  }

  private static func commonPrefix(of candidates: [Candidate]) -> Substring {
    guard let first = candidates.first else { return "" }
    var prefix = first.text[...]
    for candidate in candidates.dropFirst() {
      let shared = zip(prefix, candidate.text).prefix { $0 == $1 }.count
      prefix = prefix.prefix(shared)
    }
    return prefix
  }
}
