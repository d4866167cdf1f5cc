/// Replays given events instead of asking a person: a line editor for tests.
public final class ScriptedEditor: LineEditor {
  private var events: [LineEvent]
  /// What has been remembered, oldest first.
  public private(set) var remembered: [String] = []

  /// What stood at the prompt each time.
  public private(set) var beginnings: [String] = []

  /// - Parameter events: what `readStatement` gives, in order; after them, the end of input.
  public init(_ events: [LineEvent]) {
    self.events = events.reversed()
  }

  public func readStatement(beginningWith text: String) -> LineEvent {
    beginnings.append(text)
    return events.popLast() ?? .endOfInput
  }

  public func newestEntry(where isWanted: (String) -> Bool) -> String? {
    remembered.last(where: isWanted)
  }

  public func remember(_ entry: String) {
    remembered.append(entry)
  }
}
