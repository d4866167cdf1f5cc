import TallyColumns
import TallyDialects

/// Tables of Tally in another engine, in a process of its own, where its Python package is installed:
/// duckdb, chdb (ClickHouse), or psycopg2 with a server named by TALLY_POSTGRES.
///
/// TALLY_PYTHON is the Python that has them; `python3` unless it is set.
public final class EngineTables {
  private let dialect: Dialect
  private let engine: EngineProcess

  /// Nil where the engine is not there.
  public init?(_ dialect: Dialect) {
    guard let engine = EngineProcess(dialect.rawValue) else { return nil }
    self.dialect = dialect
    self.engine = engine
  }

  /// Makes these the tables that there are, whatever was there before under their names.
  public func set(_ tables: [Table]) throws {
    for table in tables { try add(table) }
  }

  /// The rows that a SELECT gives, as `SQLiteTables` gives them.
  public func rows(of sql: String, types: [ValueType]) throws -> [[Value]] {
    try engine.run(sql).map { cells in
      let width = types.reduce(0) { $0 + ($1.isBounded ? 3 : 1) }
      guard cells.count == width else { throw EngineProcess.Failure("\(cells.count) columns, not \(width)") }
      var rest = cells[...]
      return try types.map { type in
        guard type.isBounded else { return try EngineCell.value(rest.removeFirst(), type.kind) }
        let parts = try (0..<3).map { _ in try EngineCell.number(rest.removeFirst(), type.kind) }
        let figure = Figure(low: parts[0], best: parts[1], high: parts[2])
        return figure.isOpen ? .unknown : Value(figure, kind: type.kind)
      }
    }
  }

  private func add(_ table: Table) throws {
    let names = ColumnNames.of(table)
    let columns = try zip(names, table.columns).flatMap { names, column in
      try names.all.map { "\(try quoted($0)) \(dialect.columnType(of: column.kind))" }
    }
    let name = try quoted(table.name)
    let storage = dialect == .clickhouse ? " ENGINE = Memory" : ""
    _ = try engine.run("DROP TABLE IF EXISTS \(name)")
    _ = try engine.run("CREATE TABLE \(name) (\(columns.joined(separator: ", ")))\(storage)")
    let rows = try (0..<table.rowCount).map { row in
      let values = try table.columns.flatMap { column in
        try EngineCell.literals(column.value(at: row), column, dialect)
      }
      return "(\(values.joined(separator: ", ")))"
    }
    guard !rows.isEmpty else { return }
    _ = try engine.run("INSERT INTO \(name) VALUES \(rows.joined(separator: ", "))")
  }

  private func quoted(_ name: String) throws -> String {
    guard let quoted = dialect.quoted(name) else { throw EngineProcess.Failure("the name \(name)") }
    return quoted
  }
}
