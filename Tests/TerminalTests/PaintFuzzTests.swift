import PtyHarness
import Testing

/// Random keys, the same in every run, typed with colours and without: the screen shows the same characters, and
/// the cursor stands in the same cell.
@Suite struct PaintFuzzTests {
  @Test(arguments: [(24, 80), (24, 20), (6, 30)], [false, true])
  func coloursChangeNoCharacter(_ size: (rows: Int, columns: Int), _ vi: Bool) throws {
    for seed in 1...6 {
      var random = SplitMix64(state: UInt64(seed))
      let home = try TemporaryFolder()
      if vi { try home.write("bind -v\n", to: ".editrc") }
      let sessions = try [["--color"], []].map {
        try startProbe($0, home: home, rows: size.rows, columns: size.columns)
      }
      var typed: [String] = []
      for round in 1...12 {
        let keys = (0..<Int.random(in: 1...12, using: &random)).map { _ in key(vi, &random) }.joined()
        // Whatever mode the keys end in, behind these a mark can be typed at the end of the text.
        let mark = "§\(round)"
        let end = vi ? "\u{1B}\u{1B}llA" : control("g") + "\u{1B}>"
        if Int.random(in: 0..<6, using: &random) == 0 {
          let columns = Int.random(in: 20...90, using: &random)
          for session in sessions { session.resize(rows: size.rows, columns: columns) }
          typed.append("resized to \(columns)")
        }
        typed.append(keys)
        do {
          for session in sessions {
            session.send(keys + end + mark)
            try session.wait(for: mark) { $0.text.filter { $0 != "\n" }.contains(mark) }
            session.drain()
          }
        } catch {
          throw PtySession.Failure(description: "seed \(seed): \(typed)\n\(error)")
        }
        let (coloured, plain) = (sessions[0].screen, sessions[1].screen)
        if round % 3 == 0 {
          // Drawn all anew the screen shows the same.
          let (rows, columns) = (coloured.rows, coloured.columns)
          sessions[0].resize(rows: rows, columns: columns)
          sessions[0].drain()
          let anew = sessions[0].screen
          guard anew.cursorRow == coloured.cursorRow, anew.column == coloured.column,
            anew.text.hasSuffix(coloured.text) || coloured.text.hasSuffix(anew.text)
          else {
            throw PtySession.Failure(
              description: """
                seed \(seed): \(typed)
                drawn piece by piece, the cursor at \(coloured.row), \(coloured.column):
                \(coloured.text)
                drawn anew, the cursor at \(anew.row), \(anew.column):
                \(anew.text)
                """)
          }
        }
        guard coloured.text == plain.text, coloured.row == plain.row, coloured.column == plain.column else {
          throw PtySession.Failure(
            description: """
              seed \(seed): \(typed)
              coloured, the cursor at \(coloured.row), \(coloured.column):
              \(coloured.text)
              plain, the cursor at \(plain.row), \(plain.column):
              \(plain.text)
              """)
        }
      }
    }
  }

  private func key(_ vi: Bool, _ random: inout SplitMix64) -> String {
    let keys =
      switch Int.random(in: 0..<10, using: &random) {
      case 0...4: Self.typed
      case 5...7: Self.controls
      case 8: Self.pastes
      default: vi ? Self.viKeys : Self.emacsKeys
      }
    return keys[Int.random(in: keys.indices, using: &random)]
  }

  private static let typed = [
    "s", "sum ", "bad ", "15 ", "where x", "Київ ", "東京", "e\u{301}", "a\u{308}b ", "(", ")", "|", "   ",
    "\r",
    "👩\u{200D}🔬", "ｗｉｄｅ", "sum 12 bad 34 sum 56 bad 78 sum 90",
  ]
  private static let controls =
    "abefhkluwy".map(control) + ["\u{7F}", control("v") + control("b"), upKey, downKey, leftKey]
    + ["C", "H", "F", "3~", "1;5C", "1;5D"].map { "\u{1B}[" + $0 }
  private static let pastes = ["one\tbad\ts", "sum 1\nbad 2\nsum 3", "東 京 \u{1F600} x"]
    .map { "\u{1B}[200~\($0)\u{1B}[201~" }
  private static let viKeys = [
    "\u{1B}0i", "\u{1B}bi", "\u{1B}xi", "\u{1B}dwA", "\u{1B}ui", "\u{1B}~A", "\u{1B}kA",
  ]
  private static let emacsKeys = "bcdflutu\u{7F}".map { "\u{1B}\($0)" } + [control("_"), control("r") + "s"]
}
