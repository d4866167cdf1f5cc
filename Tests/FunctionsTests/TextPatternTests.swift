import Testing

@testable import TallyFunctions

@Suite struct TextPatternTests {
  private func isFound(_ pattern: String, in text: String) throws -> Bool {
    var text = text
    let pattern = try TextPattern(pattern)
    return text.withUTF8 { pattern.isFound(in: $0) }
  }

  @Test func itIsFoundAnywhereWithoutRegardToCase() throws {
    #expect(try isFound("yi", in: "KYIV"))
    #expect(try isFound("київ", in: "у КИЄВІ, КИЇВ"))
    #expect(try !isFound("(?-i)yi", in: "KYIV"))
    #expect(try isFound("^.$", in: "ї"))
    #expect(try isFound("^$", in: ""))
    #expect(try isFound("", in: ""))
  }

  @Test func theFirstMatchOrItsGroupIsTaken() throws {
    let pattern = try TextPattern("(\\d+)-(x)?")
    #expect(pattern.groupCount == 2)
    #expect(pattern.first(in: "a 12-34-") == "12-")
    #expect(pattern.first(in: "a 12-34-", group: 1) == "12")
    #expect(pattern.first(in: "a 12-34-", group: 2) == nil)
    #expect(pattern.first(in: "a 12-34-", group: 3) == nil)
    #expect(pattern.first(in: "a 12-34-", group: -1) == nil)
    #expect(pattern.first(in: "none") == nil)
    #expect(try TextPattern("^").first(in: "") == "")
  }

  @Test(arguments: [
    ("ab(c", TextPattern.Cause.missingParenthesis, 0..<4), ("ab)", .unexpectedParenthesis, 0..<3),
    ("a[b-", .missingBracket, 1..<4), ("a\\", .trailingBackslash, 1..<2), ("(?=a)", .badGroup, 0..<3),
    ("[z-a]", .badRange, 1..<4), ("\\1", .badEscape, 0..<2), ("+a", .nothingToRepeat, 0..<1),
    ("a{3000}", .repeatedTooOften, 1..<7),
  ])
  func whatIsWrongIsPointedAt(_ pattern: String, _ cause: TextPattern.Cause, _ range: Range<Int>) {
    #expect(throws: TextPattern.Fault(cause: cause, range: range)) { try TextPattern(pattern) }
  }

  /// A backtracking engine takes for ever here.
  @Test func timeGrowsWithTheTextOnly() throws {
    #expect(try !isFound("^(a+)+$", in: String(repeating: "a", count: 100_000) + "b"))
  }

  @Test func aPatternThatTakesTooMuchMemoryIsRefused() {
    #expect(throws: TextPattern.Fault.self) {
      try TextPattern(
        "((\\pL{100}){10}){1}((\\pL{100}){10}){1}" + String(repeating: "(\\pL{999})", count: 40))
    }
  }
}
