/// The names of a table's columns, each of them different from the others even when case is ignored.
struct ColumnNames {
  let names: [String]
  let remarks: [String]

  /// Names from a header: an empty one becomes `column_3`, one that another has already `name_2`.
  init(header: [String]) {
    var remarks: [String] = []
    var taken = Set(header.map { $0.lowercased() })
    var used: Set<String> = []
    var lastNumbers: [String: Int] = [:]
    names = header.enumerated().map { place, name in
      if !name.isEmpty, used.insert(name.lowercased()).inserted { return name }
      let stem = name.isEmpty ? "column_" : "\(name)_"
      // Numbers go on from the last one given, so that many columns of one name stay cheap.
      var number = name.isEmpty ? place + 1 : (lastNumbers[stem.lowercased()] ?? 1) + 1
      while taken.contains("\(stem)\(number)".lowercased()) { number += 1 }
      lastNumbers[stem.lowercased()] = number
      let unique = "\(stem)\(number)"
      taken.insert(unique.lowercased())
      used.insert(unique.lowercased())
      remarks.append(
        name.isEmpty ? FileRemarks.nameMissing(unique) : FileRemarks.nameRepeated(name, as: unique))
      return unique
    }
    self.remarks = remarks
  }

  /// The declared names for a table without a header; `column_1`, `column_2` and so on where none are.
  init(count: Int, declared: TableSchema?) {
    let declared = declared?.columns.map(\.name) ?? []
    self.init(header: (0..<count).map { $0 < declared.count ? declared[$0] : "column_\($0 + 1)" })
  }
}
