import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// What is to be described.
enum DescribedThing {
  case table(Table)
  case column(Int, Table)

  /// - Throws: a `Diagnostic` where nothing is called so, or several things are.
  init(_ syntax: CommandSyntax, _ source: SourceText, _ catalog: Catalog) throws {
    var words = syntax.arguments
    guard !words.isEmpty else {
      self = .table(try DescribedThing.onlyTable(syntax, catalog))
      return
    }
    var named: Table?
    if words.count > 2, words[words.count - 2].text.lowercased() == "in", let name = words.last {
      guard let table = catalog.table(named: name.text) else {
        throw SessionDiagnostics.unknownTable(name, catalog, source)
      }
      named = table
      words.removeLast(2)
    }
    let text = words.map(\.text).joined(separator: " ")
    if let named {
      guard let column = named.columnIndex(named: text) else {
        throw SessionDiagnostics.noColumn(NameSyntax(text, span: words[0].span), named, source)
      }
      self = .column(column, named)
    } else if let table = catalog.table(named: text) {
      self = .table(table)
    } else if let (column, table) = DescribedThing.qualified(text, catalog) {
      self = .column(column, table)
    } else {
      self = try DescribedThing.column(text, words, source, catalog)
    }
  }

  private static func onlyTable(_ syntax: CommandSyntax, _ catalog: Catalog) throws -> Table {
    if let current = catalog.currentTable.flatMap(catalog.table(named:)) { return current }
    guard let only = catalog.tables.first, catalog.tables.count == 1 else {
      throw SessionDiagnostics.describeWhich(syntax, catalog)
    }
    return only
  }

  /// `strikes.launched`
  private static func qualified(_ text: String, _ catalog: Catalog) -> (Int, Table)? {
    for dot in text.indices where text[dot] == "." {
      guard let table = catalog.table(named: String(text[..<dot])) else { continue }
      let name = text[text.index(after: dot)...].drop { $0 == "[" }
      let column = table.columnIndex(named: String(name.last == "]" ? name.dropLast() : name))
      if let column { return (column, table) }
    }
    return nil
  }

  /// The column of the table in use, or of the only table that has it.
  private static func column(
    _ text: String, _ words: [NameSyntax], _ source: SourceText, _ catalog: Catalog
  ) throws -> DescribedThing {
    if let current = catalog.currentTable.flatMap(catalog.table(named:)),
      let column = current.columnIndex(named: text)
    {
      return .column(column, current)
    }
    let having = catalog.tables.filter { $0.columnIndex(named: text) != nil }
    guard let table = having.first, let column = table.columnIndex(named: text) else {
      throw SessionDiagnostics.unknownColumnOrTable(words, catalog, source)
    }
    guard having.count == 1 else { throw SessionDiagnostics.describeInWhich(words, having, source) }
    return .column(column, table)
  }
}
