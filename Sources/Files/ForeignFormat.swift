/// Files that people have beside their CSV and that are not text, known by their first bytes.
enum ForeignFormat {
  private static let signatures: [(bytes: [UInt8], name: String)] = [
    ([0x1F, 0x8B], "a gzip archive"),
    ([0x28, 0xB5, 0x2F, 0xFD], "a Zstandard archive"),
    ([0x50, 0x4B, 0x03, 0x04], "a zip archive or a spreadsheet"),
    ([0xD0, 0xCF, 0x11, 0xE0], "a spreadsheet"),
    ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an xz archive"),
    (Array("\u{7F}ELF".utf8), "a program"),
    ([0x89, 0x50, 0x4E, 0x47], "a picture"),
    ([0xFF, 0xD8, 0xFF], "a picture"),
    (Array("%PDF-".utf8), "a PDF document"),
    (Array("PAR1".utf8), "a Parquet file"),
    (Array("SQLite format 3\0".utf8), "an SQLite database"),
  ]

  /// The format in words, or nil when the file may be text.
  static func recognized(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    signatures.first { bytes.starts(with: $0.bytes) }?.name
  }

  /// Whether bytes that are no UTF-16 are no text either: texts have no zero bytes, and other files have many.
  static func isBinary(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    bytes.count { $0 == 0 } > max(1, bytes.count / 100)
  }
}
