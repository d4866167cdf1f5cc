/// Collects what a terminal sends between the two marks of a bracketed paste.
struct PastedText {
  private static let end: [UInt32] = [0x1B, 0x5B, 0x32, 0x30, 0x31, 0x7E]  // ESC [ 2 0 1 ~
  private var keys: [UInt32] = []

  /// Takes the next key; true once the paste is over.
  mutating func take(_ key: UInt32) -> Bool {
    keys.append(key)
    guard keys.suffix(Self.end.count).elementsEqual(Self.end) else { return false }
    keys.removeLast(Self.end.count)
    return true
  }

  /// A text from a file, with newlines and tabs and without other controls.
  static func plain(_ text: String) -> String {
    let kept = text.unicodeScalars.filter { scalar in
      scalar == "\n" || scalar == "\t" || scalar.properties.generalCategory != .control
    }
    return String(String.UnicodeScalarView(kept))
  }

  /// The pasted text. Terminals send CR for the end of a line and libedit's terminal mode swaps CR
  /// with LF, so each of LF, CR and LF CR ends one line. Tabs stay; other controls are dropped.
  var text: String {
    var scalars = String.UnicodeScalarView()
    var previous: UInt32 = 0
    for key in keys {
      if key == 0x0A || (key == 0x0D && previous != 0x0A) {
        scalars.append("\n")
      } else if key == 0x09 || (key >= 0x20 && key != 0x7F), let scalar = Unicode.Scalar(key) {
        scalars.append(scalar)
      }
      previous = key
    }
    return String(scalars)
  }
}
