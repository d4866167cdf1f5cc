/// What was shown on a terminal and when, as players of screen recordings read it: an asciicast of version 2
/// (docs.asciinema.org/manual/asciicast/v2), a header and then an event a line.
public struct TerminalRecording: Sendable {
  public let columns: Int
  public let rows: Int
  private let title: String
  private var events: [(time: Duration, bytes: [UInt8])] = []

  public init(columns: Int, rows: Int, title: String) {
    self.columns = columns
    self.rows = rows
    self.title = title
  }

  /// Adds what is shown at a time, which is none before that of what was added last. What comes at one time is one
  /// event, so that no character is torn apart.
  public mutating func show(_ bytes: some Sequence<UInt8>, at time: Duration) {
    if events.last?.time != time { events.append((time, [])) }
    for byte in bytes {
      // A terminal goes to the beginning of a line only where it is told to.
      if byte == UInt8(ascii: "\n"), events[events.count - 1].bytes.last != UInt8(ascii: "\r") {
        events[events.count - 1].bytes.append(UInt8(ascii: "\r"))
      }
      events[events.count - 1].bytes.append(byte)
    }
  }

  /// The file.
  /// - Complexity: O(bytes that were shown).
  public var text: [UInt8] {
    let notation = JSONNotation()
    var output: [UInt8] = []
    output.append("{\"version\": 2, \"width\": \(columns), \"height\": \(rows), \"title\": ")
    notation.appendText(title.utf8, to: &output)
    output.append("}\n")
    for event in events where !event.bytes.isEmpty {
      output.append("[\(TerminalRecording.seconds(event.time)), \"o\", ")
      notation.appendText(String(decoding: event.bytes, as: UTF8.self).utf8, to: &output)
      output.append("]\n")
    }
    return output
  }

  /// `12.040`
  private static func seconds(_ time: Duration) -> String {
    let (seconds, attoseconds) = time.components
    let milliseconds = String(attoseconds / 1_000_000_000_000_000)
    return "\(seconds).\(String(repeating: "0", count: 3 - milliseconds.count))\(milliseconds)"
  }
}
