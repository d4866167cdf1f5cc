import TallyColumns
import TallyDiagnostics
import TallyRendering

/// How answers are shown, and what they may take; `set` changes it.
public struct Settings: Sendable, Hashable {
  /// Nil for a table.
  public var format: OutputFormat?
  public var showsNotes = true
  public var showsTiming = false
  /// What becomes of tables that are wider than the screen.
  public var fit = TableFit.auto
  /// What stands between groups of three digits; nil for what the place has there that answers go to.
  public var thousands: ThousandsMark?
  /// A program as it was typed, or `auto`, `on` or `off`.
  public var pager = Settings.automatic
  /// A length of time as it was typed, or `on` or `off`.
  public var bell = "off"
  /// An amount as it was typed, or `auto`.
  public var memory = Settings.automatic

  static let automatic = "auto"

  public init() {}

  /// Bytes that tables and answers may take in all; nil for a share of what the system has.
  var memoryLimit: Int? { ByteText.bytes(in: memory) }

  var pagerUse: Pager.Use { Pager.Use(pager) }

  /// What work has to take for a bell to ring behind it; nil where none rings.
  var bellDelay: Duration? { bell == "on" ? .seconds(10) : Settings.delay(bell) }

  /// The length of time that a text says.
  static func delay(_ text: String) -> Duration? {
    var text = text
    let microseconds = text.withUTF8 { LiteralScanner.duration($0) }
    return microseconds.flatMap { $0 >= 0 ? .microseconds($0) : nil }
  }
}
