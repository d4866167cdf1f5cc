import TallyColumns
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What is found at a path: the tables of a file, of a folder of CSV files or of a data package.
public struct DataFolder: Sendable {
  public let path: String
  /// In the package's order; by name in a plain folder.
  public let tables: [Table]
  /// The package, where the folder has one.
  public let package: DataPackage?
  /// The package's list of places: which lies inside which, and what else they are called.
  public let places: Hierarchy?
  /// The package's list of events: which is part of which.
  public let events: Hierarchy?

  /// What makes a folder a data package.
  public static let descriptorName = "datapackage.json"

  /// Opens a file or folder.
  ///
  /// A file is one table, named after it; a descriptor stands for its folder. A folder with a
  /// descriptor has the tables that this declares, one without has its `.csv` and `.tsv` files; folders
  /// inside it are left alone.
  /// - Parameter options: for files that no package describes; a package has its own.
  /// - Throws: `FileError`; `Cancelled`.
  public init(
    opening path: String, options: CSVOptions = CSVOptions(), cancellation: Cancellation = .never
  ) throws {
    self.path = path
    if FilePath.name(path) == DataFolder.descriptorName {
      let folder = FilePath.folder(path)
      let opened = try PackageReader(folder: folder, options: options, cancellation: cancellation).open()
      (package, tables, places, events) = (opened.package, opened.tables, opened.places, opened.events)
      return
    }
    guard try DataFolder.isFolder(path) else {
      (package, places, events) = (nil, nil, nil)
      tables = [try CSVReader(options).read(path, cancellation: cancellation)]
      return
    }
    let names = try DataFolder.fileNames(in: path)
    if names.contains(DataFolder.descriptorName) {
      let opened = try PackageReader(folder: path, options: options, cancellation: cancellation).open()
      (package, tables, places, events) = (opened.package, opened.tables, opened.places, opened.events)
      return
    }
    let files = names.filter { ["csv", "tsv"].contains(FilePath.fileExtension($0)) }.sorted()
    guard !files.isEmpty else { throw FileError(path: path, FileDiagnostics.noTables()) }
    (package, places, events) = (nil, nil, nil)
    tables = try files.map {
      try CSVReader(options).read(FilePath.joined(path, $0), cancellation: cancellation)
    }
  }

  private static func isFolder(_ path: String) throws -> Bool {
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    return status.st_mode & S_IFMT == S_IFDIR
  }

  private static func fileNames(in path: String) throws -> [String] {
    guard let folder = opendir(path) else { throw FileError(path: path, OpenFile.diagnostic(errno)) }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
      names.append(name)
    }
    return names
  }
}
