/// What has been typed of a word, and how well names go with it, without regard to case.
///
/// Names that go with it less well are offered only where none does better.
struct TypedPattern {
  /// How a name goes with what is typed, the closest first.
  enum Fit: CaseIterable {
    /// It begins so.
    case beginning
    /// It has it somewhere.
    case containing
    /// It has its letters in their order, the first of them where a word begins: `lnch` for `launched`.
    case scattered
  }

  let fit: Fit
  /// In lower case.
  let folded: String
  private let typed: [Character]
  private let letters: [Character]

  /// Not inlined: where the letters are not read, the optimizer of Swift 6 would let go of an array of them that has
  /// not been filled.
  @inline(never)
  init(_ typed: String, _ fit: Fit) {
    self.fit = fit
    folded = typed.lowercased()
    self.typed = Array(typed)
    letters = Array(folded)
  }

  /// Whether anything has been typed.
  var isEmpty: Bool { letters.isEmpty }

  /// Whether names can go with it in this way: one letter says too little of where it stands in a name.
  var canFit: Bool { fit == .beginning || letters.count > 1 }

  /// How well a name goes with it: the more the better, 0 where all that do are alike; nil where it does not.
  /// - Complexity: O(length of the name), times the length of what is typed where letters are scattered.
  func score(_ name: String) -> Int? {
    guard !letters.isEmpty else { return 0 }
    switch fit {
    case .beginning: return name.lowercased().hasPrefix(folded) ? 0 : nil
    case .containing: return occurrence(in: Array(name))
    case .scattered: return alignment(with: Array(name))
    }
  }

  /// 1 where it stands at the start of a word, 0 elsewhere; two letters stand nearly everywhere, and count only
  /// there.
  private func occurrence(in name: [Character]) -> Int? {
    guard name.count >= letters.count else { return nil }
    let lower = TypedPattern.lowered(name)
    let places = (0...(name.count - letters.count)).filter { lower[$0...].starts(with: letters) }
    if places.contains(where: { TypedPattern.startsWord($0, name) }) { return 1 }
    return places.isEmpty || letters.count < 3 ? nil : 0
  }

  /// Letter by letter.
  private static func lowered(_ name: [Character]) -> [Character] {
    name.map { letter in
      guard let ascii = letter.asciiValue else { return letter.lowercased().first ?? letter }
      let isCapital = ascii >= UInt8(ascii: "A") && ascii <= UInt8(ascii: "Z")
      return isCapital ? Character(Unicode.Scalar(ascii | 0x20)) : letter
    }
  }

  // MARK: - Scattered letters

  private static let match = 16
  private static let gapBegin = -3
  private static let gapMore = -1
  private static let wordStart = 8
  private static let run = 4
  private static let sameCase = 1
  private static let none = Int.min / 2

  /// The best of all ways to find the letters in a name: an alignment in the manner of Smith and Waterman (1981)
  /// with affine gaps, in which letters at the starts of words, letters in a row and letters of the same case
  /// count for more, as the fuzzy finder fzf has it.
  private func alignment(with name: [Character]) -> Int? {
    guard name.count >= letters.count else { return nil }
    let lower = TypedPattern.lowered(name)
    let starts = name.indices.map { TypedPattern.startsWord($0, name) }
    // By place in the name: the best score with the present letter there, and at or before it.
    var ending = [Int](repeating: TypedPattern.none, count: name.count)
    for (number, letter) in letters.enumerated() {
      var next = [Int](repeating: TypedPattern.none, count: name.count)
      // The best before this place, with what the letters left out since then cost.
      var best = TypedPattern.none
      for place in name.indices {
        if place > 1, ending[place - 2] > TypedPattern.none {
          best = max(best + TypedPattern.gapMore, ending[place - 2] + TypedPattern.gapBegin)
        } else if best > TypedPattern.none {
          best += TypedPattern.gapMore
        }
        guard lower[place] == letter else { continue }
        let isSameCase = name[place] == typed[min(number, typed.count - 1)]
        let gain =
          TypedPattern.match + (isSameCase ? TypedPattern.sameCase : 0)
          + (starts[place] ? TypedPattern.wordStart : 0)
        if number == 0 {
          // The first letter is what people are surest of.
          if starts[place] { next[place] = gain + TypedPattern.wordStart }
          continue
        }
        let previous = place > 0 ? ending[place - 1] : TypedPattern.none
        let before = max(previous > TypedPattern.none ? previous + TypedPattern.run : TypedPattern.none, best)
        if before > TypedPattern.none { next[place] = before + gain }
      }
      ending = next
    }
    let best = ending.max() ?? TypedPattern.none
    return best > TypedPattern.none ? best : nil
  }

  /// Whether a word of a name begins at a place: `sum launched`, `shot_down`, `GoodEvent`.
  private static func startsWord(_ place: Int, _ name: [Character]) -> Bool {
    guard place > 0 else { return true }
    let (before, here) = (name[place - 1], name[place])
    guard here.isLetter || here.isNumber else { return false }
    if !before.isLetter, !before.isNumber { return true }
    return (before.isLowercase && here.isUppercase) || (before.isLetter && here.isNumber)
  }
}
