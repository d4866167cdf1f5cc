import TallyColumns
import TallyDiagnostics
import Testing

@testable import TallyRendering

/// What terminals make of texts, and what they must not be made to do.
@Suite struct ScreenTests {
  /// Two cells that run from right to left would change places on a terminal that turns such texts around.
  @Test func textsFromRightToLeftAreSetApart() {
    let table = Samples.table(
      ("עיר", .text, .plain, [.text("חיפה"), .text("Київ")]),
      ("مدينة", .text, .plain, [.text("بيروت"), .text("東京")]))
    #expect(
      table.rendered(.table, width: 40).replacing("\u{2068}", with: "<").replacing(
        "\u{2069}\u{200E}", with: ">") == """
          <עיר>   <مدينة>
          ────  ─────
          <חיפה>  <بيروت>
          Київ  東京

          """)
    for text in [
      table.rendered(.table), table.rendered(.csv, width: 40),
      table.rendered(.table, width: 40, usesUnicode: false),
    ] {
      #expect(!text.unicodeScalars.contains("\u{2068}"))
    }
    #expect(table.rendered(.vertical, width: 40).contains("\u{2068}חיפה\u{2069}"))
  }

  @Test(arguments: [
    ("ab", 2), ("日本", 4), ("ｆｕ", 4), ("e\u{301}", 1), ("Київ", 4), ("שלום", 4), ("שָׁלוֹם", 4), ("한국", 4),
    ("\u{1112}\u{1161}\u{11AB}", 2), ("👩‍👩‍👧", 2), ("👍🏽", 2), ("❤️", 2), ("❤️‍🔥", 2), ("👩‍⚕️", 2), ("🇺🇦", 2), ("की", 2),
    ("क्षत्रिय", 6),
    ("ก็", 1), ("น้ำ", 2), ("±½α", 3), ("\u{200B}a\u{FEFF}", 1), ("co\u{AD}op", 5), ("", 0),
  ])
  func everyCharacterTakesTheRoomThatItHas(_ text: String, _ width: Int) {
    #expect(DisplayWidth.of(text) == width)
  }

  @Test func columnsOfWideTextsAlign() {
    let texts = ["ab", "日本", "e\u{301}", "👩‍👩‍👧", "Київ", "חיפה", "🇺🇦", "की", "क्ष", "한글", "±"]
    let table = Samples.table(
      ("text", .text, .plain, texts.map { .text($0) }), ("n", .whole, .plain, texts.map { _ in .whole(1) }))
    for line in table.rendered(.table, width: 40).split(separator: "\n") {
      #expect(DisplayWidth.of(line) == 7, "\(line)")
    }
    // Cut, they align as well.
    let cut = Samples.table(
      ("text", .text, .plain, texts.map { .text(String(repeating: $0, count: 20)) }),
      ("n", .whole, .plain, texts.map { _ in .whole(1) }))
    for line in cut.rendered(.table, width: 21).split(separator: "\n").prefix(texts.count + 2) {
      #expect(DisplayWidth.of(line) == 21, "\(line)")
    }
  }

  /// What drives a terminal: escapes, their eight-bit forms, titles, bells, backspaces, and what turns text around.
  static let hostile = [
    "\u{1B}[2J", "\u{1B}]0;title\u{07}", "\u{9B}31m", "\u{9D}52;c;AAAA\u{9C}", "\u{1B}P1$r\u{1B}\\",
    "a\u{08}b", "a\rb",
    "a\nb", "a\u{0B}b", "a\u{85}b", "\u{7F}", "\u{202E}a", "\u{2067}a", "\u{2028}", "\0", "\u{0E}",
  ]

  @Test(arguments: OutputFormat.allCases) func nothingInATextDrivesATerminal(_ format: OutputFormat) {
    for text in ScreenTests.hostile {
      let table = Samples.table(
        (text, .text, .plain, [.text(text), .text("b")]), ("n", .whole, .plain, [.whole(1), .whole(2)]))
      let shown = table.rendered(format, width: 30, notes: ["a note on \(text)"])
      for scalar in shown.unicodeScalars {
        let isIsolate = format != .json && format != .jsonl && (0x2066...0x2069).contains(scalar.value)
        if scalar == "\n" || (scalar == "\t" && format == .tsv) || isIsolate { continue }
        #expect(
          !(scalar.value < 0x20 || (0x7F..<0xA0).contains(scalar.value)), "\(text.debugDescription): \(shown)"
        )
        #expect(!VisibleText.isUnsafe(scalar), "\(text.debugDescription): \(shown)")
      }
    }
  }

  @Test func machinesGetTextsAsTheyAre() {
    for text in ScreenTests.hostile {
      let table = Samples.table(("t", .text, .plain, [.text(text)]))
      #expect(
        table.rendered(.tsv).unicodeScalars.contains {
          text.unicodeScalars.contains($0) && VisibleText.isUnsafe($0)
        })
    }
    let lines = Samples.table(("t", .text, .plain, [.text("one\ntwo\tthree")]))
    #expect(lines.rendered(.csv, width: 40) == lines.rendered(.csv))
  }

  @Test func thousandsAreMarkedAsWanted() {
    let table = Samples.table(
      ("n", .whole, .plain, [.whole(1_234_567), .figure(Samples.atLeast(1_000), .whole)]),
      ("r", .real, .plain, [.real(-12_345.678), .real(0.5)]))
    let shown = { (mark: ThousandsMark) in
      table.rendered(.table, thousands: mark).split(separator: "\n").dropFirst()
        .map { $0.replacing("\u{A0}", with: "_") }
    }
    #expect(shown(.comma) == ["1,234,567  -12,345.678", "   1,000+          0.5"])
    #expect(shown(.space) == ["1_234_567  -12_345.678", "   1_000+          0.5"])
    #expect(shown(.apostrophe) == ["1'234'567  -12'345.678", "   1'000+          0.5"])
    #expect(shown(.none) == ["1234567  -12345.678", "  1000+         0.5"])
    #expect(table.rendered(.csv, thousands: .space) == table.rendered(.csv))
    #expect(table.rendered(.markdown, thousands: .space) == table.rendered(.markdown))
    let atMost = Samples.table(
      ("n", .whole, .plain, [.figure(Figure(low: nil, best: nil, high: .whole(20)), .whole)]))
    #expect(atMost.rendered(.table, thousands: .none) == "  n\n≤20\n")
  }

  @Test(arguments: [
    ("", ThousandsMark.none), (",", .comma), ("'", .apostrophe), ("’", .apostrophe), (".", .space),
    (" ", .space),
    ("\u{A0}", .space), ("\u{202F}", .space), ("٬", .space),
  ])
  func localesHaveMarksOfTheirOwn(_ separator: String, _ mark: ThousandsMark) {
    #expect(ThousandsMark(localeSeparator: Array(separator.utf8)) == mark)
  }
}
