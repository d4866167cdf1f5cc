import Foundation

/// A screen recording (asciicast of version 2), read back as a player reads it.
public struct Recording {
  public struct Event: Equatable {
    /// In seconds from the beginning.
    public let time: Double
    public let text: String
  }

  public let columns: Int
  public let rows: Int
  public let events: [Event]

  public struct Malformed: Error {}

  /// - Throws: `Malformed` where a line is not what the format says.
  public init(_ text: String) throws {
    let lines = text.split(separator: "\n")
    let values = try lines.map { line in
      try JSONSerialization.jsonObject(with: Data(line.utf8))
    }
    guard let header = values.first as? [String: Any], header["version"] as? Int == 2,
      let columns = header["width"] as? Int, let rows = header["height"] as? Int
    else { throw Malformed() }
    self.columns = columns
    self.rows = rows
    events = try values.dropFirst().map { value in
      guard let event = value as? [Any], event.count == 3, let time = event[0] as? Double,
        event[1] as? String == "o", let text = event[2] as? String
      else { throw Malformed() }
      return Event(time: time, text: text)
    }
  }
}
