import TallyDiagnostics
import TallyFunctions
import TallySession
import TestFolders
import Testing

/// What help and the README promise is what the shell shows.
@Suite struct ExampleTests {
  static let helpExamples = Help.examples.map(\.example)

  @Test func thereAreExamples() {
    #expect(ExampleTests.helpExamples.count > 40)
  }

  @Test(arguments: helpExamples) func helpExampleGivesItsAnswer(_ example: Example) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    session.change { $0.showsNotes = false }
    let shown = ShellText.of(SourceText(example.query), in: session)
    #expect(ExampleTests.lines(shown) == ExampleTests.lines(example.answer), "\(example.query)")
  }

  /// The sessions shown in the README, as `tally>` lines with what is shown for them.
  @Test(arguments: Transcript.ofREADME) func readmeSessionIsReal(_ transcript: Transcript) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    for step in transcript.steps {
      let shown = ShellText.of(SourceText(step.typed), in: session, width: 100)
      #expect(ExampleTests.lines(shown) == ExampleTests.lines(step.shown), "tally> \(step.typed)")
    }
  }

  /// Lines without blanks at their ends and without empty lines at the end.
  private static func lines(_ text: String) -> [String] {
    var lines = text.withoutTimes.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = String(line)
      while line.last == " " { line.removeLast() }
      return line
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }
}

/// A session written down: what is typed and what is shown for it.
struct Transcript: Sendable {
  struct Step: Sendable {
    var typed: String
    var shown = ""
  }

  private(set) var steps: [Step] = []

  /// What the README shows in its blocks of the language `tally`.
  static let ofREADME = blocks(in: ProjectFiles.text(of: "README.md") ?? "")

  static func blocks(in text: String) -> [Transcript] {
    var blocks: [Transcript] = []
    var block: [Substring]?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if let lines = block {
        if line.hasPrefix("```") {
          blocks.append(Transcript(lines))
          block = nil
        } else {
          block = lines + [line]
        }
      } else if line == "```tally" {
        block = []
      }
    }
    return blocks
  }

  private init(_ lines: [Substring]) {
    let prompts = (first: "tally> ", next: "   ...> ")
    for line in lines {
      if line.hasPrefix(prompts.first) {
        steps.append(Step(typed: String(line.dropFirst(prompts.first.count))))
      } else if !steps.isEmpty, line.hasPrefix(prompts.next), steps[steps.count - 1].shown.isEmpty {
        steps[steps.count - 1].typed += "\n" + line.dropFirst(prompts.next.count)
      } else if !steps.isEmpty {
        steps[steps.count - 1].shown += line + "\n"
      }
    }
  }
}
