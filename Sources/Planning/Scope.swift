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
  /// The table, where names stand for its columns; behind a join, for the first of them.
  let table: Table?
  /// For each column the sides of joins whose rows its values are of; empty where nothing was joined.
  private(set) var sides: [Set<JoinSide>] = []
  /// Columns by their names with the table before them, in lower case, behind a join.
  private(set) var qualifiedNames: [String: Int] = [:]
  /// What the joins behind those sides are of, by their numbers.
  private(set) var joins: [Int: JoinedRows] = [:]
  /// Why rows that were claims are none any more; nil where they still are, or never were.
  private(set) var lostClaims: LostClaims?

  /// - Parameter isAnswer: whether the table is what the question before gave, so that its columns go by the words
  ///   that were asked with, as behind a bar.
  init(_ table: Table, isAnswer: Bool = false) {
    roles = table.roles
    self.table = table
    fields = table.fields
    types = zip(table.columns, table.fields).map { column, field in
      ValueType(column.kind, isBounded: column.isBounded, presentation: field.presentation)
    }
    tableName = isAnswer ? nil : table.name
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
    // What a join has brought along plays no part that is looked up in the table.
    let inTable = table.map { table in columns.map { table.columns.indices.contains($0) ? $0 : 0 } } ?? []
    var scope = Scope(
      fields: names, types: columns.map { types[$0] }, tableName: tableName, roles: roles.selecting(columns),
      table: table?.selecting(inTable))
    scope.sides = sides.isEmpty ? [] : columns.map { sides[$0] }
    scope.joins = joins
    scope.lostClaims = lostClaims
    for (place, column) in columns.enumerated() {
      for (name, index) in qualifiedNames where index == column { scope.qualifiedNames[name] = place }
    }
    return scope
  }

  /// The columns of a join, in which those of `left` keep their places and parts.
  init(_ join: JoinPlan, left: Scope, right: Scope, rows: JoinedRows) {
    fields = join.fields
    types = join.types
    tableName = nil
    table = left.table
    roles = left.roles.joined(to: right.roles, join.rightColumns, behind: join.leftCount)
    joins = left.joins
    joins[join.number] = rows
    qualifiedNames = left.namesWithTable
    for (name, index) in right.namesWithTable {
      let same = join.keys.first {
        $0.right.columnNumber == index && TextOrder.isSame($0.leftName, $0.rightName)
      }
      let place =
        join.rightColumns.firstIndex(of: index).map { join.leftCount + $0 } ?? same?.left.columnNumber
      if let place, qualifiedNames[name] == nil { qualifiedNames[name] = place }
    }
    let before = left.sides.isEmpty ? left.fields.map { _ in [] } : left.sides
    let side = { (isRight: Bool) in JoinSide(join: join.number, isRight: isRight) }
    sides = before.map { $0.union([side(false)]) } + join.rightColumns.map { _ in [side(true)] }
    lostClaims =
      left.lostClaims ?? (right.roles.holdsClaims && !roles.holdsClaims ? .joined(rows.right) : nil)
    if join.kind == .full {
      if roles.holdsClaims { lostClaims = .joinedFully }
      roles.holdsClaims = false
      for key in join.keys where key.isMerged { for column in key.left.columns { sides[column] = [] } }
    }
  }

  /// The columns of expressions over the rows of another scope, with the parts that its columns play. Rows stay
  /// claims as long as they tell what they are about and whose word they are.
  init(fields: [Field], _ expressions: [Expression], over scope: Scope) {
    let columns = expressions.map { expression in
      expression.columnNumber.flatMap { scope.fields.indices.contains($0) ? $0 : nil }
    }
    var roles = scope.roles.selecting(columns)
    // What a window sees is other rows, too, and what a join has brought along is nobody's claim.
    for (place, expression) in expressions.enumerated() where columns[place] == nil {
      let isOfClaim = expression.columns.allSatisfy {
        scope.fields.indices.contains($0) && !scope.roles.joined.contains($0)
      }
      if !isOfClaim { roles.joined.insert(place) }
    }
    let inTable = scope.table.map { table in
      columns.map { column in column.flatMap { table.columns.indices.contains($0) ? $0 : nil } ?? 0 }
    }
    self.init(
      fields: fields, types: expressions.map(\.type), tableName: nil, roles: roles,
      table: inTable.flatMap { scope.table?.selecting($0) })
    lostClaims = scope.lostClaims ?? (scope.roles.holdsClaims && !roles.holdsClaims ? .notListed : nil)
    guard !scope.sides.isEmpty else { return }
    sides = expressions.map { scope.sides(of: $0) ?? [] }
    joins = scope.joins
  }

  /// The sides of joins whose rows a value is of; nil where it is worked out from no column at all.
  func sides(of expression: Expression) -> Set<JoinSide>? {
    let columns = expression.columns.filter(sides.indices.contains)
    guard let first = columns.first else { return nil }
    return columns.reduce(sides[first]) { $0.intersection(sides[$1]) }
  }

  /// Columns by their names with the table before them, in lower case.
  private var namesWithTable: [String: Int] {
    guard let tableName else { return qualifiedNames }
    let names = fields.enumerated().map { ("\(tableName).\($1.name)".lowercased(), $0) }
    return Dictionary(names, uniquingKeysWith: { first, _ in first })
  }

  /// The column of a name, ignoring case: by its own name, or else by one with the table before
  /// it, or a short name that only one has.
  func index(of name: String) -> Int? {
    let key = name.lowercased()
    if let index = fields.firstIndex(where: { $0.name.lowercased() == key }) { return index }
    if key.contains("."), let index = namesWithTable[key] { return index }
    let short = fields.indices.filter { fields[$0].shortName?.lowercased() == key }
    return short.count == 1 ? short[0] : table?.startOfSpan(calledDate: key)
  }

  func column(_ index: Int, _ span: Span) -> Expression {
    Expression(.column(index), types[index], span, field: fields[index])
  }

  /// The same columns as plain rows, whoever says what.
  /// - Parameter reason: why, where nobody asked for that.
  func withoutClaims(because reason: LostClaims? = nil) -> Scope {
    var scope = self
    if scope.roles.holdsClaims { scope.lostClaims = reason }
    scope.roles.holdsClaims = false
    return scope
  }

  /// All names people may type here.
  var names: [String] { fields.map(\.name) }
}

/// What notes call the two sides of a join.
struct JoinedRows {
  /// The table the rows so far are of; nil where a stage before has made them.
  let left: String?
  let right: String
}

/// Why nothing is settled of rows that were claims.
enum LostClaims {
  /// A stage has left out a column that tells what a claim is about or whose word it is, or has changed it.
  case notListed
  /// Rows that are the same stand once, whoever said so.
  case distinct
  /// They have been joined to other rows, rather than these to them.
  case joined(String)
  case joinedFully

  /// Whether an aggregate is of figures that would be settled if the rows were claims still.
  func concerns(_ call: AggregateCall, _ roles: TableRoles) -> Bool {
    guard case .joined = self else { return call.settlesFirst(roles) }
    return call.arguments.contains { argument in
      argument.expression.type.kind.canBeBounded && argument.expression.type.presentation == .plain
        && !argument.expression.columns.isDisjoint(with: roles.joined)
    }
  }

  var note: String {
    let reason =
      switch self {
      case .notListed: "what a claim is about or whose word it is has been left out"
      case .distinct: "list distinct gives rows rather than claims"
      case .joined(let table): "the claims of \(table) are joined to other rows"
      case .joinedFully: "a full join has rows that are no claims"
      }
    return "\(reason): nothing is settled, each row counts"
  }
}
