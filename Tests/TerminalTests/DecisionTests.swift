import CEditLine
import TallySyntax
import Testing

@testable import TallyTerminal

/// What is decided without a terminal: rows, completion, columns of candidates, traits.
@Suite struct DecisionTests {
  init() {
    // The width of a character is the locale's.
    cedit_use_utf8()
  }

  @Test func rowsKeepTheColumnAndStopAtTheEnds() {
    let text = "Київ!\nab\n\nlonger"
    let start = EditBuffer(text, cursor: "Київ".utf8.count)
    #expect(start.movedUp() == nil)
    let second = start.movedDown()
    #expect(second?.beforeCursor == "Київ!\nab")
    let third = second?.movedDown()
    #expect(third?.beforeCursor == "Київ!\nab\n")
    #expect(EditBuffer(text).movedDown() == nil)
    #expect(EditBuffer(text).movedUp()?.beforeCursor == "Київ!\nab\n")
    #expect(EditBuffer("a\nbc").movedToRowStart().beforeCursor == "a\n")
    #expect(EditBuffer("ab\nc", cursor: 1).movedToRowEnd().cursor == 2)
  }

  @Test(arguments: [-5, 0, 1, 2, 3, 4, 5, 99])
  func offsetsFromOutsideNeverSplitACharacter(_ offset: Int) {
    var buffer = EditBuffer("aéb", cursor: offset)
    #expect((0...4).contains(buffer.cursor) && buffer.cursor != 2)
    buffer.replace(min(offset, 2)..<max(offset, 2), with: "x")
    #expect(buffer.text.unicodeScalars.allSatisfy { $0 != "\u{FFFD}" })
  }

  @Test func lettersPutTogetherOtherwiseAreAnotherText() {
    #expect(EditBuffer("é bad", cursor: 0) != EditBuffer("e\u{301} bad", cursor: 0))
    #expect(EditBuffer("é bad", cursor: 0) == EditBuffer("é bad", cursor: 0))
    #expect(EditBuffer("é bad", cursor: 0) != EditBuffer("é bad", cursor: 2))
  }

  @Test func aStatementLosesOnlyWhatIsEmptyAtItsEnd() {
    #expect(EditBuffer("\na\n\n b \n \n\n").statement == "\na\n\n b ")
    #expect(EditBuffer("\n").statement == "")
  }

  @Test func typedTextIsNeverTakenAway() {
    let buffer = EditBuffer("x city")
    let list = CompletionList(
      replaced: 2..<6, candidates: [Candidate("affected city", kind: "c"), Candidate("City", kind: "c")])
    #expect(CompletionStep(buffer, list) == .choose)
  }

  @Test func aQuoteThatAllBeginWithIsNoStep() {
    let list = CompletionList(
      replaced: 2..<2, candidates: [Candidate("\"a b\"", kind: "v"), Candidate("\"c d\"", kind: "v")])
    #expect(CompletionStep(EditBuffer("x "), list) == .choose)
  }

  @Test func theOnlyCandidateCorrectsCaseAndAddsNoSecondSpace() {
    let list = CompletionList(replaced: 0..<2, candidates: [Candidate("City", kind: "c")])
    #expect(CompletionStep(EditBuffer("ci x", cursor: 2), list) == .edit(EditBuffer("City x", cursor: 4)))
    #expect(CompletionStep(EditBuffer("ci", cursor: 2), list) == .edit(EditBuffer("City ")))
  }

  @Test func aReplacedRangeOutOfRangeIsHarmless() {
    let list = CompletionList(replaced: 3..<900, candidates: [Candidate("word", kind: "c")])
    #expect(CompletionStep(EditBuffer("é"), list) == .edit(EditBuffer("éword ")))
  }

  @Test func candidatesStandInColumnsReadDownwards() {
    let labels = ["a", "bb", "ccc", "d", "e"]
    #expect(CandidateGrid.lines(labels, columns: 12, rows: 10) == ["a    d", "bb   e", "ccc"])
    #expect(CandidateGrid.lines(labels, columns: 12, rows: 2) == ["a    bb", "… and 3 more"])
    #expect(CandidateGrid.lines(["東京", "a"], columns: 20, rows: 5) == ["東京  a"])
    #expect(CandidateGrid.lines(["much too long"], columns: 8, rows: 5) == ["much t…"])
    #expect(CandidateGrid.lines(["a\u{1B}[2Jb"], columns: 20, rows: 5) == ["a [2Jb"])
    #expect(CandidateGrid.lines(["a", "b"], columns: 9, rows: 5, omitted: 7) == ["a  b", "… and 7 more"])
    #expect(CandidateGrid.lines(["a", "b"], columns: 1, rows: 0) == ["a", "… and 1 more"])
  }

  @Test func aPromptHasNoControls() {
    #expect(PromptText.visible("tally> ") == "tally> ")
    #expect(PromptText.visible("a\u{1}\n\u{9B}> ") == "a> ")
  }

  @Test func changesMadeOnTheWayThroughTheHistoryStay() {
    var navigator = HistoryNavigator(["one", "two"])
    #expect(navigator.older(from: "typed") == "two")
    #expect(navigator.older(from: "two, changed") == "one")
    #expect(navigator.older(from: "one") == nil)
    #expect(navigator.newer(from: "one") == "two, changed")
    #expect(navigator.newer(from: "two, changed") == "typed")
    #expect(navigator.newer(from: "typed") == nil)
    navigator.begin()
    #expect(navigator.older(from: "") == "two")
  }

  @Test func aSearchOnAnEmptyHistoryFindsNothing() {
    var search = IncrementalSearch([])
    search.older()
    search.type("x")
    search.newer()
    #expect(search.match == nil && search.failed)
    search.erase()
    #expect(search.prompt == "search:  › ")
  }

  @Test func aSearchPassesOverRepeatedEntriesBothWays() {
    var search = IncrementalSearch(["Ab", "x", "ab", "ab"])
    search.type("a")
    #expect(search.match == 3)
    search.older()
    #expect(search.match == 0)
    search.newer()
    #expect(search.match == 2)
  }

  @Test func colourNeedsAWillingTerminal() {
    let allows = { (variables: [String: String]) in TerminalTraits.allowsColor { variables[$0] } }
    #expect(allows(["TERM": "xterm"]))
    #expect(allows(["TERM": "xterm", "NO_COLOR": ""]))
    #expect(!allows(["TERM": "xterm", "NO_COLOR": "1"]))
    #expect(!allows(["TERM": "dumb"]))
    #expect(!allows([:]))
  }

  @Test func aScriptedEditorReplaysAndThenEnds() {
    let editor = ScriptedEditor([.statement("a"), .interrupted])
    editor.remember("a")
    #expect(
      [editor.readStatement(), editor.readStatement(), editor.readStatement()]
        == [.statement("a"), .interrupted, .endOfInput])
    #expect(editor.remembered == ["a"])
  }

  @Test func signsBeyondASCIIAreDecidedByTheLocale() {
    let shows = { (variables: [String: String]) in TerminalTraits.showsUnicode { variables[$0] } }
    #expect(shows([:]))
    #expect(shows(["LANG": "en_US.UTF-8"]))
    #expect(shows(["LANG": "C.utf8"]))
    #expect(shows(["LANG": "uk_UA"]))
    #expect(shows(["LC_ALL": "", "LC_CTYPE": "de_DE.UTF-8@euro", "LANG": "C"]))
    #expect(!shows(["LANG": "C"]))
    #expect(!shows(["LANG": "POSIX"]))
    #expect(!shows(["LC_ALL": "en_US.ISO-8859-1", "LANG": "en_US.UTF-8"]))
    #expect(!shows(["LANG": "uk_UA.KOI8-U"]))
  }
}
