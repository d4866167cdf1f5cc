import TallyDiagnostics
import TallyPermissions
import TallySyntax

/// A demo as it is to be played: `demo kyiv speed 2 record "night.cast"`.
public struct DemoPerformance: Sendable {
  let demo: Demo
  let speed: DemoPace.Speed
  let recording: Recording?

  /// The file that it is recorded in.
  struct Recording: Sendable {
    let path: String
    let permit: WritePermit
  }

  /// What stands before something that it takes.
  enum Word: String, CaseIterable {
    case speed, rows, record

    var wants: String {
      switch self {
      case .speed: "speed takes a number from 0.1 to 100, or max"
      case .rows: "rows takes a number from 1 to \(DemoPerformance.mostRows)"
      case .record: "record takes a file, such as \"demo.cast\""
      }
    }
  }

  private static let mostRows = 1_000_000_000

  /// Whether a text is a speed: `2`, `0.5`, `max`.
  public static func isSpeed(_ text: String) -> Bool { DemoPace.Speed(text) != nil }

  /// Whether a text is a number of rows that can be made up.
  public static func areRows(_ text: String) -> Bool { Int(text).map((1...mostRows).contains) ?? false }

  /// - Throws: a `Diagnostic` where the words are not ones that it takes, or nothing may be written.
  init(_ demo: Demo, _ syntax: CommandSyntax, _ permissions: Permissions) throws {
    var demo = demo
    var speed = DemoPace.Speed.times(1)
    var recording: Recording?
    var rest = syntax.arguments.dropFirst()
    while let name = rest.popFirst() {
      guard let word = Word(rawValue: name.text.lowercased()) else {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        throw SessionDiagnostics.demoArgument([name], "it takes \(words)", syntax)
      }
      guard let value = rest.popFirst() else {
        throw SessionDiagnostics.demoArgument([name], word.wants, syntax)
      }
      switch word {
      case .speed:
        guard let given = DemoPace.Speed(value.text) else {
          throw SessionDiagnostics.demoArgument([name, value], word.wants, syntax)
        }
        speed = given
      case .rows:
        guard case .deliveries = demo.data else { throw SessionDiagnostics.demoRows(demo, value.span) }
        guard DemoPerformance.areRows(value.text), let rows = Int(value.text) else {
          throw SessionDiagnostics.demoArgument([name, value], word.wants, syntax)
        }
        demo = demo.of(.deliveries(rows: rows))
      case .record:
        let permit = try permissions.writePermit(at: value.span)
        recording = Recording(path: HomeFolder.expanded(value.text), permit: permit)
      }
    }
    self.demo = demo
    self.speed = speed
    self.recording = recording
  }
}
