import BenchmarkData
import GRDB
import TallyWorkers

/// The original tables in SQLite, put there without anything of the engine: what it is held against.
final class OriginalDatabase: Sendable {
  private let queue: DatabaseQueue

  init() throws {
    var configuration = Configuration()
    configuration.prepareDatabase { database in
      database.add(function: OriginalDatabase.replacement)
      // Without case first, then letter by letter: Tally's order of texts.
      database.add(
        collation: DatabaseCollation("letters") { a, b in
          let (x, y) = (a.lowercased(), b.lowercased())
          let (left, right) = x.utf8.elementsEqual(y.utf8) ? (a, b) : (x, y)
          if left.utf8.elementsEqual(right.utf8) { return .orderedSame }
          return left.utf8.lexicographicallyPrecedes(right.utf8) ? .orderedAscending : .orderedDescending
        })
      try database.execute(sql: "PRAGMA case_sensitive_like = ON")
    }
    queue = try DatabaseQueue(configuration: configuration)
  }

  /// REGEXP_REPLACE, which ClickHouse has and SQLite has not, for patterns with one group that is all
  /// that stays.
  private static let replacement = DatabaseFunction("REGEXP_REPLACE", argumentCount: 3, pure: true) {
    arguments in
    guard let text = String.fromDatabaseValue(arguments[0]),
      let pattern = String.fromDatabaseValue(arguments[1]), String.fromDatabaseValue(arguments[2]) == #"\1"#
    else { return nil }
    guard let match = try Regex(pattern).wholeMatch(in: text), let group = match.output[1].substring else {
      return text
    }
    return String(group)
  }

  /// Adds a table of columns and their types in SQL.
  /// - Parameter blanksAreText: a blank cell is the empty text where it is text; otherwise it is NULL.
  func add(_ table: some BenchmarkTable, named name: String, types: [String], blanksAreText: Bool) throws {
    let rows = try CellText.rows(of: table)
    let columns = zip(table.columns, types).map { "\($0) \($1)" }.joined(separator: ", ")
    let places = [String](repeating: "?", count: types.count).joined(separator: ", ")
    try queue.write { database in
      try database.execute(sql: "CREATE TABLE \(name) (\(columns))")
      let insert = try database.makeStatement(sql: "INSERT INTO \(name) VALUES (\(places))")
      for row in rows {
        let values = zip(row, types).map { cell, type -> DatabaseValue in
          cell.isEmpty && !(blanksAreText && type == "TEXT") ? .null : cell.databaseValue
        }
        try insert.execute(arguments: StatementArguments(values))
      }
    }
  }

  func rows(of sql: String) throws -> [[Cell]] {
    try queue.read { database in
      let cursor = try Row.fetchCursor(database, sql: sql)
      var rows: [[Cell]] = []
      while let row = try cursor.next() { rows.append(row.databaseValues.map { Cell($0) }) }
      return rows
    }
  }
}

/// Cells of CSV as they are written (RFC 4180), read as plainly as can be.
enum CellText {
  static func rows(of table: some BenchmarkTable) throws -> [[String]] {
    var lines = LineBuffer()
    try table.prepared(workers: Workers(), cancellation: .never).write(0..<table.rowCount, to: &lines)
    return rows(of: lines.bytes)
  }

  static func rows(of bytes: [UInt8]) -> [[String]] {
    let (quote, comma, newline) = (UInt8(ascii: "\""), UInt8(ascii: ","), UInt8(ascii: "\n"))
    var rows: [[String]] = []
    var row: [String] = []
    var cell: [UInt8] = []
    var isQuoted = false
    var wasQuote = false
    for byte in bytes {
      if isQuoted, byte != quote {
        cell.append(byte)
      } else if byte == quote {
        // A quote that follows one that seemed to close stands for itself.
        if !isQuoted, wasQuote { cell.append(quote) }
        isQuoted.toggle()
      } else if byte == comma || byte == newline {
        row.append(String(decoding: cell, as: UTF8.self))
        cell.removeAll(keepingCapacity: true)
        if byte == newline {
          rows.append(row)
          row = []
        }
      } else {
        cell.append(byte)
      }
      wasQuote = byte == quote && !isQuoted
    }
    return rows
  }
}
