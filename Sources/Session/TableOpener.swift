import TallyColumns
import TallyFiles
import TallyWorkers

/// Opens what people name: a file as one table, a folder as its package or its CSV files.
public struct TableOpener: Sendable {
  public var options: CSVOptions
  public var cancellation: Cancellation

  public init(options: CSVOptions, cancellation: Cancellation = .never) {
    self.options = options
    self.cancellation = cancellation
  }

  /// - Parameter isDeferred: whether columns of CSV files are read when something asks for them.
  /// - Throws: `FileError`; `Cancelled`.
  func open(_ path: String, isDeferred: Bool = false) throws -> DataFolder {
    try DataFolder(
      opening: HomeFolder.expanded(path), options: options, isDeferred: isDeferred, cancellation: cancellation
    )
  }
}
