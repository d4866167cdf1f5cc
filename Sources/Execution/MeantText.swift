import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// What somebody may have meant who asked for a text that no row has.
public struct MeantText: Sendable, Hashable {
  public let text: String
  /// How many other texts begin with what was typed, or have it in them as a word.
  public let others: Int

  /// Texts that are looked at; more of them take longer than a hint is worth.
  private static let mostTexts = 200_000

  /// The commonest of the texts that begin with what was typed or have it in them as a word; where there is none, the
  /// one that is spelt most like it. Nil where that is none either.
  /// - Parameter columns: those of the tables that are read, of which one may have the texts.
  /// - Complexity: O(bytes of the dictionary), and O(rows) where several texts have it.
  init?(_ typed: String, in dictionary: TextDictionary, of columns: [Column]) {
    guard dictionary.count <= MeantText.mostTexts else { return nil }
    let word = Array(typed.lowercased())
    let having = word.count < 2 ? [] : dictionary.codes { MeantText.has(Array($0.lowercased()), word) }
    if let code = MeantText.commonest(having, in: dictionary, of: columns) {
      self.init(text: dictionary[code], others: Set(having.lazy.map { dictionary[$0] }).count - 1)
    } else if let near = EditDistance.nearest(
      to: typed, among: (0..<dictionary.count).lazy.map { dictionary[$0] })
    {
      self.init(text: near, others: 0)
    } else {
      return nil
    }
  }

  private init(text: String, others: Int) {
    self.text = text
    self.others = others
  }

  /// `did you mean "Shahed drone"? 2 other texts have it in them, too`
  var question: String {
    let question = "did you mean \(typedText(text, vocabulary: .standard))?"
    if others == 0 { return question }
    return
      "\(question) \(others) other \(others == 1 ? "text has" : "texts have") it, too; contains finds them all"
  }

  /// Whether a text begins with a word, or has it in it with no letter or digit beside it.
  private static func has(_ text: [Character], _ word: [Character]) -> Bool {
    guard text.count >= word.count else { return false }
    if text.starts(with: word) { return true }
    let isSetOff = { (place: Int) in
      !text.indices.contains(place) || !(text[place].isLetter || text[place].isNumber)
    }
    return (1...(text.count - word.count + 1)).contains { start in
      start + word.count <= text.count && isSetOff(start - 1) && isSetOff(start + word.count)
        && text[start..<(start + word.count)].elementsEqual(word)
    }
  }

  /// The text that most rows have; the first of those that equally many have. Nil of none.
  private static func commonest(_ codes: [Int], in dictionary: TextDictionary, of columns: [Column]) -> Int? {
    guard codes.count > 1, let column = columns.first(where: { $0.storage.dictionary === dictionary }) else {
      return codes.first
    }
    var rows = [Int](repeating: 0, count: dictionary.count)
    for row in 0..<column.count {
      if let unknown = column.unknown, unknown[row] { continue }
      rows[Int(column.storage.integer(at: row))] += 1
    }
    // A text that nearly every row has another of may have several codes.
    let rowsOfText = Dictionary(codes.map { (dictionary[$0], rows[$0]) }, uniquingKeysWith: +)
    let most = rowsOfText.values.max()
    return codes.first { rowsOfText[dictionary[$0]] == most } ?? codes.first
  }
}

extension TextDictionary {
  /// The codes of texts that pass a test, in order.
  fileprivate func codes(where test: (String) -> Bool) -> [Int] { (0..<count).filter { test(self[$0]) } }
}
