import TallyDiagnostics

/// How much of a screen a text takes that is written at its left edge: lines that are too long go on in the next row.
struct ScreenFill {
  private let columns: Int
  private var passed = 0
  private var widest = 0
  /// The line that has not come to its end.
  private var line: [UInt8] = []

  init(columns: Int) {
    self.columns = max(1, columns)
  }

  /// Rows that have something in them, or a line end behind them.
  var rows: Int { passed + (line.isEmpty ? 0 : rows(of: width)) }

  /// Columns of the longest line.
  var longest: Int { max(widest, width) }

  /// Takes the text that follows.
  mutating func add(_ bytes: some Sequence<UInt8>) {
    for byte in bytes {
      guard byte == UInt8(ascii: "\n") else {
        line.append(byte)
        continue
      }
      passed += rows(of: width)
      widest = longest
      line = []
    }
  }

  private func rows(of width: Int) -> Int { max(1, (width + columns - 1) / columns) }

  /// Columns that the line takes, without the escapes that colour it: `ESC [ … m`.
  private var width: Int {
    guard line.contains(0x1B) else { return DisplayWidth.of(String(decoding: line, as: UTF8.self)) }
    var shown: [UInt8] = []
    var rest = line[...]
    while let escape = rest.firstIndex(of: 0x1B) {
      shown += rest[..<escape]
      let end = rest[escape...].dropFirst(2).firstIndex { (0x40...0x7E).contains($0) }
      rest = rest[(end.map { $0 + 1 } ?? rest.endIndex)...]
    }
    return DisplayWidth.of(String(decoding: shown + rest, as: UTF8.self))
  }
}
