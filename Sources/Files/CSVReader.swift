import TallyColumns
import TallyWorkers

/// Reads CSV files (RFC 4180, and everything found in the wild) into tables.
///
/// A blank cell is unknown, quoted or not, and so is one of spaces only. Spaces around numbers, dates and
/// the like are let pass; in text they are kept. Blank lines are no rows. The kind of a column is that of
/// all of its cells, never of a sample; what was decided on the way stands in the table's remarks.
public struct CSVReader: Sendable {
  public var options: CSVOptions

  public init(_ options: CSVOptions = CSVOptions()) {
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
    do {
      return try read(
        paths, name: name, readAtOnceUpTo: paths.count == 1 ? options.wholeFileBytes : .max, cancellation)
    } catch is SectionCutter.NotUTF8 {
      // Only all of it in memory can be converted.
      return try read(paths, name: name, readAtOnceUpTo: .max, cancellation)
    }
  }

  private func read(
    _ paths: [String], name: String, readAtOnceUpTo limit: Int, _ cancellation: Cancellation
  ) throws -> Table {
    let sources = try paths.map { path in
      try SourceBytes(path, readAtOnceUpTo: limit, workers: options.workers, cancellation: cancellation)
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

  private func read(
    _ source: SourceBytes, path: String, name: String, _ cancellation: Cancellation
  ) throws -> Table {
    do {
      let header = try CSVHeader(source, path: path, options: options)
      return try CSVBody(source: source, header: header, options: options, cancellation: cancellation)
        .table(named: name)
    } catch let fault as Fault {
      throw source.error(fault)
    }
  }
}
