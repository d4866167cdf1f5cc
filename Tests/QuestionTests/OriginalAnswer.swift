/// What SQLite answers to an original question, cut nowhere, with what its rows are in order by.
///
/// Which of the rows that are equal by ORDER BY stand before a LIMIT is left open by SQL. So the whole answer
/// is asked for, and an answer that was cut is right where its rows stand among those they are equal to.
struct OriginalAnswer {
  private let rows: [[Cell]]
  /// What each row is in order by; nothing where SQL leaves the order open.
  private let keys: [[Cell]]
  private let skip: Int
  private let limit: Int

  init(to sql: String, of database: OriginalDatabase) throws {
    var statement = sql
    (statement, limit, skip) = OriginalAnswer.withoutLimit(statement)
    // An ORDER BY inside of parentheses is a window's.
    guard let order = statement.firstMatch(of: #/^(.+) ORDER BY ((?:[^()]|\([^()]*\))+)$/#) else {
      rows = try database.rows(of: statement)
      keys = rows.map { _ in [] }
      return
    }
    let named = order.2.split(separator: ", ").map {
      $0.replacing(" DESC", with: "").replacing(" COLLATE letters", with: "")
    }
    // Each key is one of the columns, by its name or its text, or is put behind them.
    let columns = OriginalAnswer.columns(of: statement)
    var places: [Int] = []
    var added: [String] = []
    for key in named {
      if let place = columns.firstIndex(where: { $0 == key || $0.hasSuffix(" AS \(key)") }) {
        places.append(place)
      } else {
        places.append(-1 - added.count)
        added.append(String(key))
      }
    }
    let list = added.map { ", \($0)" }.joined()
    let all = try database.rows(of: statement.replacing(" FROM ", with: "\(list) FROM ", maxReplacements: 1))
    rows = all.map { Array($0.dropLast(added.count)) }
    keys = all.map { row in places.map { $0 < 0 ? row[row.count - added.count - 1 - $0] : row[$0] } }
  }

  /// ` LIMIT 10 OFFSET 1000` at the end.
  private static func withoutLimit(_ sql: String) -> (sql: String, limit: Int, skip: Int) {
    guard let match = sql.firstMatch(of: #/ LIMIT (\d+)(?: OFFSET (\d+))?$/#) else { return (sql, .max, 0) }
    return (
      String(sql[..<match.range.lowerBound]), Int(match.1) ?? .max, match.2.flatMap { Int($0) } ?? 0
    )
  }

  /// What is selected, between the outermost commas.
  private static func columns(of sql: String) -> [String] {
    guard let list = sql.firstMatch(of: #/^SELECT (.*?) FROM /#)?.1 else { return [] }
    var columns = [""]
    var depth = 0
    for character in list {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 {
        columns.append("")
      } else if !(columns[columns.count - 1].isEmpty && character == " ") {
        columns[columns.count - 1].append(character)
      }
    }
    return columns
  }

  var isEmpty: Bool { min(rows.count, limit) - skip <= 0 && rows.count <= skip }

  /// What is wrong with an answer; nil where it is right.
  func difference(to answer: [[Cell]]) -> String? {
    let start = min(skip, rows.count)
    let end = limit < rows.count - start ? start + limit : rows.count
    guard answer.count == end - start else { return "\(answer.count) rows, and \(end - start) in SQLite" }
    if let first = rows.first, let mine = answer.first, first.count != mine.count {
      return "\(mine.count) columns, and \(first.count) in SQLite"
    }
    var run = 0
    while run < rows.count {
      var next = run + 1
      while next < rows.count, zip(keys[run], keys[next]).allSatisfy({ $0.isNear($1) }) { next += 1 }
      let overlap = max(run, start)..<max(run, start, min(next, end))
      if !overlap.isEmpty {
        let mine = Array(answer[(overlap.lowerBound - start)..<(overlap.upperBound - start)])
        let theirs = Array(rows[run..<next])
        if let difference = OriginalAnswer.difference(mine, among: theirs, all: overlap == run..<next) {
          return "rows \(overlap): \(difference)"
        }
      }
      run = next
    }
    return nil
  }

  /// Whether some rows are among others, each once; or are all of them.
  private static func difference(_ mine: [[Cell]], among theirs: [[Cell]], all: Bool) -> String? {
    if all {
      for (a, b) in zip(mine.sorted(by: isBefore), theirs.sorted(by: isBefore)) where !isNear(a, b) {
        return "\(a), and \(b) in SQLite"
      }
      return nil
    }
    var rest = theirs
    for row in mine {
      guard let place = rest.firstIndex(where: { isNear(row, $0) }) else { return "\(row) is not in SQLite" }
      rest.remove(at: place)
    }
    return nil
  }

  private static func isNear(_ a: [Cell], _ b: [Cell]) -> Bool { zip(a, b).allSatisfy { $0.isNear($1) } }

  private static func isBefore(_ a: [Cell], _ b: [Cell]) -> Bool {
    for (x, y) in zip(a, b) {
      if let isBefore = Cell.isBefore(x, y) { return isBefore }
    }
    return false
  }
}
