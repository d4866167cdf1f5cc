import TallyColumns
import TallyFiles
import TallyWorkers
import Testing

/// Random bytes of the alphabet that matters, read in sections and blocks of every small size by one to
/// four workers, against the plain parser.
@Suite struct DifferentialTests {
  static let alphabet = Array("a1\",\n\r ".utf8)

  @Test(arguments: 0..<8) func agreesWithThePlainParser(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed)
    for round in 0..<500 {
      let length = Int.random(in: 0...(round % 2 == 0 ? 12 : 60), using: &random)
      let bytes = (0..<length).map { _ in DifferentialTests.alphabet.randomElement(using: &random) ?? 0x61 }
      try check(bytes, isLenient: Bool.random(using: &random), using: &random)
    }
  }

  /// Well-formed tables, which random bytes seldom are.
  @Test(arguments: 0..<8) func agreesOnWellFormedTables(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed + 100)
    let cells = [
      "", "1", "a", "\"\"", "\"a,\"", "\"\n\"", "\"\"\"\"", "\"1\"\"a\"", "a\"a", " 1 ", "\"\r\n\"", "1.5",
      "NA",
    ]
    let breaks = ["\n", "\r\n", "\r", "\n\n"]
    for _ in 0..<150 {
      let width = Int.random(in: 1...4, using: &random)
      var text = ""
      for row in 0..<Int.random(in: 1...30, using: &random) {
        // A first cell that is not blank, lest the line be.
        let rest = (1..<max(2, width)).map { _ in cells.randomElement(using: &random) ?? "" }
        text += (["\(row)"] + rest).joined(separator: ",") + (breaks.randomElement(using: &random) ?? "\n")
      }
      try check(Array(text.utf8), isLenient: false, using: &random)
    }
  }

  /// Texts long enough for wide vectors, most of them well formed for most of their length, in memory and in
  /// files of which only windows are read.
  @Test(arguments: 0..<8) func agreesOnLongTables(_ seed: UInt64) throws {
    var random = SmallRandom(seed: seed + 200)
    let cells = [
      "", "1", "12345678", "123456789", "1.5", "0.12345678", "abc", "text of more than sixteen bytes", "é",
      "\"a,\"",
      "\"\n\"", "\"x\"\"y\"", "\"\"",
    ]
    let odd = ["a\"b", "\"a\"b", "\r", "1,2", "\"", ""]
    let folder = try TemporaryFolder([:])
    for round in 0..<40 {
      let width = Int.random(in: 1...5, using: &random)
      let lineEnd = Bool.random(using: &random) ? "\n" : "\r\n"
      let oddity = round % 3 == 0 ? Int.random(in: 0..<200, using: &random) : -1
      var text = ""
      for row in 0..<200 {
        var cellsOfRow = (0..<width).map { $0 == 0 ? "\(row)" : cells.randomElement(using: &random) ?? "" }
        if oddity == row { cellsOfRow[width - 1] = odd.randomElement(using: &random) ?? "" }
        text += cellsOfRow.joined(separator: ",") + lineEnd
      }
      let bytes = Array(text.utf8)
      try folder.add("long.csv", text)
      let path = "\(folder.path)/long.csv"
      try check(bytes, path: path, isLenient: Bool.random(using: &random), least: 300, using: &random)
    }
  }

  private func check(
    _ bytes: [UInt8], path: String? = nil, isLenient: Bool, least: Int = 0, using random: inout SmallRandom
  ) throws {
    let sample = String(decoding: bytes, as: UTF8.self).debugDescription
    var outcomes: [Outcome] = [
      outcome(bytes, isLenient, sectionBytes: nil, blockBytes: 1 << 20, firstBytes: 1 << 20, workers: 1)
    ]
    for _ in 0..<3 {
      outcomes.append(
        outcome(
          bytes, isLenient, sectionBytes: least + Int.random(in: 1...20, using: &random) * max(1, least / 10),
          blockBytes: least + Int.random(in: 1...9, using: &random) * max(1, least / 10),
          firstBytes: least + Int.random(in: 1...30, using: &random) * max(1, least / 10),
          workers: Int.random(in: 1...4, using: &random), path: path))
    }
    let expected: Outcome
    do {
      expected = .table(try ReferenceCSV(bytes, isLenient: isLenient).records.map { $0.map(Outcome.plain) })
    } catch let failure as ReferenceCSV.Failure {
      expected = .failure(failure, place: nil)
    }
    for outcome in outcomes { #expect(outcome.isAs(expected), "\(sample)") }
    for outcome in outcomes.dropFirst() { #expect(outcome == outcomes[0], "\(sample) cut otherwise") }
  }

  private func outcome(
    _ bytes: [UInt8], _ isLenient: Bool, sectionBytes: Int?, blockBytes: Int, firstBytes: Int,
    workers: Int, path: String? = nil
  ) -> Outcome {
    do {
      let table = try read(bytes: bytes, path: path) {
        $0.hasHeader = false
        $0.separator = 0x2C
        $0.isLenient = isLenient
        $0.sectionBytes = sectionBytes
        $0.blockBytes = blockBytes
        $0.firstBytes = firstBytes
        $0.workers = Workers(count: workers)
        $0.wholeFileBytes = 0
      }
      return .table((0..<table.rowCount).map { row in table.columns.map { $0.value(at: row).text() } })
    } catch let error as FileError {
      let failure: ReferenceCSV.Failure? =
        switch error.diagnostic.id {
        case "empty-file": .empty
        case "ragged-row": .ragged
        case "text-after-quote": .textAfterQuote
        case "unterminated-quote": .unterminatedQuote
        default: nil
        }
      return .failure(failure, place: error.place.split(separator: ":").dropFirst().joined(separator: ":"))
    } catch {
      return .failure(nil, place: nil)
    }
  }

  private enum Outcome: Equatable {
    case table([[String]])
    case failure(ReferenceCSV.Failure?, place: String?)

    /// Whether the plain parser finds the same rows, or fails first on the same.
    func isAs(_ other: Outcome) -> Bool {
      if case .failure(let a, _) = self, case .failure(let b, _) = other { return a == b }
      guard case .table(let a) = self, case .table(let b) = other, a.count == b.count else { return false }
      return zip(a, b).allSatisfy { rowA, rowB in
        rowA.count == rowB.count
          && zip(rowA, rowB).allSatisfy { $0 == $1 || $0 == Outcome.trimmed($1) || $0.isEmpty && $1 == "NA" }
      }
    }

    static func plain(_ cell: String) -> String {
      trimmed(cell).isEmpty ? "" : cell
    }

    static func trimmed(_ cell: String) -> String {
      String(cell.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
  }
}

/// Numbers that look random and are the same in every run (SplitMix64; Steele, Lea and Flood, 2014).
struct SmallRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
