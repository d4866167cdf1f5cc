import TallyColumns
import TallyDiagnostics
import TallySyntax
import Testing

@testable import TallyPictures

/// Whatever is drawn: no line is wider than the screen, and what files hold is XML with places that are some.
@Suite struct PropertyTests {
  /// Numbers from a seed (SplitMix64).
  private struct Random: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state &+= 0x9E37_79B9_7F4A_7C15
      var z = state
      z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
      z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
      return z ^ (z >> 31)
    }
  }

  private static let numbers: [Number] = [
    .whole(0), .whole(1), .whole(-1), .whole(7), .whole(250), .whole(.max), .whole(.min + 1), .whole(-300),
  ]
  private static let reals = [
    0, 0.5, -0.25, .leastNonzeroMagnitude, 1e300, -1.7e308, 1.797e308, .infinity, -.infinity, 3.14159, 1e15,
    2.5,
  ]
  private static let texts = [
    "", "Kyiv", "a text that is much longer than any label ought to be, with a comma", "日本語の都市", "<&\">'",
    "line\nbreak", "\u{1B}[31mred", "e\u{301}e\u{301}", "👩‍👩‍👧‍👧", "\u{FFFF}\u{202E}x", "]]>", "שלום",
  ]
  private static let days: [Int64] = [
    20_231, 20_232, 20_233, 20_262, 0, -719_162, 2_932_896, -2_147_483_648, 2_147_483_647,
  ]

  private static func value(_ kind: Kind, _ random: inout Random) -> Value {
    if Int.random(in: 0..<5, using: &random) == 0 { return .unknown }
    switch kind {
    case .whole:
      let parts = (0..<3).map { _ in numbers.randomElement(using: &random) ?? .whole(0) }.sorted {
        Number.isLess($0, $1)
      }
      let isExact = Bool.random(using: &random)
      if isExact, case .whole(let number) = parts[0] { return .whole(number) }
      let keep = (0..<3).map { _ in Bool.random(using: &random) }
      let figure = Figure(
        low: keep[0] ? parts[0] : nil, best: keep[1] ? parts[1] : nil, high: keep[2] ? parts[2] : nil)
      return figure.isOpen ? .figure(.anything(.whole), .whole) : Value(figure, kind: .whole)
    case .real: return .real(reals.randomElement(using: &random) ?? 0)
    case .text: return .text(texts.randomElement(using: &random) ?? "")
    case .date: return .date(days.randomElement(using: &random) ?? 0)
    case .time:
      return .time(
        [0, 1, .min, .max, 1_748_000_000_000_000, 1_748_050_000_000_000].randomElement(using: &random) ?? 0)
    case .duration: return .duration([0, 1, .max, .min, 3_600_000_000].randomElement(using: &random) ?? 0)
    case .boolean: return .boolean(Bool.random(using: &random))
    }
  }

  private static func picture(_ kind: PictureKind, _ random: inout Random) throws -> Picture {
    let rows = [0, 1, 2, 3, 9, 120].randomElement(using: &random) ?? 1
    let amounts: [Kind] = [.whole, .real, .duration]
    let kinds: [Kind] = [
      .text, [.date, .time].randomElement(using: &random) ?? .date,
      [.text, .date, .boolean].randomElement(using: &random) ?? .text,
      amounts.randomElement(using: &random) ?? .whole, amounts.randomElement(using: &random) ?? .whole,
    ]
    let isAllUnknown = Int.random(in: 0..<12, using: &random) == 0
    let isAllEqual = Int.random(in: 0..<12, using: &random) == 0
    let columns = kinds.enumerated().map { index, kind in
      let first = value(kind, &random)
      let values = (0..<rows).map { _ in
        isAllUnknown ? Value.unknown : isAllEqual ? first : value(kind, &random)
      }
      return (name: index == 0 ? "a name that is rather long" : "c\(index)", kind: kind, values: values)
    }
    let level = [Presentation.plain, .period(.month), .period(.day), .period(.year)].randomElement(
      using: &random)
    let figures = Bool.random(using: &random) ? [3] : [3, 4]
    let isPlaced = Bool.random(using: &random)
    switch kind {
    case .bars:
      return try makePicture(
        kind, columns, labels: [[], [0], [0, 2]].randomElement(using: &random) ?? [], figures: figures)
    case .line, .spark:
      return try makePicture(
        kind, columns, labels: isPlaced ? [] : [0], position: isPlaced ? 1 : nil,
        series: Bool.random(using: &random) ? 2 : nil, figures: figures, presentation: level ?? .plain)
    case .histogram:
      return try makePicture(kind, columns, figures: [Int.random(in: 0..<2, using: &random) == 0 ? 3 : 1])
    case .heatmap:
      return Bool.random(using: &random)
        ? try makePicture(kind, columns, labels: [0], series: 2, figures: [3])
        : try makePicture(kind, columns, labels: [0], figures: [3, 4])
    case .timeline:
      return try makePicture(
        kind, columns, labels: Bool.random(using: &random) ? [0] : [], position: 1,
        end: Bool.random(using: &random) ? 1 : nil, figures: figures, presentation: level ?? .plain)
    }
  }

  @Test(arguments: PictureKind.allCases) func nothingSticksOut(_ kind: PictureKind) throws {
    var random = Random(state: UInt64(kind.rawValue.count) &* 7919)
    for round in 0..<60 {
      let picture = try PropertyTests.picture(kind, &random)
      for width in [20, 21, 33, 80, 500] {
        for usesUnicode in [true, false] {
          for line in picture.shown(width: width, height: [4, 24, 200][round % 3], usesUnicode: usesUnicode) {
            #expect(DisplayWidth.of(line) <= width, "\(kind) \(round) at \(width): \(line)")
            #expect(!line.hasSuffix(" "), "\(kind) \(round) at \(width)")
            #expect(!line.unicodeScalars.contains { $0.value < 0x20 }, "\(kind) \(round)")
          }
        }
      }
      let svg = picture.svg(notes: ["a note <of> text & \"quotes\"", "\u{0}\u{1B}"])
      let reader = try #require(SVGReader(svg), "\(kind) \(round)\n\(svg)")
      #expect(reader.placesAreSound, "\(kind) \(round)\n\(svg)")
    }
  }

  /// With colour the same signs are written.
  @Test(arguments: PictureKind.allCases) func colourChangesNoSign(_ kind: PictureKind) throws {
    var random = Random(state: 11)
    for _ in 0..<20 {
      let picture = try PropertyTests.picture(kind, &random)
      let plain = picture.shown(width: 60)
      let colored = picture.shown(width: 60, usesColor: true).map { line in
        line.replacing(/\u{1B}\[[0-9]*m/, with: "")
      }
      #expect(plain == colored)
    }
  }
}
