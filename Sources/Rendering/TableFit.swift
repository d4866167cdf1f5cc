/// What becomes of a table that is wider than the screen.
public enum TableFit: String, CaseIterable, Sendable {
  /// Texts are cut and columns left out; the columns of a single row stand below one another instead.
  case auto
  /// Lines are as long as they are.
  case on
  /// Texts are cut and columns left out.
  case off
}
