import TallyColumns
import TallyDiagnostics

// What the custom properties of a package say of its tables, turned from names into columns.

extension PackageReader {
  /// A table with the parts that its columns are declared to play.
  func withRoles(_ table: Table, _ resource: DataPackage.Resource, in package: DataPackage) throws -> Table {
    let column = { (name: String) throws -> Int in
      guard let index = table.columnIndex(named: name) else {
        throw FileError(
          path: FilePath.joined(folder, DataFolder.descriptorName),
          FileDiagnostics.noDeclaredColumn(name, table: table.name))
      }
      return index
    }
    var roles = TableRoles()
    roles.holdsClaims = resource.declaration.holdsClaims
    for field in resource.fields ?? [] {
      let declaration = field.declaration
      if !declaration.includes.isEmpty {
        roles.includes[try column(field.name)] = try declaration.includes.map(column)
      }
      guard let role = declaration.role else { continue }
      let index = try column(field.name)
      switch role {
      case .event: roles.event = index
      case .place: roles.place = index
      case .source:
        roles.sources.append(index)
        roles.sourceSeparators[index] = declaration.separator
      case .reported: roles.reported = index
      case .item: roles.items.append(index)
      }
    }
    if let circle = roles.circleOfInclusions {
      let names = circle.map { table.fields[$0].name }.joined(separator: " includes ")
      throw FileError(
        path: FilePath.joined(folder, DataFolder.descriptorName),
        FileDiagnostics.badDescriptor("in the table \(table.name) figures include themselves: \(names)"))
    }
    roles.spans = try resource.declaration.spans.map { span in
      TableRoles.Span(name: span.name, start: try column(span.start), end: try column(span.end))
    }
    roles.placeColumns = Set(try placeColumns(of: resource, in: package).map(column))
    if let place = roles.place { roles.placeColumns.insert(place) }
    return table.with(roles)
  }

  /// Columns whose values are names in the list of places.
  private func placeColumns(of resource: DataPackage.Resource, in package: DataPackage) -> [String] {
    var names: [String] = []
    if let gazetteer = resource.declaration.gazetteer {
      names = [gazetteer.name, gazetteer.inside].compactMap { $0 }
    }
    for key in resource.foreignKeys {
      let target = package.resources.first { $0.name == key.resource }
      guard let gazetteer = target?.declaration.gazetteer else { continue }
      for (field, referenced) in zip(key.fields, key.referencedFields) where referenced == gazetteer.name {
        names.append(field)
      }
    }
    return names
  }

  /// The places that the package lists; nil where it lists none.
  func places(_ package: DataPackage, _ tables: [Table]) throws -> Hierarchy? {
    for (resource, table) in zip(package.resources, tables) {
      guard let declared = resource.declaration.gazetteer else { continue }
      return try hierarchy(table, name: declared.name, inside: declared.inside, also: declared.also)
    }
    return nil
  }

  /// The events that the package lists; nil where it lists none.
  func events(_ package: DataPackage, _ tables: [Table]) throws -> Hierarchy? {
    for (resource, table) in zip(package.resources, tables) {
      guard let declared = resource.declaration.events else { continue }
      return try hierarchy(table, name: declared.name, inside: declared.partOf, also: nil)
    }
    return nil
  }

  private func hierarchy(_ table: Table, name: String, inside: String?, also: String?) throws -> Hierarchy {
    do {
      return try Hierarchy(table: table, name: name, inside: inside, also: also)
    } catch {
      throw FileError(path: FilePath.joined(folder, table.name), FileDiagnostics.noHierarchy(error))
    }
  }
}

extension Hierarchy {
  /// The hierarchy in a table's columns; other names are separated by semicolons.
  public init(table: Table, name: String, inside: String?, also: String?) throws(Fault) {
    let texts = { (column: String?, row: Int) -> String? in
      guard let column = column.flatMap(table.column(named:)), case .text(let text) = column.value(at: row)
      else { return nil }
      return text
    }
    var entries: [Entry] = []
    for row in 0..<table.rowCount {
      guard let entry = texts(name, row) else { continue }
      let aliases = (texts(also, row) ?? "").split(separator: ";").map { alias in
        String(alias.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
      }
      entries.append(Entry(entry, inside: texts(inside, row), also: aliases.filter { !$0.isEmpty }))
    }
    try self.init(entries)
  }
}
