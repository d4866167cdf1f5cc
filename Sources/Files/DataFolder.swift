import TallyColumns
import TallyPermissions
import TallyWorkers

/// What is found at a path: the tables of a file, of a folder of CSV files or of a data package.
public struct DataFolder: Sendable {
  public let path: String
  /// In the package's order; by name in a plain folder. Only those of CSV files that no package describes may
  /// be still to be read.
  public let openTables: [OpenTable]
  /// The package, where the folder has one.
  public let package: DataPackage?
  /// The package's list of places: which lies inside which, and what else they are called.
  public let places: Hierarchy?
  /// The package's list of events: which is part of which.
  public let events: Hierarchy?

  /// The tables, as far as they have been read.
  public var tables: [Table] { openTables.map(\.table) }

  /// What makes a folder a data package.
  public static let descriptorName = "datapackage.json"

  /// Opens a file or folder.
  ///
  /// A file is one table, named after it; a descriptor stands for its folder. A folder with a
  /// descriptor has the tables that this declares, one without has its `.csv` and `.tsv` files; folders
  /// inside it are left alone.
  /// - Parameters:
  ///   - options: for files that no package describes; a package has its own.
  ///   - isDeferred: whether columns of such files are read later, when something asks for them.
  /// - Throws: `FileError`; `Cancelled`.
  public init(
    opening path: String, options: CSVOptions, isDeferred: Bool = false,
    cancellation: Cancellation = .never
  ) throws {
    self.path = path
    if FilePath.name(path) == DataFolder.descriptorName {
      let folder = FilePath.folder(path)
      let opened = try PackageReader(folder: folder, options: options, cancellation: cancellation).open()
      (package, places, events) = (opened.package, opened.places, opened.events)
      openTables = opened.tables.map(OpenTable.init)
      return
    }
    let open = { (path: String) in
      isDeferred
        ? try CSVReader(options).open(path, cancellation: cancellation)
        : OpenTable(try CSVReader(options).read(path, cancellation: cancellation))
    }
    let permissions = options.permissions
    let isFolder = try OpenFile.orError(path) { () throws(Permissions.Failure) in
      try permissions.isFolder(path)
    }
    guard isFolder else {
      (package, places, events) = (nil, nil, nil)
      openTables = [try open(path)]
      return
    }
    let names = try OpenFile.orError(path) { () throws(Permissions.Failure) in
      try permissions.names(in: path)
    }
    if names.contains(DataFolder.descriptorName) {
      let opened = try PackageReader(folder: path, options: options, cancellation: cancellation).open()
      (package, places, events) = (opened.package, opened.places, opened.events)
      openTables = opened.tables.map(OpenTable.init)
      return
    }
    let files = names.filter { ["csv", "tsv"].contains(FilePath.fileExtension($0)) }.sorted()
    guard !files.isEmpty else { throw FileError(path: path, FileDiagnostics.noTables()) }
    (package, places, events) = (nil, nil, nil)
    openTables = try files.map { try open(FilePath.joined(path, $0)) }
  }

  /// What opening a path may read: what is there; a descriptor stands for its folder.
  public static func whatIsRead(opening path: String) -> [String] {
    FilePath.name(path) == descriptorName ? [path, FilePath.folder(path)] : [path]
  }
}
