import TallyDiagnostics
import TallyRendering
import TallySyntax
import TallyWorkers

/// Plays a demo: types what is asked letter by letter, runs it, and waits as long as people read.
struct DemoPlayer {
  let demo: Demo
  let speed: DemoPace.Speed
  /// Runs what is asked, in a session of its own, and shows what that gives on the screen.
  let runner: StatementRunner
  let screen: DemoScreen
  let look: TypedLook?
  /// Waits for keys while time passes; nil where no time does.
  let wait: KeyWaiting.Wait?

  private static let prompt = "tally> "

  /// - Throws: `Cancelled` where somebody leaves; `OutputError`.
  func play() throws {
    for (number, part) in demo.parts.enumerated() {
      switch part {
      case .said(let words):
        if number > 0 { try show("\n") }
        try say(words)
      case .asked(let source):
        try ask(source)
      }
    }
  }

  private func say(_ words: String) throws {
    let width = min(runner.output.width() ?? 80, 80)
    for line in Paragraph(words, lead: "", width: width - 2).lines {
      for letter in styled("# \(line)", look?.comment ?? "") {
        try show(letter)
        try pass(DemoPace.saying)
      }
      try show("\n")
    }
    try pass(DemoPace.reading(words: words.split(separator: " ").count))
  }

  private func ask(_ source: SourceText) throws {
    try show(styled(DemoPlayer.prompt, look?.prompt ?? "").joined())
    try pass(DemoPace.beforeQuestion)
    for (place, (letter, shown)) in zip(source.text, typed(source.text)).enumerated() {
      try pass(DemoPace.typing(letter, at: place))
      try show(shown)
    }
    try pass(DemoPace.beforeRunning)
    try show("\n")
    let before = screen.lines
    let result = runner.runScript(source)
    if result.status == .interrupted { throw Cancelled() }
    try pass(DemoPace.reading(lines: screen.lines - before))
  }

  /// The letters of a question in the colours of the prompt, each as it is written to the screen. Rows below the
  /// first begin under the end of the prompt.
  private func typed(_ text: String) -> [String] {
    var numbers = [String](repeating: "", count: text.utf8.count)
    if let look {
      for span in runner.session.highlights(of: text, cursor: text.utf8.count) {
        for index in span.range.clamped(to: 0..<numbers.count) { numbers[index] = look.numbers(span.kind) }
      }
    }
    var offset = 0
    let letters = text.map { letter -> (String, String) in
      defer { offset += letter.utf8.count }
      let shown =
        letter == "\n" ? "\n" + String(repeating: " ", count: DemoPlayer.prompt.count) : String(letter)
      return (shown, letter.isWhitespace ? "" : numbers[offset])
    }
    return painted(letters)
  }

  private func styled(_ text: String, _ numbers: String) -> [String] {
    painted(text.map { (String($0), numbers) })
  }

  /// Letters with the escapes before them where their look changes; behind the last everything is plain.
  private func painted(_ letters: [(text: String, numbers: String)]) -> [String] {
    guard runner.output.usesColor else { return letters.map(\.text) }
    var last = ""
    var painted = letters.map { letter -> String in
      defer { last = letter.numbers }
      if letter.numbers == last { return letter.text }
      let plain = last.isEmpty ? "" : "\u{1B}[0m"
      return plain + (letter.numbers.isEmpty ? "" : "\u{1B}[\(letter.numbers)m") + letter.text
    }
    if !last.isEmpty, !painted.isEmpty { painted[painted.count - 1] += "\u{1B}[0m" }
    return painted
  }

  private func show(_ text: String) throws { try runner.output.writeText(text) }

  /// Lets time pass. A key holds the demo until another is pressed.
  private func pass(_ duration: Duration) throws {
    let times = if case .times(let times) = speed { times } else { 1.0 }
    let duration = duration / times
    screen.advance(by: duration)
    guard speed != .unlimited, let wait, let key = wait(duration) else { return }
    guard key != .interrupt, key != .end else { throw Cancelled() }
    // Whoever wants to leave can do so from here, too.
    if let next = wait(nil), next == .interrupt || next == .end { throw Cancelled() }
  }
}
