import TallyColumns

/// A dialect of SQL that questions can be written in.
///
/// How the kinds of Tally are expected to stand in tables of the engine:
///
/// | kind | sqlite | postgres | duckdb | clickhouse |
/// |---|---|---|---|---|
/// | yes/no | INTEGER 0 and 1 | boolean | BOOLEAN | Bool |
/// | whole | INTEGER | bigint | BIGINT | Int64 |
/// | real | REAL | double precision | DOUBLE | Float64 |
/// | text | TEXT | text | VARCHAR | String |
/// | date | TEXT `2025-05-24` | date | DATE | Date32 |
/// | time (UTC) | TEXT `2025-05-24 07:30:00`, then `.` and six digits if there is a fraction | timestamp | TIMESTAMP | DateTime64(6, 'UTC') |
/// | duration | INTEGER, microseconds | bigint | BIGINT | Int64 |
///
/// Unknown is NULL, so ClickHouse's are Nullable. A figure with bounds is three columns (`ColumnNames`).
/// SQLite's texts are in order, and so comparable, from the year 0 to 9999; ClickHouse's dates reach from
/// 1900 to 2299.
///
/// What differs beyond the spelling, and is left so: a whole number that leaves 64 bits is an error in
/// Tally, in Postgres and in DuckDB, turns into a real in SQLite and wraps around in ClickHouse; a real
/// beyond all numbers is unknown in Tally and an error in Postgres. Texts that differ only in how an accent
/// is put together are the same in Tally and not in SQL.
public enum Dialect: String, Sendable, CaseIterable {
  case sqlite, postgres, duckdb, clickhouse

  /// The engine's name as people write it.
  public var title: String { spelling.title }

  /// The type of a column of a kind, as CREATE TABLE takes it.
  public func columnType(of kind: Kind) -> String {
    self == .clickhouse ? "Nullable(\(spelling.type(of: kind)))" : spelling.type(of: kind)
  }

  /// A name in the dialect's quotes; nil where the dialect cannot have such a name.
  public func quoted(_ name: String) -> String? { spelling.quoted(name) }

  var spelling: any Spelling {
    switch self {
    case .sqlite: SQLiteSpelling()
    case .postgres: PostgresSpelling()
    case .duckdb: DuckDBSpelling()
    case .clickhouse: ClickHouseSpelling()
    }
  }
}
