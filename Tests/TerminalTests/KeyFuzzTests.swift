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
