import TallyColumns

/// Who tables have claims of, for `according to` and `using trust`.
extension ColumnValues {
  /// Offers the sources of claims, those of most rows first, each of a cell that names several by itself.
  static func offerSources(of tables: [Table], to completer: inout Completer) {
    let all = TypedPattern("", .beginning)
    var rows: [String: Int] = [:]
    var names: [String] = []
    for table in tables {
      for column in table.roles.sources where table.columns.indices.contains(column) {
        let cells = ColumnValues(of: [table.columns[column]], completer.rowCounts).texts(for: all, typed: "")
          .found
        for cell in cells {
          for name in table.roles.sources(in: cell.text, ofColumn: column) {
            if rows.updateValue((rows[name] ?? 0) + (cell.rows ?? 0), forKey: name) == nil {
              names.append(name)
            }
          }
        }
      }
    }
    let ranked = names.enumerated().sorted { a, b in
      (rows[b.element] ?? 0, a.offset) < (rows[a.element] ?? 0, b.offset)
    }
    for (_, name) in ranked {
      guard let score = completer.pattern.score(name) else { continue }
      offer(Found(text: name, remark: "source", score: score), notAmong: [], to: &completer)
    }
  }
}
