import Dispatch
import TallyColumns
import TallyFiles
import TallyWorkers
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Files of which columns are read when something asks for them.
@Suite struct OpenTableTests {
  /// Rows of which the last are unlike the first: `a` stays whole, `b` becomes real, `c` text, `d` figures,
  /// `e` stays text, and `f` is blank up to a date.
  static let changing =
    "a,b,c,d,e,f\n"
    + (1...200).map { "\($0),\($0),\($0),\($0),\"x,\($0 % 7)\"," }.joined(separator: "\n")
    + "\n201,1.5,n/a?,15+,\"two\nlines\",2025-05-24\n202,,NA,..20,,\n"

  private func options(_ change: (inout CSVOptions) -> Void = { _ in }) -> CSVOptions {
    var options = CSVOptions()
    options.workers = Workers(count: 2)
    options.firstBytes = 100
    options.wholeFileBytes = 0
    options.sectionBytes = 517
    options.blockBytes = 119
    change(&options)
    return options
  }

  private func open(
    _ text: String, _ change: (inout CSVOptions) -> Void = { _ in }
  ) throws -> (table: OpenTable, whole: Table, folder: TemporaryFolder) {
    let folder = try TemporaryFolder(["t.csv": text])
    let reader = CSVReader(options(change))
    return (try reader.open("\(folder.path)/t.csv"), try reader.read("\(folder.path)/t.csv"), folder)
  }

  @Test func nothingIsReadAtFirst() throws {
    let (table, _, folder) = try open(OpenTableTests.changing)
    #expect(!table.isComplete && !table.isBegun && !table.holds(0))
    #expect(table.table.names == ["a", "b", "c", "d", "e", "f"])
    #expect(table.table.kinds == [.whole, .whole, .whole, .whole, .text, .text])
    #expect(table.table.path == "\(folder.path)/t.csv" && table.table.rowCount == 0)
  }

  @Test(arguments: 0..<64) func columnsAreWhatTheyAreInTheWholeTable(_ bits: Int) throws {
    var (table, whole, _) = try open(OpenTableTests.changing)
    let wanted = Set((0..<6).filter { bits >> $0 & 1 == 1 })
    try table.read(wanted)
    #expect(table.isBegun && table.table.rowCount == 202)
    #expect(table.isComplete == (wanted.count == 6))
    for column in 0..<6 {
      #expect(table.holds(column) == wanted.contains(column))
      // What is not read has rows all the same.
      #expect(table.table.columns[column].count == 202)
      guard wanted.contains(column) else { continue }
      #expect(table.table.kinds[column] == whole.kinds[column])
      #expect(table.table.texts(column) == whole.texts(column))
    }
    // The rest, and then there is nothing left to read.
    try table.read()
    #expect(table.isComplete && table.table.kinds == whole.kinds && table.table.remarks == whole.remarks)
    for column in 0..<6 { #expect(table.table.texts(column) == whole.texts(column)) }
    try table.read([1])
    #expect(table.table.names == whole.names)
  }

  @Test func shortFilesAreReadAtOnce() throws {
    let (table, whole, _) = try open("a,b\n1,x\n2,y\n")
    #expect(table.isComplete && table.table.texts(1) == whole.texts(1))
  }

  static let rows = (1...100).map { "\($0),x\($0)\n" }.joined()

  /// Whichever columns are asked for, files that are wrong are so in the same place.
  @Test(
    arguments: [
      "a,b\n\(rows)101\n\(rows)", "a,b\n\(rows)101,y,z\n", "a,b\n\(rows)101,\"y\n\(rows)",
      "a,b\n\(rows)101,\"y\"z\n\(rows)", "a,b\n1\n\(rows)", "a,b\r\n\(rows)1\r\n",
    ], [Set<Int>(), [0], [1], [0, 1]])
  func faultsAreThoseOfTheWholeFile(_ text: String, _ columns: Set<Int>) throws {
    let folder = try TemporaryFolder(["t.csv": text])
    let path = "\(folder.path)/t.csv"
    let whole = #expect(throws: FileError.self) { try CSVReader(options()).read(path) }
    let part = #expect(throws: FileError.self) {
      var table = try CSVReader(options()).open(path)
      try table.read(columns)
    }
    #expect(part == whole && whole?.line != nil)
    // Leniency has the same remarks.
    let lenient = options { $0.isLenient = true }
    var table = try CSVReader(lenient).open(path)
    let remarks = try CSVReader(lenient).read(path).remarks
    try table.read(columns)
    #expect(!remarks.isEmpty && table.table.remarks == remarks)
  }

  @Test func textThatTurnsOutNotToBeUTF8IsConverted() throws {
    let folder = try TemporaryFolder([:])
    let bytes = Array("né,b\n".utf8) + Array(OpenTableTests.rows.utf8) + [0x35, 0x2C, 0xE9, 0x0A]
    try folder.add("t.csv", bytes)
    var table = try CSVReader(options()).open("\(folder.path)/t.csv")
    #expect(table.table.names == ["né", "b"])
    try table.read([1])
    #expect(table.isComplete && table.table.names == ["nÃ©", "b"])
    #expect(table.table.texts(1).last == "é" && table.table.remarks == ["read as Windows-1252"])
  }

  @Test func aByteOrderMarkIsNoPartOfAName() throws {
    var (table, _, _) = try open("\u{FEFF}a,b\n" + OpenTableTests.rows)
    #expect(table.table.names == ["a", "b"])
    try table.read([0])
    #expect(table.table.texts(0).count == 100)
  }

  @Test func aFileThatIsGoneIsReadToItsEnd() throws {
    var (table, whole, folder) = try open(OpenTableTests.changing)
    try table.read([0])
    unlink("\(folder.path)/t.csv")
    try table.read()
    #expect(table.table.texts(4) == whole.texts(4))
  }

  @Test(arguments: [false, true]) func aFileThatWasWrittenToIsAnError(_ isBegun: Bool) throws {
    var (table, _, folder) = try open(OpenTableTests.changing)
    if isBegun { try table.read([0]) }
    let before = table.table.texts(0)
    try folder.append("203,1,1,1,1,\n", to: "t.csv")
    let error = #expect(throws: FileError.self) { try table.read([1]) }
    #expect(error?.diagnostic.id == "changed-while-read")
    #expect(table.table.texts(0) == before && !table.holds(1))
  }

  @Test func aFileThatWasCutOffIsAnError() throws {
    var (table, _, folder) = try open(OpenTableTests.changing)
    truncate("\(folder.path)/t.csv", 700)
    let error = #expect(throws: FileError.self) { try table.read() }
    #expect(error?.diagnostic.id == "changed-while-read")
  }

  /// What comes through a pipe is there only once.
  @Test func aPipeIsReadOnce() throws {
    let folder = try TemporaryFolder([:])
    let path = "\(folder.path)/pipe.csv"
    guard mkfifo(path, 0o600) == 0 else { throw TemporaryFolder.Failure.file }
    defer { unlink(path) }
    let isWritten = DispatchSemaphore(value: 0)
    DispatchQueue.global().async {
      try? TemporaryFolder.write(Array(OpenTableTests.changing.utf8), to: path, "a")
      isWritten.signal()
    }
    defer { isWritten.wait() }
    var table = try CSVReader(options()).open(path)
    try table.read([1])
    try table.read()
    #expect(table.table.rowCount == 202 && table.table.texts(4).last == .some(nil))
  }

  @Test func aLineOfMegabytesIsOneRow() throws {
    let long = String(repeating: "x", count: 10 << 20)
    let folder = try TemporaryFolder(["t.csv": "a,b,c\n1,\(long),2\n3,4,5\n"])
    let reader = CSVReader(
      options {
        $0.sectionBytes = nil
        $0.blockBytes = 256 << 10
      })
    var table = try reader.open("\(folder.path)/t.csv")
    try table.read([0, 2])
    #expect(table.table.texts(0) == ["1", "3"] && table.table.texts(2) == ["2", "5"])
    try table.read()
    #expect(table.table.texts(1).map { $0?.utf8.count } == [10 << 20, 1])
  }
}
