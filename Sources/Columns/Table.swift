/// What a column of a table is called and how it is to be read.
public struct Field: Sendable, Hashable {
  public let name: String
  /// What the column means, from its data package.
  public let description: String?
  public let presentation: Presentation
  /// A shorter name the column also answers to: `sum launched` answers to `launched`.
  public let shortName: String?

  public init(
    _ name: String, description: String? = nil, presentation: Presentation = .plain, shortName: String? = nil
  ) {
    self.name = name
    self.description = description
    self.presentation = presentation
    self.shortName = shortName
  }
}

/// An immutable table: named columns of the same length.
public struct Table: Sendable {
  public let name: String
  public let fields: [Field]
  public let columns: [Column]
  public let rowCount: Int
  /// What was decided while the table was read, for `describe`: separators, encodings, padded rows.
  public let remarks: [String]
  /// The parts that columns play where rows are claims.
  public let roles: TableRoles
  /// The file the rows were read from; nil for answers, and where there are several.
  public let path: String?
  private let index: [String: Int]

  /// - Parameters:
  ///   - fields: one a column.
  ///   - columns: all of `rowCount` rows.
  ///   - rowCount: needed where there is no column.
  public init(
    name: String, fields: [Field], columns: [Column], rowCount: Int? = nil, remarks: [String] = [],
    roles: TableRoles = TableRoles(), path: String? = nil
  ) {
    precondition(fields.count == columns.count, "a field for each column")
    self.name = name
    self.fields = fields
    self.columns = columns
    self.rowCount = rowCount ?? columns.first?.count ?? 0
    self.remarks = remarks
    self.roles = roles
    self.path = path
    index = Dictionary(
      fields.enumerated().map { ($1.name.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// The column of a name, ignoring case: the name itself, or else a short name that only one column has.
  public func columnIndex(named name: String) -> Int? {
    let key = name.lowercased()
    if let found = index[key] { return found }
    let short = fields.indices.filter { fields[$0].shortName?.lowercased() == key }
    return short.count == 1 ? short.first : nil
  }

  public func column(named name: String) -> Column? {
    columnIndex(named: name).map { columns[$0] }
  }

  /// The same table with columns that play these parts.
  public func with(_ roles: TableRoles) -> Table {
    Table(
      name: name, fields: fields, columns: columns, rowCount: rowCount, remarks: remarks, roles: roles,
      path: path)
  }

  /// The same table, known to be read from this file.
  public func from(_ path: String) -> Table {
    Table(
      name: name, fields: fields, columns: columns, rowCount: rowCount, remarks: remarks, roles: roles,
      path: path)
  }

  /// Some of the columns of the same rows.
  public func selecting(_ columns: [Int]) -> Table {
    Table(
      name: name, fields: columns.map { fields[$0] }, columns: columns.map { self.columns[$0] },
      rowCount: rowCount, remarks: remarks, roles: roles.selecting(columns), path: path)
  }

  public func renamed(_ name: String) -> Table {
    Table(
      name: name, fields: fields, columns: columns, rowCount: rowCount, remarks: remarks, roles: roles,
      path: path)
  }
}
