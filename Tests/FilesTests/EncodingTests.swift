import TallyFiles
import TallyWorkers
import Testing

@Suite struct EncodingTests {
  static let text = "місто,n\nКиїв,1\n\"😀, ї\",2\n"

  @Test func aByteOrderMarkIsNoPartOfTheFirstName() throws {
    let table = try read("\u{FEFF}a,b\n1,2\n")
    #expect(table.names == ["a", "b"])
    #expect(table.remarks.isEmpty)
    #expect(try read("\u{FEFF}\"a\",b\n1,2\n").names == ["a", "b"])
  }

  @Test(arguments: [true, false], [true, false])
  func utf16IsRecognised(_ isLittleEndian: Bool, _ hasMark: Bool) throws {
    let units = Array((hasMark ? "\u{FEFF}" : "").utf16) + Array(EncodingTests.text.utf16)
    let bytes = units.flatMap { unit in
      isLittleEndian ? [UInt8(unit & 0xFF), UInt8(unit >> 8)] : [UInt8(unit >> 8), UInt8(unit & 0xFF)]
    }
    let table = try read(bytes: bytes)
    #expect(table.names == ["місто", "n"])
    #expect(table.texts(0) == ["Київ", "😀, ї"])
    #expect(table.remarks == ["read as UTF-16 \(isLittleEndian ? "LE" : "BE")"])
  }

  @Test func halvesOfUTF16CharactersAreReplaced() throws {
    let table = try read(bytes: [0xFF, 0xFE, 0x61, 0, 0x0A, 0, 0x00, 0xD8, 0x62, 0, 0x0A, 0, 0x63])
    #expect(table.texts(0) == ["\u{FFFD}b", "\u{FFFD}"])
  }

  @Test func windows1252IsRecognised() throws {
    let table = try read(bytes: Array("name\ncaf".utf8) + [0xE9, 0x20, 0x80, 0x0A])
    #expect(table.texts(0) == ["café €"])
    #expect(table.remarks == ["read as Windows-1252"])
  }

  @Test func validityDoesNotDependOnWhereTheFileIsCut() throws {
    // Characters of three bytes, so that a cut every four megabytes tears one apart.
    let line = "€€€€€€€€€€€€€€€€€€€€€\n"
    let text = "name\n" + String(repeating: line, count: (9 << 20) / line.utf8.count)
    let table = try read(text)
    #expect(table.remarks.isEmpty)
    #expect(table.rowCount == (9 << 20) / line.utf8.count)
  }

  @Test func errorsCountCharactersAndNotBytes() {
    #expect(failure("a,b\nКиїв,\"x\"y\n")?.place == "test.csv:2:9")
  }
}
