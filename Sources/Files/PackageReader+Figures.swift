import TallyColumns
import TallyDiagnostics

// Figures whose low, best and high stand in columns of their own.

extension PackageReader {
  /// A table with the further columns of figures that are declared for it, behind its own.
  /// - Throws: `FileError` where a declared column is lacking or holds no numbers, where the name is taken,
  ///   or where the parts of a row are out of order.
  func withFigures(_ table: Table, _ resource: DataPackage.Resource) throws -> Table {
    let declared = resource.declaration.figures
    guard !declared.isEmpty else { return table }
    do {
      if let taken = declared.first(where: { table.columnIndex(named: $0.name) != nil }) {
        throw FileDiagnostics.badDescriptor(
          "resource \(resource.name) has a field \(taken.name) and a figure of that name")
      }
      let columns = try declared.map { try figures(of: table, $0) }
      let fields = declared.map { parts in
        Field(parts.name, description: "a figure from the columns \(parts.columns.joined(separator: ", "))")
      }
      return Table(
        name: table.name, fields: table.fields + fields, columns: table.columns + columns,
        rowCount: table.rowCount, remarks: table.remarks, roles: table.roles, path: table.path)
    } catch let diagnostic as Diagnostic {
      throw FileError(path: FilePath.joined(folder, DataFolder.descriptorName), diagnostic)
    }
  }

  private func figures(of table: Table, _ parts: TableDeclaration.Parts) throws -> Column {
    let column = { (name: String?) throws -> Column? in
      guard let name else { return nil }
      guard let column = table.column(named: name) else {
        throw FileDiagnostics.noDeclaredColumn(name, table: table.name)
      }
      // A column in which nothing is known has no kind of its own to object to.
      guard (column.kind.canBeBounded && !column.isBounded) || column.knownCount == 0 else {
        throw FileDiagnostics.badDescriptor(
          "the figure \(parts.name) is put together from \(name), which holds no exact numbers")
      }
      return column
    }
    let (low, best, high) = (try column(parts.low), try column(parts.best), try column(parts.high))
    let kinds = Set([low, best, high].compactMap { $0 }.filter { $0.knownCount > 0 }.map(\.kind))
    guard !kinds.contains(.duration) || kinds.count == 1 else {
      throw FileDiagnostics.badDescriptor(
        "the figure \(parts.name) is put together from numbers and durations")
    }
    let kind: Kind = kinds.contains(.duration) ? .duration : kinds.contains(.real) ? .real : .whole
    let values = try (0..<table.rowCount).map { row -> Value in
      let part = { (column: Column?) in column.flatMap { $0.value(at: row).number(as: kind) } }
      let figure = Figure(low: part(low), best: part(best), high: part(high))
      guard figure.isOrdered else { throw FileDiagnostics.crossedParts(parts.name, row: row + 1, figure) }
      return figure.isOpen ? .unknown : .figure(figure.settled, kind)
    }
    return Column(kind: kind, values: values)
  }
}

extension Value {
  fileprivate func number(as kind: Kind) -> Number? {
    switch self {
    case .whole(let whole): kind == .real ? .real(Double(whole)) : .whole(whole)
    case .duration(let length): .whole(length)
    case .real(let real): .real(real)
    default: nil
    }
  }
}
