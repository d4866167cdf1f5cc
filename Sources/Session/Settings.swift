import TallyRendering

/// How answers are shown; `set` changes it.
public struct Settings: Sendable, Hashable {
  /// Nil for a table.
  public var format: OutputFormat?
  public var showsNotes = true
  public var showsTiming = false

  public init() {}
}

/// One thing that `set` can change.
struct Setting: Sendable {
  let name: String
  let summary: String
  let values: [String]
  let current: @Sendable (Settings) -> String
  /// Changes the settings; the value is one of `values`.
  let change: @Sendable (inout Settings, String) -> Void

  static let all: [Setting] = [
    Setting(
      name: "format", summary: "how answers are written", values: OutputFormat.allCases.map(\.rawValue),
      current: { ($0.format ?? .table).rawValue }, change: { $0.format = OutputFormat(rawValue: $1) }),
    Setting(
      name: "notes", summary: "whether answers say what they rest on", values: ["on", "off"],
      current: { $0.showsNotes ? "on" : "off" }, change: { $0.showsNotes = $1 == "on" }),
    Setting(
      name: "timing", summary: "whether answers say how long they took", values: ["on", "off"],
      current: { $0.showsTiming ? "on" : "off" }, change: { $0.showsTiming = $1 == "on" }),
  ]
}
