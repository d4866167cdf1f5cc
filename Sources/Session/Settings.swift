import TallyDiagnostics
import TallyRendering

/// How answers are shown, and what they may take; `set` changes it.
public struct Settings: Sendable, Hashable {
  /// Nil for a table.
  public var format: OutputFormat?
  public var showsNotes = true
  public var showsTiming = false
  /// An amount as it was typed, or `auto`.
  public var memory = Settings.automatic

  static let automatic = "auto"

  public init() {}

  /// Bytes that tables and answers may take in all; nil for a share of what the system has.
  var memoryLimit: Int? { ByteText.bytes(in: memory) }
}

/// One thing that `set` can change.
struct Setting: Sendable {
  let name: String
  let summary: String
  /// What it can be; of amounts, some of many.
  let values: [String]
  /// What it can be, in words.
  let wants: String
  let current: @Sendable (Settings) -> String
  /// Whether a value is one that it can be.
  let takes: @Sendable (String) -> Bool
  /// Changes the settings; the value is one that it takes.
  let change: @Sendable (inout Settings, String) -> Void

  /// One of a few values.
  private init(
    name: String, summary: String, values: [String], current: @escaping @Sendable (Settings) -> String,
    change: @escaping @Sendable (inout Settings, String) -> Void
  ) {
    self.name = name
    self.summary = summary
    self.values = values
    wants = "one of: \(values.joined(separator: ", "))"
    self.current = current
    takes = { values.contains($0) }
    self.change = change
  }

  /// An amount of memory.
  private init(
    name: String, summary: String, amounts: [String], current: @escaping @Sendable (Settings) -> String,
    change: @escaping @Sendable (inout Settings, String) -> Void
  ) {
    self.name = name
    self.summary = summary
    values = [Settings.automatic] + amounts
    wants = "an amount such as \(amounts[0]), or \(Settings.automatic)"
    self.current = current
    takes = { $0 == Settings.automatic || ByteText.bytes(in: $0) != nil }
    self.change = change
  }

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
    Setting(
      name: "memory", summary: "what tables and answers may take in all",
      amounts: ["2GB", "4GB", "8GB", "16GB"], current: { $0.memory },
      change: { $0.memory = $1 == Settings.automatic ? $1 : $1.uppercased() }),
  ]
}
