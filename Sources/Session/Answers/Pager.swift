/// A program in which people read what is longer than their screen. Whoever has a terminal makes one.
public struct Pager: Sendable {
  /// When the program is used, and which.
  public enum Use: Sendable, Hashable {
    /// For what does not fit the screen: the program that the environment names, or the usual one.
    case auto
    /// For everything.
    case on
    case off
    /// For what does not fit the screen: this one.
    case program(String)

    init(_ text: String) {
      switch text {
      case "auto": self = .auto
      case "on": self = .on
      case "off": self = .off
      default: self = .program(text)
      }
    }
  }

  /// What becomes of lines that are longer than the screen is wide.
  public enum LongLines: Sendable {
    /// They go on in the next row.
    case wrap
    /// They are rows of a table, which are looked at piece by piece.
    case scroll
    /// The same, and they do not fit the screen.
    case page
  }

  /// Writes a text: its pieces in order to what it is given first, and before what stands below the rows of a table,
  /// such as notes, it calls the other.
  public typealias Body = (_ sink: Sink, _ behindRows: () -> Void) throws -> Void

  /// Takes pieces of a text in order.
  public typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// Rows that are shown of an answer in a program made for reading: more are not read, and all of them have to be
  /// measured before the first is shown.
  public static let mostRows = 10_000

  /// Whether there is a program to use.
  public let isThere: @Sendable (Use) -> Bool
  /// Has a text written, to the terminal where it fits that, and otherwise to the program, whose end it waits for. What
  /// stands below the rows of a table needs not fit. Who leaves the program before the end of the text has seen enough:
  /// that is no error.
  public let show: @Sendable (Use, LongLines, Body) throws -> Void

  public init(
    isThere: @escaping @Sendable (Use) -> Bool,
    show: @escaping @Sendable (Use, LongLines, Body) throws -> Void
  ) {
    self.isThere = isThere
    self.show = show
  }
}

extension StatementRunner {
  /// The pager for what is typed and read by people; what stands in a script is shown as it comes.
  var pager: Pager? {
    let use = session.settings.pagerUse
    guard let pager = output.pager, use != .off, session.runningScripts.isEmpty, pager.isThere(use) else {
      return nil
    }
    return pager
  }

  /// Writes a text that people read.
  func show(_ longLines: Pager.LongLines = .wrap, _ body: Pager.Body) throws {
    if let pager {
      try pager.show(session.settings.pagerUse, longLines, body)
    } else {
      try body(output.write) {}
    }
  }

  /// Rows of the screen on which an answer is read page by page where it has more; nil where it is shown as it comes.
  var pageRows: Int? {
    guard pager != nil else { return nil }
    return session.settings.pagerUse == .on ? 0 : output.height()
  }

  /// Shows a text that people read.
  func show(text: String) throws {
    var text = text
    try text.withUTF8 { bytes in
      let whole = UnsafeRawBufferPointer(bytes)
      try show { sink, _ in try sink(whole) }
    }
  }
}
