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
/// is put together are the same in Tally and not in SQL. Means of whole numbers of more than 15 digits differ
/// in the last of them.
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

  /// A value of a kind as a literal; nil where the dialect cannot have such a value, or it is a figure with
  /// bounds, which is three.
  public func literal(_ value: Value, of kind: Kind) -> String? {
    switch value {
    case .unknown: return "NULL"
    case .boolean(let isSo): return isSo ? "TRUE" : "FALSE"
    case .text(let text): return spelling.literal(text)
    case .whole(let whole), .duration(let whole): return String(whole)
    case .real(let real): return spelling.real(real).written()
    case .date(let day): return spelling.literal(day: day)?.written()
    case .time(let moment): return spelling.literal(moment: moment)?.written()
    case .figure(let figure, _):
      switch figure.exact {
      case .whole(let whole)?: return String(whole)
      case .real(let real)?: return spelling.real(real).written()
      case nil: return nil
      }
    }
  }

  var spelling: any Spelling {
    switch self {
    case .sqlite: SQLiteSpelling()
    case .postgres: PostgresSpelling()
    case .duckdb: DuckDBSpelling()
    case .clickhouse: ClickHouseSpelling()
    }
  }
}
