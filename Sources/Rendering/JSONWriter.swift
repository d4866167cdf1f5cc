import TallyColumns

/// A row as a JSON object.
struct JSONRows: Sendable {
  /// Names of the columns, made different where two are the same.
  let names: [String]
  /// `{"first":`, `,"second":` and so on.
  private let keys: [[UInt8]]
  private let cells: [CellEncoder<JSONNotation>]

  init(_ table: Table) {
    names = JSONRows.unique(table.fields.map(\.name))
    keys = names.enumerated().map { index, name in
      var key = [index == 0 ? UInt8(ascii: "{") : UInt8(ascii: ",")]
      JSONNotation().appendText(name.utf8, to: &key)
      key.append(UInt8(ascii: ":"))
      return key
    }
    cells = zip(table.columns, table.fields).map {
      CellEncoder($0, as: $1.presentation, notation: JSONNotation())
    }
  }

  func append(_ row: Int, to output: inout [UInt8]) {
    guard !cells.isEmpty else { return output.append("{}") }
    for index in cells.indices {
      output.append(contentsOf: keys[index])
      cells[index].append(row, to: &output)
    }
    output.append(UInt8(ascii: "}"))
  }

  /// The second `city` becomes `city_2`, unless that is taken too.
  private static func unique(_ names: [String]) -> [String] {
    let given = Set(names)
    var used: Set<String> = []
    var nextSuffix: [String: Int] = [:]
    return names.map { name in
      guard !used.insert(name).inserted else { return name }
      var suffix = nextSuffix[name] ?? 2
      while given.contains("\(name)_\(suffix)") || used.contains("\(name)_\(suffix)") { suffix += 1 }
      nextSuffix[name] = suffix + 1
      used.insert("\(name)_\(suffix)")
      return "\(name)_\(suffix)"
    }
  }
}

/// An object a row, a row a line; notes have no place in it.
struct JSONLinesWriter: AnswerWriter {
  let rowCount: Int
  private let rows: JSONRows

  init(_ table: Table) {
    rows = JSONRows(table)
    rowCount = table.rowCount
  }

  func appendHead(to output: inout [UInt8]) {}

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    rows.append(row, to: &output)
    output.append(UInt8(ascii: "\n"))
  }

  func appendFoot(to output: inout [UInt8]) {}
}

/// One object: what the columns are, the rows a line each, and the notes.
///
///     {"columns":[{"name":"city","kind":"text"}],
///     "rows":[
///     {"city":"Kyiv"}
///     ],
///     "notes":[]}
struct JSONWriter: AnswerWriter {
  let rowCount: Int
  private let rows: JSONRows
  private let kinds: [Kind]
  private let notes: [String]

  init(_ table: Table, notes: [String]) {
    rows = JSONRows(table)
    rowCount = table.rowCount
    // Days of the week are written by name.
    kinds = zip(table.columns, table.fields).map { $1.presentation == .weekday ? .text : $0.kind }
    self.notes = notes
  }

  func appendHead(to output: inout [UInt8]) {
    output.append("{\"columns\":[")
    for (index, name) in rows.names.enumerated() {
      output.append(index == 0 ? "{\"name\":" : ",{\"name\":")
      JSONNotation().appendText(name.utf8, to: &output)
      output.append(",\"kind\":\"\(kinds[index].rawValue)\"}")
    }
    output.append("],\n\"rows\":[")
  }

  func appendRow(_ row: Int, to output: inout [UInt8]) {
    output.append(row == 0 ? "\n" : ",\n")
    rows.append(row, to: &output)
  }

  func appendFoot(to output: inout [UInt8]) {
    output.append(rowCount == 0 ? "],\n\"notes\":[" : "\n],\n\"notes\":[")
    for (index, note) in notes.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      JSONNotation().appendText(note.utf8, to: &output)
    }
    output.append("]}\n")
  }
}
