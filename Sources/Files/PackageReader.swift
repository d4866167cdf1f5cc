import TallyColumns
import TallyDiagnostics
import TallyWorkers

/// Reads a data package: its descriptor, and then the table of each resource.
struct PackageReader {
  let folder: String
  let options: CSVOptions
  let cancellation: Cancellation

  /// - Throws: `FileError`; `Cancelled`.
  func open() throws -> Opened {
    let package = try descriptor()
    let tables = try package.resources.map { resource in
      try withRoles(try withFigures(try table(of: resource), resource), resource, in: package)
    }
    return Opened(
      package: package, tables: tables, places: try places(package, tables),
      events: try events(package, tables))
  }

  /// A package as it was found.
  struct Opened {
    let package: DataPackage
    let tables: [Table]
    let places: Hierarchy?
    let events: Hierarchy?
  }

  private func descriptor() throws -> DataPackage {
    let path = FilePath.joined(folder, DataFolder.descriptorName)
    let source = try SourceBytes(
      path, options.permissions, workers: options.workers, cancellation: cancellation)
    let text = try source.source.buffer()
    do {
      return try DataPackage(JSONParser.value(of: UnsafeBufferPointer(rebasing: text.bytes[source.range])))
    } catch let fault as Fault {
      throw source.error(Fault(offset: source.start + fault.offset, diagnostic: fault.diagnostic))
    } catch let diagnostic as Diagnostic {
      throw FileError(path: path, diagnostic)
    }
  }

  private func table(of resource: DataPackage.Resource) throws -> Table {
    var options = options
    options.separator = resource.separator
    options.hasHeader = resource.hasHeader
    options.schema = resource.schema
    let paths = resource.paths.map { FilePath.joined(folder, $0) }
    let table = try CSVReader(options).read(paths, name: resource.name, cancellation: cancellation)
    let asText = (resource.fields ?? []).filter(\.isReadAsText)
    guard !asText.isEmpty else { return table }
    return Table(
      name: table.name, fields: table.fields, columns: table.columns, rowCount: table.rowCount,
      remarks: table.remarks + asText.map { FileRemarks.typeReadAsText($0.type, column: $0.name) },
      roles: table.roles, path: table.path)
  }
}
