import CEditLine
import TallySyntax
import Testing

@testable import TallyTerminal

/// The menu without a terminal: what keys make of it, and the lines that show it.
@Suite struct CompletionMenuTests {
  init() {
    // The width of a character is the locale's.
    cedit_use_utf8()
  }

  private static let columns = CompletionList(
    replaced: 4..<5,
    candidates: [
      Candidate("launched", kind: "column", remark: "column, whole"),
      Candidate("[last one]", label: "last one", kind: "column", remark: "column, date"),
      Candidate("length(", label: "length", kind: "function", appendsSpace: false),
    ])

  private func menu() throws -> CompletionMenu {
    try #require(CompletionMenu(EditBuffer("sum l by x", cursor: 5), Self.columns))
  }

  // MARK: - Keys

  @Test func opensWithTheTextAsItIs() throws {
    let menu = try menu()
    #expect(menu.text == EditBuffer("sum l by x", cursor: 5))
    #expect(menu.chosen.label == "launched")
  }

  @Test func tabPutsTheChoiceInTheTextAndThenMovesOn() throws {
    var menu = try menu()
    let texts = (0..<4).map { _ in
      _ = menu.press(.tab, columnHeight: 3)
      return menu.text.text
    }
    #expect(
      texts == ["sum launched by x", "sum [last one] by x", "sum length( by x", "sum launched by x"])
    #expect(menu.text.cursor == "sum launched".utf8.count)
  }

  @Test(
    arguments: [
      ([.down], "last one"), ([.up], "length"), ([.down, .down, .down], "launched"),
      ([.right], "last one"), ([.right, .right, .right], "length"), ([.left], "launched"),
      ([.tab, .down, .left], "launched"),
    ] as [([CompletionMenu.Key], String)])
  func keysMoveTheChoice(_ keys: [CompletionMenu.Key], _ label: String) throws {
    var menu = try menu()
    for key in keys { #expect(menu.press(key, columnHeight: 1) == .stay) }
    #expect(menu.chosen.label == label)
    #expect(menu.text != menu.typed, "the choice shows in the line")
  }

  @Test func sideStepsAreAsLongAsColumns() throws {
    var menu = try menu()
    _ = menu.press(.right, columnHeight: 2)
    #expect(menu.chosen.label == "length")
  }

  @Test func enterTakesTheChoiceWithNoSecondSpace() throws {
    var menu = try menu()
    #expect(
      menu.press(.enter, columnHeight: 3) == .close(EditBuffer("sum launched by x", cursor: 12)))
    let atEnd = CompletionList(replaced: 0..<1, candidates: Self.columns.candidates)
    var other = try #require(CompletionMenu(EditBuffer("l"), atEnd))
    #expect(other.press(.enter, columnHeight: 3) == .close(EditBuffer("launched ")))
    _ = other.press(.up, columnHeight: 3)
    #expect(other.press(.enter, columnHeight: 3) == .close(EditBuffer("length(")), "a function goes on")
  }

  @Test func escapeGivesTheTypedTextBack() throws {
    var menu = try menu()
    _ = menu.press(.down, columnHeight: 3)
    #expect(menu.press(.escape, columnHeight: 3) == .close(EditBuffer("sum l by x", cursor: 5)))
  }

  @Test func lettersGoOnWithWhatWasTyped() throws {
    var menu = try menu()
    #expect(menu.press(.character("a"), columnHeight: 3) == .narrow(EditBuffer("sum la by x", cursor: 6)))
    _ = menu.press(.down, columnHeight: 3)
    #expect(menu.press(.character("é"), columnHeight: 3) == .narrow(EditBuffer("sum lé by x", cursor: 7)))
    _ = menu.press(.down, columnHeight: 3)
    #expect(
      menu.press(.character("x"), columnHeight: 3) == .narrow(EditBuffer("sum length(x by x", cursor: 12)),
      "what ends without a space goes on")
  }

  @Test func otherKeysTakeWhatStandsInTheText() throws {
    var menu = try menu()
    #expect(menu.press(.character(","), columnHeight: 3) == .goOn(menu.typed), "nothing was chosen yet")
    #expect(menu.press(.erase, columnHeight: 3) == .goOn(menu.typed))
    _ = menu.press(.tab, columnHeight: 3)
    let taken = EditBuffer("sum launched by x", cursor: 12)
    for key in [.character(" "), .character(","), .erase, .other] as [CompletionMenu.Key] {
      #expect(menu.press(key, columnHeight: 3) == .goOn(taken))
    }
  }

  @Test func eraseTakesBackWhatNarrowed() throws {
    let opened = try menu()
    let typed = EditBuffer("sum la by x", cursor: 6)
    let list = CompletionList(replaced: 4..<6, candidates: Array(Self.columns.candidates.prefix(2)))
    var narrowed = try #require(CompletionMenu(typed, list, narrowing: opened))
    #expect(narrowed.press(.erase, columnHeight: 2) == .narrow(EditBuffer("sum l by x", cursor: 5)))
    let back = EditBuffer("sum l by x", cursor: 5)
    var widened = try #require(CompletionMenu(back, Self.columns, narrowing: narrowed))
    #expect(widened.press(.erase, columnHeight: 3) == .goOn(back), "the rest was there before")
  }

  @Test func blanksNarrowInsideOfQuotes() throws {
    let list = CompletionList(
      replaced: 0..<4,
      candidates: [Candidate("\"New York\"", kind: "value"), Candidate("\"Newark\"", kind: "value")])
    var menu = try #require(CompletionMenu(EditBuffer("\"New"), list))
    #expect(menu.press(.character(" "), columnHeight: 2) == .narrow(EditBuffer("\"New ")))
  }

  @Test func whereThereIsNothingToChooseThereIsNoMenu() {
    let word = EditBuffer("by")
    #expect(CompletionMenu(word, CompletionList(replaced: 0..<2, candidates: [])) == nil)
    #expect(
      CompletionMenu(word, CompletionList(replaced: 0..<2, candidates: [Candidate("by", kind: "k")])) == nil)
  }

  // MARK: - Lines

  private func lines(
    _ menu: CompletionMenu, _ rows: Int, _ columns: Int, textRows: Int = 1, usesColor: Bool = false
  ) -> [String] {
    MenuLayout(menu.list, window: TerminalSize(rows: rows, columns: columns), textRows: textRows)
      .lines(menu, usesColor: usesColor)
  }

  @Test func eachCandidateSaysWhatItIs() throws {
    #expect(
      try lines(menu(), 24, 80) == [
        "> launched  column, whole", "  last one  column, date ", "  length    function     ",
      ])
  }

  @Test func theChoiceIsInverseAndTheRestDim() throws {
    var menu = try menu()
    _ = menu.press(.down, columnHeight: 3)
    #expect(
      lines(menu, 24, 80, usesColor: true) == [
        "  launched  \u{1B}[2mcolumn, whole\u{1B}[0m", "\u{1B}[7m  last one  column, date \u{1B}[0m",
        "  length    \u{1B}[2mfunction     \u{1B}[0m",
      ])
  }

  @Test func aNarrowWindowHasNoRoomForRemarks() throws {
    #expect(try lines(menu(), 24, 20) == ["> launched", "  last one", "  length  "])
    #expect(try lines(menu(), 24, 8) == ["> laun…", "  last…", "  leng…"])
  }

  private func many(_ count: Int, omitted: Int = 0) throws -> CompletionMenu {
    let candidates = (1...count).map { Candidate("w\($0)", kind: "word") }
    let list = CompletionList(replaced: 0..<0, candidates: candidates, omitted: omitted)
    return try #require(CompletionMenu(EditBuffer(""), list))
  }

  @Test func whatDoesNotFitBelowStandsBeside() throws {
    let menu = try many(6)
    #expect(
      lines(menu, 8, 40) == ["> w1  word    w4  word", "  w2  word    w5  word", "  w3  word    w6  word"])
    #expect(lines(menu, 24, 40).count == 6)
  }

  @Test func whatDoesNotFitAtAllIsCounted() throws {
    let menu = try many(100, omitted: 212)
    #expect(lines(menu, 8, 20) == ["> w1    word", "  w2    word", "  w3    word", "  … and 309 more"])
    #expect(lines(menu, 8, 14).last == "  … and 309 …")
  }

  @Test func theChoiceTurnsThePages() throws {
    var menu = try many(20, omitted: 5)
    for _ in 0..<4 { _ = menu.press(.down, columnHeight: 3) }
    #expect(lines(menu, 8, 20) == ["  w4   word", "> w5   word", "  w6   word", "  … 4 to 6 of 25"])
    for _ in 0..<15 { _ = menu.press(.down, columnHeight: 3) }
    #expect(lines(menu, 8, 20) == ["  w19  word", "> w20  word", "  … 19 to 20 of 25"])
  }

  @Test func wideAndCombiningCharactersKeepTheColumns() throws {
    let list = CompletionList(
      replaced: 0..<0,
      candidates: [
        Candidate("東京", kind: "value", remark: "2 rows"),
        Candidate("cafe\u{301}", kind: "value", remark: "1 row"),
      ])
    let menu = try #require(CompletionMenu(EditBuffer(""), list))
    #expect(lines(menu, 24, 80) == ["> 東京  2 rows", "  cafe\u{301}  1 row "])
  }

  @Test func nothingIsWiderOrHigherThanTheWindow() throws {
    let odd = [
      Candidate("東京東京東京", kind: "value", remark: "12 rows"), Candidate("a\u{1B}[2Jb\tc", kind: "x"),
      Candidate(String(repeating: "long ", count: 30), kind: "value", remark: "about 1,234,567 rows"),
    ]
    for count in [1, 2, 3, 7, 50] {
      let candidates = (0..<count).map { odd[$0 % 3] }
      for (omitted, textRows) in [(0, 1), (9, 2)] {
        let list = CompletionList(replaced: 0..<0, candidates: candidates, omitted: omitted)
        var menu = try #require(CompletionMenu(EditBuffer(""), list))
        for rows in 1...12 {
          for columns in 2...45 {
            _ = menu.press(.down, columnHeight: 1)
            let lines = lines(menu, rows, columns, textRows: textRows)
            #expect(lines.count <= max(0, rows - textRows))
            #expect(lines.allSatisfy { FittedText($0, to: 1_000).width <= max(3, columns - 1) })
            #expect(lines.isEmpty || lines.count { $0.hasPrefix(">") || $0.contains("> ") } == 1)
          }
        }
      }
    }
  }

  @Test func aTextThatFillsTheWindowLeavesNoRoom() throws {
    let list = try many(3).list
    #expect(!MenuLayout(list, window: TerminalSize(rows: 5, columns: 80), textRows: 5).hasRoom)
    #expect(!MenuLayout(list, window: TerminalSize(rows: 5, columns: 80), textRows: 9).hasRoom)
    #expect(MenuLayout(list, window: TerminalSize(rows: 5, columns: 80), textRows: 4).hasRoom)
  }
}
