/// A Frictionless Data Package as its descriptor `datapackage.json` gives it
/// (https://datapackage.org/standard/data-package/).
public struct DataPackage: Sendable, Hashable {
  public let name: String?
  public let title: String?
  public let description: String?
  /// The tables, in the descriptor's order.
  public let resources: [Resource]

  /// One table of the package.
  public struct Resource: Sendable, Hashable {
    public let name: String
    public let description: String?
    /// Files inside the package's folder that together are the table; at least one.
    public let paths: [String]
    /// The byte between cells; nil to find it.
    public let separator: UInt8?
    public let hasHeader: Bool
    /// Nil where nothing is declared and all is to be found out.
    public let fields: [Field]?
    public let missingValues: [String]?
    /// Columns whose values together tell rows apart.
    public let primaryKey: [String]
    public let foreignKeys: [ForeignKey]
    public let declaration: TableDeclaration
  }

  /// One column of a table.
  public struct Field: Sendable, Hashable {
    public let name: String
    /// The standard's type, such as `integer`; `any` where none is given.
    public let type: String
    public let format: String?
    public let description: String?
    public let missingValues: [String]?
    public let declaration: FieldDeclaration
  }

  /// Columns whose values are values of another table's columns.
  public struct ForeignKey: Sendable, Hashable {
    public let fields: [String]
    /// The other table; empty for the same one.
    public let resource: String
    public let referencedFields: [String]
  }
}

extension DataPackage.Field {
  /// What the cells are to be read as; nil to find it out.
  var kind: DeclaredKind? {
    if let kind = declaration.kind { return kind }
    let hasUsualFormat = format == nil || format == "default" || format == "any"
    return switch type {
    case "any": nil
    case "boolean": .boolean
    case "integer", "year": .whole
    case "number": .real
    case "date": hasUsualFormat || format == "%Y-%m-%d" ? .date : .text
    case "datetime": hasUsualFormat ? .time : .text
    case "duration": .duration
    default: .text
    }
  }

  /// Whether a type is read as text for want of anything better, which is worth a remark.
  var isReadAsText: Bool {
    kind == .text && declaration.kind == nil && !["string", "yearmonth"].contains(type)
  }
}

extension DataPackage.Resource {
  /// What the columns are declared to be; nil where nothing is.
  var schema: TableSchema? {
    fields.map { fields in
      TableSchema(
        columns: fields.map { field in
          ColumnSchema(
            name: field.name, kind: field.kind, missingValues: field.missingValues ?? missingValues,
            description: field.description)
        })
    }
  }
}
