import TallyColumns
import Testing

@Suite struct TextDictionaryTests {
  /// Few codes of a large dictionary stand in the order in which all of them would.
  @Test func fewCodesAreRankedAsAllAre() {
    let letters = ["b", "B", "ä", "Ä", "a", "", "ю", "Ю", "zz", "Z"]
    let texts = (0..<200).map { letters[$0 % 10] + String($0 * 7 % 50) }
    let dictionary = TextDictionary(texts)
    let codes: [UInt32] = [199, 3, 17, 3, 0, 50, 100, 150, 42, 8]
    let few = dictionary.ranks(of: codes)
    let all = codes.map { dictionary.ranks[Int($0)] }
    for a in codes.indices {
      for b in codes.indices {
        #expect((few[a] < few[b]) == (all[a] < all[b]) && (few[a] == few[b]) == (all[a] == all[b]))
      }
    }
    // Once all have places, these are taken.
    #expect(dictionary.ranks(of: codes) == all)
    #expect(dictionary.ranks(of: []) == [])
  }
}
