import TallyColumns
import TallyFiles

/// Opens what people name: a file as one table, a folder as its package or its CSV files.
public struct TableOpener: Sendable {
  public var options: CSVOptions

  public init(options: CSVOptions = CSVOptions()) {
    self.options = options
  }

  /// - Throws: `FileError`.
  func tables(at path: String) throws -> [Table] {
    try DataFolder(path, options: options).tables
  }
}
