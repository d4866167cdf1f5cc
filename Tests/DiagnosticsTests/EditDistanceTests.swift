import TallyDiagnostics
import Testing

@Suite struct EditDistanceTests {
  @Test(arguments: [
    ("casulties", "casualties", 1), ("Kiyv", "Kyiv", 1), ("", "ab", 2), ("abc", "abc", 0), ("ca", "abc", 3),
  ])
  func countsEdits(_ a: String, _ b: String, _ distance: Int) {
    #expect(EditDistance.between(Array(a), Array(b), limit: 9) == distance)
    #expect(EditDistance.between(Array(b), Array(a), limit: 9) == distance)
  }

  @Test func stopsAboveTheLimit() {
    #expect(EditDistance.between(Array("abcdef"), Array("uvwxyz"), limit: 2) == 3)
  }

  @Test func findsTheNearest() {
    #expect(EditDistance.nearest(to: "Kiev", among: ["Odesa", "Kyiv"]) == nil)
    #expect(EditDistance.nearest(to: "Kiyv", among: ["Odesa", "Kyiv"]) == "Kyiv")
    #expect(EditDistance.nearest(to: "x", among: ["y"]) == nil)
    #expect(EditDistance.nearest(to: "launhced", among: ["launched", "launches"]) == "launched")
  }
}
