import TallyColumns
import TallyFiles
import TallyPermissions
import TallyWorkers

/// A table from text, read as a file called `test.csv` would be.
func read(_ text: String, _ change: (inout CSVOptions) -> Void = { _ in }) throws -> Table {
  try read(bytes: Array(text.utf8), change)
}

/// - Parameter path: a file that holds the bytes, to be read instead of them.
func read(
  bytes: [UInt8], path: String? = nil, _ change: (inout CSVOptions) -> Void = { _ in }
) throws -> Table {
  var options = CSVOptions()
  options.workers = Workers(count: 2)
  change(&options)
  if let path { return try CSVReader(options).read(path, name: "test") }
  return try CSVReader(options).read(bytes, path: "test.csv", name: "test")
}

/// The error that reading ends in, or nil.
func failure(_ text: String, _ change: (inout CSVOptions) -> Void = { _ in }) -> FileError? {
  do {
    _ = try read(text, change)
    return nil
  } catch {
    return error as? FileError
  }
}

extension Table {
  /// The values of a column as text that reads back; nil where unknown.
  func texts(_ column: Int) -> [String?] {
    columns[column].values.map { $0.isUnknown ? nil : $0.text() }
  }

  var kinds: [Kind] { columns.map(\.kind) }
  var names: [String] { fields.map(\.name) }
}

// Nothing is kept from tests.

extension CSVOptions {
  init() { self.init(permissions: .everything) }
}

extension CSVReader {
  init() { self.init(CSVOptions()) }
}

extension DataFolder {
  init(opening path: String) throws { try self.init(opening: path, options: CSVOptions()) }
}
