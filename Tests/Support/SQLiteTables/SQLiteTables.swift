import GRDB
import TallyColumns
import TallyDialects

/// Tables of Tally as tables of SQLite, in memory, in the form that `Dialect.sqlite` expects them in.
///
/// SQLite's own LOWER and UPPER know ASCII only, which questions in SQL say of themselves; here they know
/// all letters, so that only meanings are compared.
public final class SQLiteTables {
  private let queue: DatabaseQueue

  public init(_ tables: [TallyColumns.Table]) throws {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      database.add(function: SQLiteTables.textFunction("LOWER") { $0.lowercased() })
      database.add(function: SQLiteTables.textFunction("UPPER") { $0.uppercased() })
    }
    queue = try DatabaseQueue(configuration: configuration)
    for table in tables { try add(table) }
  }

  private static func textFunction(
    _ name: String, _ change: @escaping @Sendable (String) -> String
  ) -> DatabaseFunction {
    DatabaseFunction(name, argumentCount: 1, pure: true) { arguments in
      arguments.first.flatMap(String.fromDatabaseValue).map(change)
    }
  }

  /// The rows that a SELECT gives.
  /// - Parameter types: those of the plan it was written for; a figure with bounds is read from three columns.
  /// - Throws: what SQLite finds wrong, and `Unreadable` for a value that does not stand as it should.
  public func rows(of sql: String, types: [ValueType]) throws -> [[Value]] {
    try queue.read { database in
      let width = types.reduce(0) { $0 + ($1.isBounded ? 3 : 1) }
      let cursor = try Row.fetchCursor(database, sql: sql)
      var rows: [[Value]] = []
      while let row = try cursor.next() {
        guard row.count == width else { throw Unreadable(what: "\(row.count) columns, not \(width)") }
        var index = 0
        rows.append(
          try types.map { type in
            defer { index += type.isBounded ? 3 : 1 }
            guard type.isBounded else { return try SQLiteValue.value(row[index], type.kind) }
            return try SQLiteValue.figure(row[index], row[index + 1], row[index + 2], type.kind)
          })
      }
      return rows
    }
  }

  /// A value of another kind than the plan says.
  public struct Unreadable: Error, CustomStringConvertible {
    public let what: String

    public var description: String { what }
  }

  private func add(_ table: TallyColumns.Table) throws {
    let names = ColumnNames.of(table)
    let type = { (index: Int) in Dialect.sqlite.columnType(of: table.columns[index].kind) }
    let columns = try names.indices.flatMap { index in
      try names[index].all.map { "\(try quoted($0)) \(type(index))" }
    }
    let places = [String](repeating: "?", count: columns.count).joined(separator: ", ")
    let name = try quoted(table.name)
    try queue.write { database in
      try database.execute(sql: "CREATE TABLE \(name) (\(columns.joined(separator: ", ")))")
      let insert = try database.makeStatement(sql: "INSERT INTO \(name) VALUES (\(places))")
      for row in 0..<table.rowCount {
        let values = table.columns.flatMap { column in
          SQLiteValue.stored(column.value(at: row), isBounded: column.isBounded)
        }
        try insert.execute(arguments: StatementArguments(values))
      }
    }
  }

  private func quoted(_ name: String) throws -> String {
    guard let quoted = Dialect.sqlite.quoted(name) else { throw Unreadable(what: "the name \(name)") }
    return quoted
  }
}
