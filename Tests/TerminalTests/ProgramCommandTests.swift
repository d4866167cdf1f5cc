import Glibc
import Testing

@testable import TallyTerminal

/// How the variables that name programs are read, and how much of a screen a text takes.
@Suite struct ProgramCommandTests {
  @Test(arguments: [
    ("less", ["less"]), ("  less  -R -S\t", ["less", "-R", "-S"]),
    ("'/opt/my tools/view' -n", ["/opt/my tools/view", "-n"]),
    (#""a \"b\" c" d\ e '\'"#, ["a \"b\" c", "d e", "\\"]), (#"less "" x"#, ["less", "", "x"]),
    ("a'b'\"c\"d", ["abcd"]),
    ("less +~ a#b", ["less", "+~", "a#b"]), ("less a=b", ["less", "a=b"]), (#"less "\n""#, ["less", "\\n"]),
    ("less ünïcode", ["less", "ünïcode"]),
  ])
  func wordsAreCutAsAShellCutsThem(_ text: String, _ words: [String]) {
    let command = ProgramCommand(text)
    #expect(command?.words == words && command?.settings == [])
  }

  @Test(arguments: [
    "less | tee x", "$VIEWER", "less \"$X\"", "less `x`", "a; b", "less > x", "~/view", "less *.c", "less 'x",
    "less \\",
  ])
  func whatOnlyAShellDoesIsLeftToOne(_ text: String) {
    #expect(ProgramCommand(text)?.words == ["/bin/sh", "-c", text])
  }

  @Test func variablesMayStandBeforeTheProgram() {
    let command = ProgramCommand("LESS=R _X='a b' less -S")
    #expect(command?.settings == ["LESS=R", "_X=a b"] && command?.words == ["less", "-S"])
    #expect(ProgramCommand("1X=2 less")?.words == ["1X=2", "less"])
  }

  @Test(arguments: ["", "   ", "X=1", "''"]) func nothingIsNoProgram(_ text: String) {
    #expect(ProgramCommand(text) == nil)
  }

  @Test func programsAreFilesThatMayBeRun() throws {
    let folder = try TemporaryFolder()
    try folder.write("#!/bin/sh\n", to: "view")
    try folder.write("x", to: "text")
    #expect(chmod(folder.path + "/view", 0o755) == 0 && mkdir(folder.path + "/bin", 0o755) == 0)
    let path = "/nowhere:" + folder.path
    #expect(ProgramCommand("view -n")?.isThere(path: path) == true)
    #expect(ProgramCommand("text")?.isThere(path: path) == false)
    #expect(ProgramCommand("bin")?.isThere(path: path) == false)
    #expect(ProgramCommand(folder.path + "/view")?.isThere(path: "") == true)
    #expect(ProgramCommand("view")?.isThere(path: "/nowhere") == false)
    #expect(ProgramCommand("/usr/bin/less -R")?.name == "less")
  }

  @Test(arguments: [
    ("", 0, 0), ("a", 1, 1), ("a\n", 1, 1), ("a\nb", 2, 1), ("\n\n", 2, 0), ("1234567890", 1, 10),
    ("1234567890\n", 1, 10),
    ("12345678901\n", 2, 11), (String(repeating: "x", count: 30) + "\n", 3, 30), ("日本日本日\n", 1, 10),
    ("日本日本日本\n", 2, 12),
    ("\u{1B}[1mab\u{1B}[0m\n", 1, 2), ("e\u{301}\n", 1, 1),
  ])
  func theScreenIsFilledByRows(_ text: String, _ rows: Int, _ longest: Int) {
    var whole = ScreenFill(columns: 10)
    whole.add(text.utf8)
    #expect(whole.rows == rows && whole.longest == longest)
    var piecewise = ScreenFill(columns: 10)
    for byte in text.utf8 { piecewise.add([byte]) }
    #expect(piecewise.rows == rows && piecewise.longest == longest)
  }

  @Test func aLineThatANarrowWindowBrokeIsErasedWhole() {
    #expect(ProgressLine.erasing(0, in: 80) == "\r" && ProgressLine.erasing(79, in: 80) == "\r")
    #expect(ProgressLine.erasing(40, in: 40) == "\r")
    #expect(ProgressLine.erasing(41, in: 40) == "\r\u{1B}[1A\u{1B}[J")
    #expect(ProgressLine.erasing(79, in: 20) == "\r\u{1B}[3A\u{1B}[J")
    #expect(ProgressLine.erasing(79, in: 0).hasPrefix("\r"))
  }

  @Test func aLocaleThatIsNobodysHasNoMark() {
    for name in ["C", "POSIX", "C.UTF-8", "xx_XX.nowhere"] {
      #expect(NumberLocale.thousandsSeparator { $0 == "LC_ALL" ? name : nil } == nil)
    }
    #expect(NumberLocale.thousandsSeparator { _ in nil } == nil)
    #expect(NumberLocale.thousandsSeparator { $0 == "LANG" ? "" : nil } == nil)
  }
}
