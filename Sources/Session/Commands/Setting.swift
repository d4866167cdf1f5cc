import TallyDiagnostics
import TallyRendering

/// One thing that `set` can change. Parsing, help, completion and the tests read these values.
struct Setting: Sendable {
  let name: String
  let summary: String
  /// What it can be; of amounts and programs, some of many.
  let values: [String]
  /// What it can be, in words.
  let wants: String
  let current: @Sendable (Settings) -> String
  /// Whether a value, its words with blanks between, is one that it can be.
  let takes: @Sendable (String) -> Bool
  /// Whether a value names a program to be started.
  let startsProgram: @Sendable (String) -> Bool
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
    takes = { values.contains($0.lowercased()) }
    startsProgram = { _ in false }
    self.change = { change(&$0, $1.lowercased()) }
  }

  /// One of a few words, or something of many.
  private init(
    name: String, summary: String, words: [String], others: [String], wants: String,
    current: @escaping @Sendable (Settings) -> String,
    takesOther: @escaping @Sendable (String) -> Bool,
    startsProgram: @escaping @Sendable (String) -> Bool = { _ in false },
    change: @escaping @Sendable (inout Settings, String) -> Void
  ) {
    self.name = name
    self.summary = summary
    values = words + others
    self.wants = wants
    self.current = current
    takes = { words.contains($0.lowercased()) || takesOther($0) }
    self.startsProgram = { !words.contains($0.lowercased()) && startsProgram($0) }
    self.change = { change(&$0, words.contains($1.lowercased()) ? $1.lowercased() : $1) }
  }

  static let all: [Setting] = [
    Setting(
      name: "format", summary: "how answers are written", values: OutputFormat.allCases.map(\.rawValue),
      current: { ($0.format ?? .table).rawValue }, change: { $0.format = OutputFormat(rawValue: $1) }),
    Setting(
      name: "wide", summary: "whether lines are as long as they are, beyond the edge of the screen",
      values: TableFit.allCases.map(\.rawValue), current: { $0.fit.rawValue },
      change: { $0.fit = TableFit(rawValue: $1) ?? .auto }),
    Setting(
      name: "thousands", summary: "what stands between groups of three digits in tables",
      values: [Settings.automatic] + ThousandsMark.allCases.map(\.rawValue),
      current: { $0.thousands?.rawValue ?? Settings.automatic },
      change: { $0.thousands = ThousandsMark(rawValue: $1) }),
    Setting(
      name: "pager", summary: "what is used to read answers that are longer than the screen",
      words: [Settings.automatic, "on", "off"], others: ["less"],
      wants: "one of: \(Settings.automatic), on, off; or a program such as \"less -S\"",
      current: { $0.pager }, takesOther: { !$0.allSatisfy(\.isWhitespace) }, startsProgram: { _ in true },
      change: { $0.pager = $1 }),
    Setting(
      name: "notes", summary: "whether answers say what they rest on", values: ["on", "off"],
      current: { $0.showsNotes ? "on" : "off" }, change: { $0.showsNotes = $1 == "on" }),
    Setting(
      name: "timing", summary: "whether answers say how long they took", values: ["on", "off"],
      current: { $0.showsTiming ? "on" : "off" }, change: { $0.showsTiming = $1 == "on" }),
    Setting(
      name: "bell",
      summary: "whether a bell rings behind what takes ten seconds, or as long as said",
      words: ["on", "off"], others: ["30s"], wants: "on, off, or a time such as 30s", current: { $0.bell },
      takesOther: { Settings.delay($0) != nil }, change: { $0.bell = $1 }),
    Setting(
      name: "memory", summary: "what tables and answers may take in all", words: [Settings.automatic],
      others: ["2GB", "4GB", "8GB", "16GB"], wants: "an amount such as 2GB, or \(Settings.automatic)",
      current: { $0.memory }, takesOther: { ByteText.bytes(in: Setting.amount($0)) != nil },
      change: { $0.memory = $1 == Settings.automatic ? $1 : Setting.amount($1) }),
  ]

  /// An amount may have a blank before its unit.
  private static func amount(_ text: String) -> String {
    text.uppercased().filter { !$0.isWhitespace }
  }
}
