import TallyFunctions
import TallyPlanning
import TallySyntax

extension Command {
  static let demo = Command(
    "demo", usage: "demo [NAME] [speed N|max] [rows N] [record FILE]",
    """
    plays a demo at the prompt as if somebody typed it; alone, lists them. What it shows is really run, on data of
    its own. A key holds it and another goes on, ^C leaves. "record" writes a screen recording (asciicast).
    """,
    examples: [
      Example(
        "demo", "kyiv      The night of 23 to 24 May 2025\nmillions  Ten million rows, made up on the spot")
    ],
    shape: .words, completes: .demos, belongsToPrompt: true
  ) { syntax, source, session in
    guard !session.isOfDemo else { throw SessionDiagnostics.demoInsideDemo(syntax.span) }
    guard let folder = session.demoFolder, !session.demoNames.isEmpty else {
      throw SessionDiagnostics.noDemos(syntax.span)
    }
    guard let name = syntax.arguments.first else {
      let demos = try Demo.all(in: folder, session.permissions, session.vocabulary)
      let widest = demos.map(\.name.count).max() ?? 0
      return Outcome(.text(demos.map { Help.padded($0.name, widest + 2) + $0.title }.joined(separator: "\n")))
    }
    guard
      let demo = try Demo.named(name.text.lowercased(), in: folder, session.permissions, session.vocabulary)
    else { throw SessionDiagnostics.unknownDemo(name, session.demoNames, source) }
    return Outcome(.demo(try DemoPerformance(demo, syntax, session.permissions)))
  }
}

extension Session {
  var demoFolder: String? { shippedFolder.map { "\($0)/Demos" } }

  /// What demos there are.
  var demoNames: [String] { demoFolder.map { Demo.names(in: $0, permissions) } ?? [] }
}
