import TallyWorkers

/// A table of a public benchmark that is made from a seed: the same bytes on every machine, whatever is
/// made first and on however many cores.
public protocol BenchmarkTable: Sendable {
  /// The benchmark's own name of the file, which tells its size: `G1_1e7_1e2_0_0.csv`.
  var fileName: String { get }
  /// The names of the columns.
  var columns: [String] { get }
  var rowCount: Int { get }
  /// Rows that are made at a time, so that their text is a few megabytes.
  var rowsPerChunk: Int { get }

  /// The table ready to be written: with its rows sorted, where they are to be.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(1), and O(n log n) where rows are sorted.
  func prepared(workers: Workers, cancellation: Cancellation) throws -> Self

  /// Appends the lines of some rows of a prepared table.
  func write(_ rows: Range<Int>, to lines: inout LineBuffer)
}

extension BenchmarkTable {
  public func prepared(workers: Workers, cancellation: Cancellation) throws -> Self { self }
}

/// What a table cannot be made of, or a file not be written for.
public struct BenchmarkDataError: Error, Sendable, Hashable {
  /// Lowercase, no full stop.
  public let message: String
  public let help: String?

  public init(_ message: String, help: String? = nil) {
    self.message = message
    self.help = help
  }
}

/// The seed that the original data of db-benchmark were made with. Files made of another one carry it in
/// their names.
public let defaultBenchmarkSeed: UInt64 = 108

/// What the name of a file says of its seed: nothing of the usual one.
func seedSuffix(_ seed: UInt64) -> String {
  seed == defaultBenchmarkSeed ? "" : "_seed\(seed)"
}
