/// The form of an entry in the file: `\n`, `\r` and `\\` for a newline, a carriage return and a
/// backslash, and a newline at the end.
extension HistoryFile {
  static func line(for entry: String) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(entry.utf8.count + 1)
    for byte in entry.utf8 {
      switch byte {
      case UInt8(ascii: "\n"): line += [backslash, UInt8(ascii: "n")]
      case UInt8(ascii: "\r"): line += [backslash, UInt8(ascii: "r")]
      case backslash: line += [backslash, backslash]
      default: line.append(byte)
      }
    }
    line.append(UInt8(ascii: "\n"))
    return line
  }

  static func entries(in bytes: [UInt8]) -> [String] {
    var entries: [String] = []
    for line in bytes.split(separator: UInt8(ascii: "\n")) {
      guard let entry = entry(of: line), entry != entries.last else { continue }
      entries.append(entry)
    }
    return entries.suffix(entryLimit)
  }

  /// The entry on a line, or nil when it cannot be one.
  private static func entry(of line: ArraySlice<UInt8>) -> String? {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(line.count)
    var escaped = false
    for byte in line {
      guard byte != 0 else { return nil }
      if escaped {
        bytes.append(unescaped(byte))
        escaped = false
      } else if byte == backslash {
        escaped = true
      } else {
        bytes.append(byte)
      }
    }
    guard let entry = String(validating: bytes, as: UTF8.self) else { return nil }
    return EditBuffer(entry).isBlank ? nil : entry
  }

  private static func unescaped(_ byte: UInt8) -> UInt8 {
    switch byte {
    case UInt8(ascii: "n"): UInt8(ascii: "\n")
    case UInt8(ascii: "r"): UInt8(ascii: "\r")
    default: byte
    }
  }

  private static let backslash = UInt8(ascii: "\\")
}
