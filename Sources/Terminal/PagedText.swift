import TallyPermissions

/// A text that goes to the terminal where it fits the screen, and otherwise through a program that shows a screenful
/// at a time.
public enum PagedText {
  /// How a text ended.
  public enum Ending: Equatable, Sendable {
    /// All of it was shown, or its reader had seen enough.
    case shown
    /// ^C kept the rest from being written.
    case interrupted
    /// The program could not be run, and nobody has seen the text.
    case unseen
  }

  /// Takes pieces of a text in order.
  public typealias Sink = (UnsafeRawBufferPointer) throws -> Void

  /// Writes a text: its pieces in order to what it is given first, and before what needs not fit the screen, such as
  /// notes below a table, it calls the other.
  public typealias Body = (_ sink: Sink, _ behindRows: () -> Void) throws -> Void

  /// Has a text written.
  /// - Parameters:
  ///   - wraps: whether lines that are longer than the screen is wide go on in the next row; else the program shows
  ///     what is beyond the edge when it is moved there.
  ///   - pagesAlways: whether the program shows what fits the screen, too.
  ///   - pagesLongLines: whether a single line that is longer is enough for the program to be used.
  ///   - terminal: writes to the terminal.
  ///   - body: writes the text to what it is given.
  /// - Throws: what the terminal and the body throw.
  public static func show(
    with command: ProgramCommand, _ permit: ProgramPermit, wraps: Bool, pagesAlways: Bool,
    pagesLongLines: Bool, terminal: Sink, body: Body
  ) throws -> Ending {
    let size = TerminalSize(descriptor: 1) ?? TerminalSize(rows: 24, columns: 80)
    var fill = ScreenFill(columns: size.columns)
    var held: [UInt8] = []
    var pager: PagerProcess?
    var isUnseen = false
    var isBehindRows = false
    do {
      try body(
        { bytes in
          if let pager { return try pager.write(bytes) }
          held.append(contentsOf: bytes)
          if !isBehindRows { fill.add(bytes) }
          // The prompt has the last row.
          let fits = fill.rows < size.rows && !(pagesLongLines && fill.longest > size.columns)
          guard pagesAlways || !fits else { return }
          guard let started = PagerProcess(options(command), permit, defaults: defaults(wraps: wraps)) else {
            isUnseen = true
            throw PagerProcess.Stop.left
          }
          pager = started
          try held.withUnsafeBytes { try started.write($0) }
          held = []
        }, { isBehindRows = true })
    } catch let stop as PagerProcess.Stop {
      let hasRun = pager?.finish() ?? false
      if isUnseen || !hasRun { return .unseen }
      return stop == .interrupted ? .interrupted : .shown
    } catch {
      _ = pager?.finish()
      throw error
    }
    if let pager { return pager.finish() ? .shown : .unseen }
    try held.withUnsafeBytes { try terminal($0) }
    return .shown
  }

  /// less is told that colours are not to be shown as letters, whatever its own variable says.
  private static func options(_ command: ProgramCommand) -> ProgramCommand {
    var command = command
    if command.name == "less" { command.append("-R") }
    return command
  }

  /// What less does where nobody has said: colours are colours, lines of tables are not wrapped, and what was read
  /// stays on the screen.
  private static func defaults(wraps: Bool) -> [String] {
    ["LESS=\(wraps ? "RX" : "RSX")", "LESSCHARSET=utf-8", "LV=-c"]
  }
}
