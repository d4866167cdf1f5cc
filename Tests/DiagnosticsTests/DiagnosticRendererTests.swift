import TallyDiagnostics
import Testing

/// Messages on screens of any width, with characters of any width.
@Suite struct DiagnosticRendererTests {
  private func lines(
    _ text: String, _ span: Span, width: Int, message: String = "this is wrong", label: String = "",
    help: String? = nil
  ) -> [String] {
    let diagnostic = Diagnostic("wrong", message, at: span, label: label, help: help)
    let text = DiagnosticRenderer(width: width, breaksLines: true).render(diagnostic, in: SourceText(text))
    return text.split(separator: "\n").map(String.init)
  }

  private func widest(_ lines: [String]) -> Int { lines.map { DisplayWidth.of($0) }.max() ?? 0 }

  @Test func aWideWordInQuestionIsCutByColumnsAndNotByCharacters() {
    let word = String(repeating: "東", count: 60)
    #expect(
      lines("sum \(word)", Span(4, 4 + word.utf8.count), width: 30) == [
        "error: this is wrong", "  sum 東東東東東東東東…", "      ^^^^^^^^^^^^^^^^^",
      ])
  }

  @Test func wideWordsAroundTheOneInQuestionAreCutByColumns() {
    let wide = String(repeating: "😀", count: 40)
    let shown = lines("\(wide) x \(wide)", Span(wide.utf8.count + 1, wide.utf8.count + 2), width: 30)
    #expect(shown == ["error: this is wrong", "  …😀😀😀😀😀 x 😀😀😀😀😀…", "              ^"])
  }

  /// Every place of every one of some lines, on screens of many widths.
  @Test func noLineIsWiderThanTheScreen() {
    let pieces = [
      "sum ", "東京", "👩\u{200D}🔬", "🇺🇦", "é\u{301}", "where city = ", "\"大阪大阪\"", "\t", "ｗｉｄｅ", "x",
    ]
    var random = SystemRandomNumberGenerator()
    for width in [20, 21, 30, 47, 80] {
      for _ in 1...200 {
        let text = (0..<Int.random(in: 1...40, using: &random)).map { _ in
          pieces.randomElement(using: &random) ?? ""
        }.joined()
        let bounds = text.indices.map { $0.utf16Offset(in: text) } + [text.utf16.count]
        let offsets = bounds.map { String(text.utf16.prefix($0)) ?? "" }.map(\.utf8.count)
        let start = offsets.randomElement(using: &random) ?? 0
        let end = offsets.filter { $0 >= start }.randomElement(using: &random) ?? start
        let shown = lines(text, Span(start, end), width: width, label: "which is it?", help: text)
        #expect(widest(shown) <= width, "width \(width), \(start)..<\(end) of \(text): \(shown)")
      }
    }
  }

  @Test func aMessageIsBrokenBetweenWordsAndALongWordWithinItself() {
    let shown = lines(
      "x", Span(0, 1), width: 20, message: "there is no column called abcdefghijklmnopqrstuvwxyz here",
      help: "one of those that there are")
    #expect(
      shown == [
        "error: there is no", "  column called", "  abcdefghijklmnopqr", "  stuvwxyz here", "  x", "  ^",
        "  help: one of those", "    that there are",
      ])
  }

  @Test func forOtherProgramsAMessageIsOneLine() {
    let message = String(repeating: "word ", count: 40) + "end"
    let text = DiagnosticRenderer(width: 20).render(Diagnostic("wrong", message), in: SourceText(""))
    #expect(text == "error: \(message)")
  }

  @Test func whatRunsAsTypedIsNeverBroken() {
    let fix = "sum " + String(repeating: "x, ", count: 40) + "y"
    let diagnostic = Diagnostic("wrong", "wrong", at: Span(0, 1), fix: fix)
    let text = DiagnosticRenderer(width: 20, breaksLines: true).render(diagnostic, in: SourceText("s"))
    #expect(text.hasSuffix("\n  try: \(fix)"))
  }

  @Test func theColourStandsOnTheWordAloneWhenTheMessageIsBroken() {
    let message = "there is nothing of that kind here"
    let text = DiagnosticRenderer(usesColor: true, width: 20, breaksLines: true).render(
      Diagnostic("wrong", message), in: SourceText("", name: "a.tally"))
    #expect(text == "a.tally: \u{1B}[31merror:\u{1B}[0m\n  there is nothing\n  of that kind here")
  }
}

@Suite struct ParagraphTests {
  @Test func aWordLongerThanTheScreenIsBrokenUnderTheLead() {
    #expect(
      Paragraph("a abcdefghijklmnop b", lead: "  note: ", width: 16).lines == [
        "  note: a", "        abcdefgh", "        ijklmnop", "        b",
      ])
  }

  @Test func aWideCharacterIsNotCutInTwo() {
    #expect(Paragraph("東京大阪", lead: "- ", width: 7).lines == ["- 東京", "  大阪"])
  }

  @Test func aScreenNarrowerThanTheLeadHasACharacterALine() {
    #expect(Paragraph("東京 x", lead: "note: ", width: 4).lines == ["note: 東", "      京", "      x"])
  }
}
