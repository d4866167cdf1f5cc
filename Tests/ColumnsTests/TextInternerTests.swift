import TallyColumns
import Testing

@Suite struct TextInternerTests {
  @Test func textsKeepTheOrderInWhichTheyAreMet() {
    var interner = TextInterner()
    let words = (0..<5000).map { "word \($0 * 7 % 1000)" }
    let codes = words.map { interner.intern($0) }
    let dictionary = interner.dictionary()
    #expect(dictionary.count == 1000)
    for (word, code) in zip(words, codes) { #expect(dictionary[Int(code)] == word) }
    #expect(codes.prefix(1000).elementsEqual(0..<1000))
  }

  @Test func anotherInternersTextsAreTakenInWithTheirNewCodes() {
    var first = TextInterner()
    var second = TextInterner()
    for word in ["a", "b", ""] { _ = first.intern(word) }
    for word in ["c", "b", "Київ", "a"] { _ = second.intern(word) }
    #expect(first.absorb(second) == [3, 1, 4, 0])
    let dictionary = first.dictionary()
    #expect((0..<dictionary.count).map { dictionary[$0] } == ["a", "b", "", "c", "Київ"])
  }
}
