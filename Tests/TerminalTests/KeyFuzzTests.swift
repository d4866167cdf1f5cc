import PtyHarness
import Testing

/// Random keys, the same in every run: the program lives and answers.
@Suite struct KeyFuzzTests {
  @Test(arguments: [false, true], [(24, 80), (4, 20)])
  func randomKeysLeaveAProgramThatAnswers(_ vi: Bool, _ size: (rows: Int, columns: Int)) throws {
    for seed in 1...8 {
      let session =
        try vi
        ? startVi(rows: size.rows, columns: size.columns)
        : startProbe(rows: size.rows, columns: size.columns)
      var random = SplitMix64(state: UInt64(seed))
      // ^X^E leaves the terminal to an editor, and what is typed ahead as well.
      let keys = (0..<200).map { _ in Self.key(vi: vi, &random) }.joined()
        .replacing(control("x") + control("e"), with: control("x"))
      // Whatever mode the keys end in, these leave it and hand over what is there. ^C would not do:
      // it throws away keys that the program has not read yet.
      let ending = vi ? "\(escape)\(escape)llA\r\r\r" : control("g") + "\u{1B}>\r\r\r"
      session.send(keys + ending + "alive\r")
      do {
        try session.wait(for: "an answer") { $0.lines.contains("got: alive") }
      } catch {
        throw PtySession.Failure(description: "seed \(seed): \(keys.debugDescription)\n\(error)")
      }
    }
  }

  /// Menus opened, moved in and left in every way: the screen has the text that is handed over, and no more.
  @Test(arguments: [(24, 80), (7, 24), (5, 20)])
  func menusLeaveNothingBehind(_ size: (rows: Int, columns: Int)) throws {
    let menuKeys =
      ["\t", "\t", "\t", " cas\t", " c\t", " many\t", " 東京 cas\t", "a", "s", "i", "1", "\u{7F}", " ", ","]
      + ["A", "B", "C", "D", "Z", "H", "F"].map { "\u{1B}[" + $0 } + ["\u{1B}b", control("g"), control("w")]
    let session = try startProbe(rows: size.rows, columns: size.columns)
    for seed in 1...12 {
      var random = SplitMix64(state: UInt64(seed))
      let keys = (0..<40).map { _ in menuKeys[Int.random(in: menuKeys.indices, using: &random)] }
      // A short text: what is taller than the window is another matter.
      session.send(control("u"))
      for key in keys.prefix(size.columns < 40 ? 10 : 40) {
        session.send(key)
        if Int.random(in: 0..<4, using: &random) == 0 { session.receive(timeout: 0.02) }
      }
      session.send(control("g") + control("e") + "\u{1B}[F=\(seed)=")
      try session.wait(for: "the mark of seed \(seed)") {
        $0.text.filter { !$0.isNewline }.hasSuffix("=\(seed)=")
      }
      let start = session.screen.lines.lastIndex { $0.hasPrefix("probe>") }
      let before = session.screen.lines[(start ?? 0)...]
      session.send("\r")
      try session.wait(for: "the answer of seed \(seed)") { $0.cursorRow == "probe>" }
      let plain = { (text: String) in text.filter { $0 != " " } }
      let screen = session.screen
      let shown = plain((screen.scrolledOff.suffix(size.rows) + screen.lines).joined())
      #expect(
        shown.hasSuffix(
          "\(plain(before.joined()))got:\(plain(before.joined()).dropFirst("probe>".count))probe>"),
        "seed \(seed): \(keys)")
    }
  }

  private static func key(vi: Bool, _ random: inout SplitMix64) -> String {
    let choice = Int.random(in: 0..<10, using: &random)
    let keys =
      switch choice {
      case 0...2: typed
      case 3...5: controls
      case 6: pastes
      default: vi ? viKeys : emacsKeys
      }
    return keys[Int.random(in: keys.indices, using: &random)]
  }

  private static let typed = [
    "a", "word ", "where x", "Київ ", "東京", "e\u{301}", "(", ")", "|", "   ", "\t", "\r", "\r",
    " cas\t", " many\t", " c\t",
  ]
  /// Without those that stop the program or its terminal: ^C, ^D, ^Q, ^S, ^Z and ^\.
  private static let controls =
    "abefghklnoprtuvwxy_".map(control) + ["\u{0}", "\u{7F}", "\u{1B}"]
    + ["A", "B", "C", "D", "H", "F", "1~", "3~", "4~", "1;5C", "1;5D"].map { "\u{1B}[" + $0 }
  private static let pastes = ["one\ntwo\r\nthree", " \n \n", String(repeating: "x東\t", count: 100)]
    .map { "\u{1B}[200~\($0)\u{1B}[201~" }
  private static let viKeys =
    "$^0wWbBeEhlxXdcyDCYsSrRpPuUiIaAfFtT;,.~%|_nN?/+-GKJkj#123".map(String.init)
    + ["\u{1B}", "d$", "c$", "y$", "d^", "dd", "cc", "yyp", "cw$x\u{1B}", "\u{1B}0D^x", "\u{1B}$x", "5."]
  private static let emacsKeys =
    "bcdfhlnptuwy<>0123456789\u{7F}\u{8}\u{1F}".map { "\u{1B}\($0)" } + [control("x") + control("x")]
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
