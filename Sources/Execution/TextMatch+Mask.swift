import TallyColumns
import TallyFunctions
import TallyPlanning

extension TextMatch {
  /// What tells this test from others of the same query.
  var cacheKey: String { operation.rawValue + "\u{0}" + texts.joined(separator: "\u{0}") }

  /// For each entry of a dictionary whether it passes.
  /// - Complexity: O(bytes of the dictionary).
  func mask(over dictionary: TextDictionary) -> [Bool] {
    switch operation {
    case .identical:
      let wanted = Set(texts)
      return dictionary.map { wanted.contains($0) }
    case .equals:
      let wanted = Set(texts.map { $0.lowercased() })
      return dictionary.map { wanted.contains($0.lowercased()) }
    case .contains:
      let pattern = texts[0].lowercased()
      return dictionary.map { pattern.isEmpty || $0.lowercased().firstRange(ofText: pattern) }
    case .startsWith:
      let pattern = texts[0].lowercased()
      return dictionary.map { $0.lowercased().hasPrefix(pattern) }
    case .endsWith:
      let pattern = texts[0].lowercased()
      return dictionary.map { $0.lowercased().hasSuffix(pattern) }
    case .matches:
      return matches(in: dictionary)
    case .less, .lessOrEqual, .greater, .greaterOrEqual:
      let bound = TextOrder.Key(texts[0])
      return dictionary.map { text in
        let key = TextOrder.Key(text)
        return switch operation {
        case .less: key < bound
        case .lessOrEqual: key <= bound
        case .greater: key > bound
        default: key >= bound
        }
      }
    }
  }

  /// The pattern has been read once when the question was planned, so that it can be read.
  private func matches(in dictionary: TextDictionary) -> [Bool] {
    guard let pattern = try? TextPattern(texts[0]) else {
      return [Bool](repeating: false, count: dictionary.count)
    }
    return dictionary.bytes.withUnsafeBufferPointer { bytes in
      (0..<dictionary.count).map { code in
        let entry = bytes[dictionary.offsets[code]..<dictionary.offsets[code + 1]]
        return pattern.isFound(in: UnsafeBufferPointer(rebasing: entry))
      }
    }
  }

  /// Whether it asks for a particular text, of which a note tells where no row has it.
  var tellsMisses: Bool {
    (operation == .equals || operation == .identical) && texts.count == 1 && columnName != nil
  }

  /// The note on a text that no row has, where the test asks for particular texts.
  /// - Parameter columns: those of the tables that are read.
  func missed(_ mask: [Bool], in dictionary: TextDictionary, of columns: [Column]) -> ExecutionNote? {
    guard tellsMisses, let columnName, !mask.contains(true) else { return nil }
    return .noSuchText(
      column: columnName, text: texts[0], meant: MeantText(texts[0], in: dictionary, of: columns))
  }
}

extension TextDictionary {
  fileprivate func map(_ test: (String) -> Bool) -> [Bool] {
    (0..<count).map { test(self[$0]) }
  }
}

extension String {
  /// Whether another text stands inside this one.
  fileprivate func firstRange(ofText pattern: String) -> Bool {
    guard let first = pattern.first else { return true }
    var rest = self[...]
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.hasPrefix(pattern) { return true }
      rest = rest.dropFirst()
    }
    return false
  }
}
