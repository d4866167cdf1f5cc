import Glibc
import PtyHarness
import Testing

/// The window changes under the text.
@Suite struct WindowTests {
  @Test func theLineIsLaidOutForTheNewWidthAtOnce() throws {
    let session = try startProbe(columns: 40)
    session.send("one two three four")
    try session.wait(forRow: "probe> one two three four")
    session.resize(rows: 24, columns: 80)
    session.send(" five six seven eight nine ten")
    try session.wait(forRow: "probe> one two three four five six seven eight nine ten")
    session.resize(rows: 24, columns: 30)
    try session.wait(for: "two rows") {
      $0.text == "probe> one two three four five\n six seven eight nine ten"
    }
    session.send(control("a") + "x")
    try session.wait(for: "the text moved on") {
      $0.text == "probe> xone two three four fiv\ne six seven eight nine ten"
    }
    session.send("\r")
    try session.wait(toShow: "got: xone two")
  }

  @Test func aWindowThatClaimsFourThousandMillionCellsTakesNoMoreMemory() throws {
    let usual = try startProbe(["--color"])
    let session = try startProbe(["--color"], claiming: (rows: 65_535, columns: 65_535))
    for _ in 0..<3 {
      session.send("sum bad\r")
      try session.wait(toPrint: "got: sum bad\r\n")
      session.claim(rows: 65_535, columns: 65_535)
    }
    #expect(try session.memory() < usual.memory() + 100 << 20, "in bytes, reserved ones included")
    session.resize(rows: 24, columns: 80)
    session.send(control("l") + "sum 15")
    try session.wait(for: "colours in the true window") {
      $0.text == "probe> sum 15" && $0.stretches(row: 0).contains("sum in 1;35")
    }
  }

  @Test func aProgramContinuedDrawsItsLineAgain() throws {
    let session = try startProbe()
    session.send("text")
    try session.wait(forRow: "probe> text")
    session.signal(SIGSTOP)
    session.signal(SIGCONT)
    try session.wait(for: "the line again") { $0.text == "probe> text\nprobe> text" }
    session.send("\r")
    try session.wait(toShow: "got: text")
  }

  @Test func aDumbTerminalGetsNoEscapes() throws {
    let session = try startProbe(environment: ["LANG": "C.UTF-8", "TERM": "dumb"])
    try session.run("count")
    session.send("half")
    try session.wait(forRow: "probe> half")
    session.send(control("c"))
    try session.wait(toShow: "interrupted")
    #expect(!session.output.contains(0x1B))
  }
}
