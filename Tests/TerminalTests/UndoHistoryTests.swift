import Testing

@testable import TallyTerminal

@Suite struct UndoHistoryTests {
  private func typed(_ keys: String, on start: String = "") -> UndoHistory {
    var history = UndoHistory(start)
    var text = start
    for key in keys.unicodeScalars {
      text.unicodeScalars.append(key)
      history.note(text)
    }
    return history
  }

  private func back(_ history: inout UndoHistory) -> [String] {
    var texts: [String] = []
    while let buffer = history.undo() { texts.append(buffer.text) }
    return texts
  }

  @Test func whatIsTypedIsTakenBackWordByWord() {
    var history = typed("sum killed  where")
    #expect(back(&history) == ["sum killed  ", "sum ", ""])
    #expect(history.redo() == EditBuffer("sum "))
    #expect(history.redo() == EditBuffer("sum killed  "))
    #expect(history.undo() == EditBuffer("sum "))
    history.note("sum x")
    #expect(history.redo() == nil, "another change has been made")
  }

  @Test func otherChangesAreTakenBackOneByOne() {
    var history = typed("ab")
    history.note("a")
    history.note("")
    history.note("pasted text")
    history.note("pasted\n text")
    #expect(back(&history) == ["pasted text", "", "a", "ab", ""])
  }

  @Test func theCursorIsWhereTheChangeWas() {
    var history = UndoHistory("one three")
    history.note("one 2 three")
    history.note("one 2")
    #expect(history.undo() == EditBuffer("one 2 three", cursor: 11))
    #expect(history.undo() == EditBuffer("one three", cursor: 4))
    #expect(history.redo() == EditBuffer("one 2 three", cursor: 6))
  }

  @Test func typingElsewhereBeginsAnew() {
    var history = typed("ab", on: "xy")
    history.note("cxyab")
    history.note("cdxyab")
    #expect(back(&history) == ["xyab", "xy"])
  }

  @Test func charactersOutsideASCIIAreWhole() {
    var history = typed("Київ é")
    history.note("Київ é東")
    history.note("Київ 東")
    #expect(back(&history) == ["Київ é東", "Київ ", ""])
  }

  @Test func onlySoMuchIsKept() {
    var history = UndoHistory()
    for number in 1...3_000 { history.note("\(number)!\(number)") }
    #expect(back(&history).count == UndoHistory.countLimit)
    for number in 1...30 { history.note(String(repeating: "\(number)", count: 1 << 19)) }
    #expect(back(&history).map(\.utf8.count).reduce(0, +) <= UndoHistory.byteLimit)
  }
}
