import TallySyntax

/// What one press of Tab does, decided without a terminal.
enum CompletionStep: Equatable {
  case nothing
  /// A unique candidate was inserted, or what all of them begin with.
  case edit(EditBuffer)
  /// Nothing more can be typed for the user: show the choice.
  case choose

  init(_ buffer: EditBuffer, _ list: CompletionList) {
    guard let first = list.candidates.first else {
      self = .nothing
      return
    }
    let typed = buffer.text(in: list.replaced)
    let begins = { (text: Substring) in Self.word(text).hasPrefix(Self.word(typed[...])) }
    // What only has the letters somewhere is not put in their place unseen; a word of it may begin with them.
    let isPlain =
      begins(first.text[...]) || " \(first.label.lowercased())".contains(" \(Self.word(typed[...]))")
    if list.candidates.count == 1, list.omitted == 0, isPlain {
      let edited = buffer.taking(first, in: list.replaced)
      self = edited == buffer ? .nothing : .edit(edited)
      return
    }
    // Of what is not listed nobody knows what it begins with.
    let prefix = list.omitted == 0 ? Self.commonPrefix(of: list.candidates) : ""
    // A quote or bracket that all begin with tells nothing: show what is behind it.
    let tells = prefix.contains { $0.isLetter || $0.isNumber }
    // Candidates may match without regard to case or by their middle: never take typed text away.
    if tells, prefix.count > typed.count, begins(prefix) {
      var edited = buffer
      edited.replace(list.replaced, with: prefix)
      self = .edit(edited)
    } else {
      self = .choose
    }
  }

  /// A word in lower case, without the quote or bracket it is opened with.
  private static func word(_ text: Substring) -> String {
    let isOpened = text.first.map { "\"'[".contains($0) } ?? false
    return (isOpened ? text.dropFirst() : text).lowercased()
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

extension EditBuffer {
  /// With a candidate in the place of a stretch, and a space behind it where one follows and none is there.
  func taking(_ candidate: Candidate, in range: Range<Int>) -> EditBuffer {
    var edited = self
    let space = candidate.appendsSpace && !hasSpace(at: range.upperBound) ? " " : ""
    edited.replace(range, with: candidate.text + space)
    return edited
  }
}
