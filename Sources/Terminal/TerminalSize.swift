import CEditLine

/// The size of a terminal's window, in character cells.
public struct TerminalSize: Equatable, Sendable {
  public var rows: Int
  public var columns: Int

  public init(rows: Int, columns: Int) {
    self.rows = rows
    self.columns = columns
  }

  /// The window behind a file descriptor as it is now, or nil when that is not a terminal.
  public init?(descriptor: Int32 = 1) {
    var rows: Int32 = 0
    var columns: Int32 = 0
    guard cedit_window_size(descriptor, &rows, &columns) else { return nil }
    self.init(rows: Int(rows), columns: Int(columns))
  }
}
