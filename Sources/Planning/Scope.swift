import TallyColumns
import TallyDiagnostics
import TallySyntax

/// The columns that names can mean at one place of a query.
struct Scope {
  /// The columns, as a table without rows where they are not one yet.
  let fields: [Field]
  let types: [ValueType]
  /// The table's name, for messages; nil between stages.
  let tableName: String?
  /// The parts that the table's columns play in claims.
  private(set) var roles: TableRoles
  /// The table, where names stand for its columns.
  let table: Table?

  init(_ table: Table) {
    roles = table.roles
    self.table = table
    fields = table.fields
    types = zip(table.columns, table.fields).map { column, field in
      ValueType(column.kind, isBounded: column.isBounded, presentation: field.presentation)
    }
    tableName = table.name
  }

  init(fields: [Field], types: [ValueType]) {
    self.fields = fields
    self.types = types
    tableName = nil
    roles = TableRoles()
    table = nil
  }

  private init(
    fields: [Field], types: [ValueType], tableName: String?, roles: TableRoles, table: Table?
  ) {
    self.fields = fields
    self.types = types
    self.tableName = tableName
    self.roles = roles
    self.table = table
  }

  /// Some of the columns with the parts that they play, under names of their own.
  func selecting(_ columns: [Int], named names: [Field]) -> Scope {
    return Scope(
      fields: names, types: columns.map { types[$0] }, tableName: tableName, roles: roles.selecting(columns),
      table: table?.selecting(columns))
  }

  /// The column of a name, ignoring case: by its own name, or else by a short name that only one has.
  func index(of name: String) -> Int? {
    let key = name.lowercased()
    if let index = fields.firstIndex(where: { $0.name.lowercased() == key }) { return index }
    let short = fields.indices.filter { fields[$0].shortName?.lowercased() == key }
    return short.count == 1 ? short[0] : table?.startOfSpan(calledDate: key)
  }

  func column(_ index: Int, _ span: Span) -> Expression {
    Expression(.column(index), types[index], span, field: fields[index])
  }

  /// The same columns as plain rows, whoever says what.
  var withoutClaims: Scope {
    var scope = self
    scope.roles.holdsClaims = false
    return scope
  }

  /// All names people may type here.
  var names: [String] { fields.map(\.name) }
}
