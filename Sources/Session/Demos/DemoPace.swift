/// How fast a demo is typed and how long what is shown stands before it goes on, for people who read at an ordinary
/// pace.
///
/// The same text has the same pace each time, so that a recording of it is the same to the byte.
struct DemoPace {
  /// How many times as fast as people type; nil where nobody waits at all.
  enum Speed: Sendable, Hashable {
    case times(Double)
    case unlimited

    /// `2`, `0.5`, `max`; nil of other words.
    init?(_ text: String) {
      if text.lowercased() == "max" {
        self = .unlimited
      } else if let times = Double(text), (0.1...100).contains(times) {
        self = .times(times)
      } else {
        return nil
      }
    }
  }

  private static let beforeTyping = 500
  private static let beforeEnter = 450
  private static let leastReading = 1_600
  private static let lineReading = 420
  private static let mostReading = 8_000
  private static let wordReading = 290

  static let beforeQuestion = Duration.milliseconds(beforeTyping)
  static let beforeRunning = Duration.milliseconds(beforeEnter)

  /// Before the letter at a place of a text: fingers are not even.
  static func typing(_ letter: Character, at place: Int) -> Duration {
    let uneven = (place &* 37 &+ Int(letter.utf8.first ?? 0) &* 11) % 50
    return .milliseconds(28 + uneven + (letter == " " ? 25 : 0))
  }

  /// Before each letter of what is said, which is not typed but written.
  static let saying = Duration.milliseconds(14)

  /// Behind what was said.
  static func reading(words: Int) -> Duration { .milliseconds(700 + wordReading * words) }

  /// Behind an answer.
  static func reading(lines: Int) -> Duration {
    .milliseconds(min(mostReading, leastReading + lineReading * lines))
  }
}
