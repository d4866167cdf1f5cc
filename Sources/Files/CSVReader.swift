import TallyColumns
import TallyWorkers

/// Reads CSV files (RFC 4180, and everything found in the wild) into tables.
///
/// A blank cell is unknown, quoted or not, and so is one of spaces only. Spaces around numbers, dates and
/// the like are let pass; in text they are kept. Blank lines are no rows. The kind of a column is that of
/// all of its cells, never of a sample; what was decided on the way stands in the table's remarks.
public struct CSVReader: Sendable {
  public var options: CSVOptions

  public init(_ options: CSVOptions) {
    self.options = options
  }

  /// Reads a file as a table.
  /// - Parameter name: of the table; nil for the file's name without its extension.
  /// - Throws: `FileError`; `Cancelled`.
  public func read(_ path: String, name: String? = nil, cancellation: Cancellation = .never) throws -> Table {
    try read([path], name: name ?? FilePath.stem(path), cancellation: cancellation)
  }

  /// Reads files that together are one table; a later one may repeat the header.
  /// - Parameter paths: at least one.
  /// - Throws: `FileError`; `Cancelled`.
  public func read(_ paths: [String], name: String, cancellation: Cancellation = .never) throws -> Table {
    let limit = paths.count == 1 ? options.wholeFileBytes : .max
    let sources = try paths.map { path in
      try SourceBytes(
        path, options.permissions, readAtOnceUpTo: limit, workers: options.workers,
        cancellation: cancellation)
    }
    let source = sources.count == 1 ? sources[0] : try SourceBytes(joining: sources)
    let table = try read(source, path: paths.first ?? name, name: name, cancellation)
    return paths.count == 1 ? table.from(paths[0]) : table
  }

  /// Reads bytes that are in memory already.
  /// - Parameter path: what errors call them.
  /// - Throws: `FileError`; `Cancelled`.
  public func read(
    _ bytes: [UInt8], path: String, name: String, cancellation: Cancellation = .never
  ) throws -> Table {
    let source = try SourceBytes(
      ByteSource(copying: bytes, path: path), path: path, workers: options.workers,
      cancellation: cancellation)
    return try read(source, path: path, name: name, cancellation)
  }

  /// Opens a file as a table of which columns are read when something asks for them. A short file is read at
  /// once, and so is one in which something is wrong at its beginning, and one that cannot stay open beside all
  /// that are.
  /// - Throws: `FileError`; `Cancelled`.
  public func open(_ path: String, cancellation: Cancellation = .never) throws -> OpenTable {
    let source = try SourceBytes(
      path, options.permissions, readAtOnceUpTo: options.wholeFileBytes, workers: options.workers,
      cancellation: cancellation)
    let name = FilePath.stem(path)
    do {
      let body = try body(source, path, cancellation)
      if body.isLong, OpenFiles.mayStayOpen {
        return try OpenTable(body, path: path, name: name)
      }
    } catch is Fault {
      // Whoever reads all of the file tells what is wrong first, and where in its true encoding.
    }
    return OpenTable(try read(source, path: path, name: name, cancellation).from(path))
  }

  /// Reads a text as a table, after converting it where it turns out not to be UTF-8.
  func read(
    _ source: SourceBytes, path: String, name: String, _ cancellation: Cancellation
  ) throws -> Table {
    do {
      let body = try body(source, path, cancellation)
      let needed = options.columns.map { Set($0.map { $0.lowercased() }) }
      let positions = body.header.names.indices.filter {
        needed?.contains(body.header.names[$0].lowercased()) ?? true
      }
      return try body.read(positions).table(of: positions, named: name, body)
    } catch is SectionCutter.NotUTF8 {
      // Only all of it in memory can be converted.
      let whole = try source.inMemory(workers: options.workers, cancellation: cancellation)
      return try read(whole, path: path, name: name, cancellation)
    } catch let fault as Fault {
      throw source.error(fault)
    }
  }

  private func body(_ source: SourceBytes, _ path: String, _ cancellation: Cancellation) throws -> CSVBody {
    CSVBody(
      source: source, header: try CSVHeader(source, path: path, options: options), options: options,
      cancellation: cancellation)
  }
}

extension CSVBody.Content {
  fileprivate func table(of positions: [Int], named name: String, _ body: CSVBody) -> Table {
    Table(
      name: name, fields: positions.map(body.field), columns: positions.compactMap { columns[$0] },
      rowCount: rowCount,
      remarks: body.header.remarks + rowRemarks + positions.flatMap { columnRemarks[$0] ?? [] })
  }
}
