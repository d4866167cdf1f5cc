import Synchronization
import TallyDiagnostics
import TallyFiles
import TallySession
import TallyWorkers
import TestFolders
import Testing

/// How far loading and answering have come, and how that is said.
struct ProgressTests {
  @Test(
    arguments: [
      (.bytes, 212_000_000, 509_000_000, 4_100_000, 2.5, "212 of 509 MB, 4,100,000 rows, 41 %, 3.5 s left"),
      (
        .bytes, 1_240_000_000, 5_090_000_000, 24_000_000, 10,
        "1.2 of 5.1 GB, 24,000,000 rows, 24 %, 31 s left"
      ),
      (.bytes, 0, 509_000_000, 0, 0, "509 MB"),
      (.rows, 6_400_000, 10_000_000, 6_400_000, 0.71, "6,400,000 of 10,000,000 rows, 64 %, 0.4 s left"),
      (.rows, 1, 1000, 1, 1000, "1 of 1,000 rows, 0 %, more than 99 h left"),
      (.rows, 0, 1_234_567, 0, 3, "1,234,567 rows"),
      (.rows, 1000, 1000, 1000, 3, "1,000 of 1,000 rows"),
      (.rows, 1024, 1000, 1024, 3, "1,000 of 1,000 rows"),
      (.rows, 0, 0, 0, 3.14, "working for 3.1 s"),
      (.rows, 0, 0, 0, 150, "working for 2 min"),
      (.bytes, 1, 1 << 60, 0, 1e9, "0.0 of 1152921504.6 GB, 0 rows, 0 %, more than 99 h left"),
    ] as [(Progress.Unit, Int, Int, Int, Double, String)])
  func isSaidInOneLine(
    _ unit: Progress.Unit, _ done: Int, _ total: Int, _ rows: Int, _ seconds: Double, _ sentence: String
  ) {
    let reading = Progress.Reading(unit: unit, done: done, total: total, rows: rows, seconds: seconds)
    #expect(reading.sentence == sentence)
  }

  /// Looks at the progress whenever the work asks whether to go on, and keeps what it saw.
  private final class Onlooker: Sendable {
    let progress = Progress()
    private let seen = Mutex<[Progress.Reading]>([])

    var cancellation: Cancellation {
      Cancellation(progress: progress) { [self] in
        seen.withLock { $0.append(progress.reading) }
        return false
      }
    }

    var readings: [Progress.Reading] { seen.withLock { $0 + [progress.reading] } }
  }

  private static let rowCount = 40_000

  private func session(_ onlooker: Onlooker, _ folder: TestFolder) throws -> Session {
    let lines = (0..<ProgressTests.rowCount).map { "key \($0 % 7),\($0),\($0 * 48_271 % 39_989)\n" }
    try folder.write("key,n,m\n" + lines.joined(), to: "t.csv")
    let cancellation = onlooker.cancellation
    let session = Session(
      opener: TableOpener(options: CSVOptions(permissions: .everything), cancellation: cancellation),
      today: 0, cancellation: cancellation)
    try session.open(folder.path + "/t.csv")
    return session
  }

  @Test func loadingCountsBytesAndRows() throws {
    let (onlooker, folder) = (Onlooker(), try TestFolder())
    _ = try session(onlooker, folder)
    let size = try folder.read("t.csv").utf8.count - "key,n,m\n".utf8.count
    let last = onlooker.progress.reading
    #expect(last.unit == .bytes && last.done == size && last.total == size)
    #expect(last.rows == ProgressTests.rowCount)
    #expect(onlooker.readings.allSatisfy { $0.total == 0 || $0.done <= $0.total })
  }

  /// Every row of the table is counted in some pass, and no pass counts more rows than it goes over.
  @Test(arguments: [
    "count", "sum n where n > 20", "sum n by key", "sum n by m", "list key, n + m as s | sort s | limit 3",
    "list distinct m", "top 3 m by sum n", "list n where key contains \"3\"",
    "t | join t on m",
  ])
  func questionsCountRows(_ question: String) throws {
    let (onlooker, folder) = (Onlooker(), try TestFolder())
    let session = try session(onlooker, folder)
    onlooker.progress.reset()
    let before = onlooker.readings.count
    _ = try session.run(SourceText(question))
    let readings = onlooker.readings.dropFirst(before - 1)
    #expect(readings.contains { $0.unit == .rows && $0.done >= ProgressTests.rowCount })
    for reading in readings where reading.total > 0 {
      #expect(reading.done <= reading.total, "\(question): \(reading)")
    }
  }
}
