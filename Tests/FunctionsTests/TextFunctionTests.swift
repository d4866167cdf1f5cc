import TallyColumns
import Testing

@testable import TallyFunctions

/// Functions of single values, with the answers that are known.
@Suite struct TextFunctionTests {
  private func call(_ name: String, _ arguments: Value...) throws -> Value {
    let function = try #require(ScalarFunction.named(name))
    guard case .values(let prepare) = function.kernel else { return .unknown }
    let known = arguments.map {
      ScalarFunction.Argument(type: ValueType($0.kind ?? .text, isBounded: false), constant: $0)
    }
    return prepare(known)(arguments)
  }

  @Test(arguments: [
    ("Київ", 4), ("🇺🇦", 1), ("e\u{301}a", 2), ("👨‍👩‍👧", 1), ("", 0), ("a\r\nb", 3),
  ])
  func charactersAreCountedAsPeopleSeeThem(_ text: String, _ length: Int64) throws {
    #expect(try call("length", .text(text)) == .whole(length))
  }

  @Test(
    arguments: [
      (1, nil, "Київ"), (2, 2, "иї"), (-2, nil, "їв"), (4, 9, "в"), (5, nil, ""), (0, 2, "К"),
      (0, nil, "Київ"),
      (2, 0, ""), (2, -1, ""), (-9, 6, "К"), (-4, 1, "К"), (-9, 5, ""), (.max, .max, ""), (.min, .max, "Киї"),
      (.min, nil, "Київ"), (1, .max, "Київ"), (.max, .min, ""),
    ] as [(Int64, Int64?, String)])
  func aPartIsTheCharactersWhosePlacesAreInside(_ start: Int64, _ length: Int64?, _ part: String) throws {
    let found =
      try length.map { try call("part", .text("Київ"), .whole(start), .whole($0)) }
      ?? call("part", .text("Київ"), .whole(start))
    #expect(found == .text(part))
  }

  @Test(
    arguments: [
      ("a,b,,c", ",", 1, "a"), ("a,b,,c", ",", 3, ""), ("a,b,,c", ",", 4, "c"), ("a,b,,c", ",", -1, "c"),
      ("a,b,,c", ",", -4, "a"), ("a,b,,c", ",", 5, nil), ("a,b,,c", ",", -5, nil), ("a,b", ",", 0, nil),
      ("a,b", "", 1, "a,b"), ("", ",", 1, ""), ("aXXb", "XX", 2, "b"), ("XXX", "XX", 2, "X"),
      ("a,b", ",", .max, nil), ("a,b", ",", .min, nil), ("ae\u{301}b", "é", 2, "b"),
      ("ae\u{301}b", "e", 2, nil),
    ] as [(String, String, Int64, String?)])
  func piecesAreCountedFromEitherEnd(
    _ text: String, _ separator: String, _ place: Int64, _ piece: String?
  ) throws {
    #expect(
      try call("split", .text(text), .text(separator), .whole(place)) == piece.map(Value.text) ?? .unknown)
  }

  @Test(arguments: [
    ("aaa", "aa", "b", "ba"), ("abc", "", "x", "abc"), ("Kk", "k", "x", "Kx"), ("🇺🇦🇺🇦", "🇺🇦", "u", "uu"),
    ("abab", "ab", "", ""), ("", "a", "b", ""),
  ])
  func whatIsReplacedIsExactlyThePiece(_ text: String, _ from: String, _ to: String, _ result: String) throws
  {
    #expect(try call("replace", .text(text), .text(from), .text(to)) == .text(result))
  }

  @Test(arguments: [
    ("12", Value.real(12)), (" -2.5\t", .real(-2.5)), ("1e3", .real(1000)), ("", .unknown),
    ("1,234", .unknown),
    ("12 km", .unknown), ("7h", .unknown), ("nan", .unknown), ("1e999", .unknown), ("0x10", .unknown),
    ("15+", .figure(Figure(low: .real(15), best: nil, high: nil), .real)),
    ("10..20", .figure(Figure(low: .real(10), best: nil, high: .real(20)), .real)), ("5..5", .real(5)),
  ])
  func aTextIsTheNumberThatACellWouldBe(_ text: String, _ number: Value) throws {
    #expect(try call("number", .text(text)) == number)
  }
}
