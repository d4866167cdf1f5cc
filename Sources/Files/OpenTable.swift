import TallyColumns

/// A table whose file is open: its columns are known by the first rows, and read when something asks for them.
///
/// Whichever columns are read, all of the file is looked through with the first of them. So a file with
/// something wrong in it is wrong in the same place, and with the same words, as when all of it is read. The
/// file stays open until all columns are read: that it is renamed or removed meanwhile does no harm, and that
/// it is written to is an error.
public struct OpenTable: Sendable {
  /// The columns that have been read. In the place of the others stand columns of as many rows and of the kind
  /// that the first rows have, whose values mean nothing.
  public private(set) var table: Table
  /// What is still to be read; nil where nothing is.
  private var rest: Rest?

  fileprivate struct Rest: Sendable {
    let body: CSVBody
    /// What the cells of each column are in the first rows.
    let kinds: [CellKind]
    /// By their numbers.
    var columns: [Int: Column] = [:]
    var columnRemarks: [Int: [String]] = [:]
    var rowRemarks: [String] = []
    /// Nil before anything has been read.
    var rowCount: Int?
  }

  /// A table of which nothing is left to be read.
  init(_ table: Table) {
    self.table = table
  }

  /// A table of which nothing has been read but its first rows.
  /// - Throws: `Fault` where there is something wrong with these; `FileError`; `Cancelled`.
  init(_ body: CSVBody, path: String, name: String) throws {
    let rest = Rest(body: body, kinds: try body.kindsOfFirstRows(Array(body.header.names.indices)))
    table = rest.table(named: name, path: path)
    self.rest = rest
  }

  public var isComplete: Bool { rest == nil }

  public func renamed(_ name: String) -> OpenTable {
    var open = self
    open.table = table.renamed(name)
    return open
  }

  /// Whether a column has been read.
  public func holds(_ column: Int) -> Bool { rest?.columns.keys.contains(column) ?? true }

  /// Whether any column, or the number of rows, has been read.
  public var isBegun: Bool { rest?.rowCount != nil || isComplete }

  /// Reads columns, those of them that have not been read yet; without any, only how many rows there are.
  ///
  /// - Parameter columns: their numbers; nil for all.
  /// - Throws: `FileError`; `Cancelled`. The table stays as it was then.
  /// - Complexity: one pass over the file.
  public mutating func read(_ columns: Set<Int>? = nil) throws {
    guard var rest else { return }
    let all = rest.body.header.names.indices
    let wanted = all.filter { (columns?.contains($0) ?? true) && rest.columns[$0] == nil }
    guard !wanted.isEmpty || rest.rowCount == nil else { return }
    let path = table.path ?? ""
    do {
      rest.add(try rest.body.read(wanted, startingAs: wanted.map { rest.kinds[$0] }))
      table = rest.table(named: table.name, path: path)
      self.rest = rest.columns.count == all.count ? nil : rest
    } catch let fault as Fault {
      throw rest.body.source.error(fault)
    } catch is SectionCutter.NotUTF8 {
      let source = try rest.body.source.inMemory(
        workers: rest.body.options.workers, cancellation: rest.body.cancellation)
      self = OpenTable(
        try CSVReader(rest.body.options).read(
          source, path: path, name: table.name, rest.body.cancellation
        ).from(path))
    }
  }
}

extension OpenTable.Rest {
  fileprivate mutating func add(_ content: CSVBody.Content) {
    columns.merge(content.columns) { _, new in new }
    columnRemarks.merge(content.columnRemarks) { _, new in new }
    // The rows are looked through each time, with the same result.
    rowRemarks = content.rowRemarks
    rowCount = content.rowCount
  }

  /// All columns, those that have been read and others in the place of those that have not.
  fileprivate func table(named name: String, path: String) -> Table {
    let rowCount = rowCount ?? 0
    let all = body.header.names.indices
    // One column of zeros stands for all.
    let isAnyUnread = columns.count < all.count
    let zeros = [Int8](repeating: 0, count: isAnyUnread ? rowCount : 0)
    let codes = [UInt8](repeating: 0, count: isAnyUnread ? rowCount : 0)
    let nothing = TextDictionary([""])
    return Table(
      name: name, fields: all.map(body.field),
      columns: all.map { number in
        if let column = columns[number] { return column }
        let kind = kinds[number].kind
        return Column(kind: kind, kind == .text ? .code8(codes, nothing) : .int8(zeros))
      }, rowCount: rowCount,
      remarks: body.header.remarks + rowRemarks + all.flatMap { columnRemarks[$0] ?? [] }, path: path)
  }
}
