import TallyDiagnostics

extension DataPackage {
  /// A package from its descriptor.
  /// - Throws: `Diagnostic` where the descriptor is not as the standard has it.
  init(_ json: JSONValue) throws {
    guard json.object != nil else { throw FileDiagnostics.badDescriptor("it is not an object") }
    guard let resources = json["resources"]?.array, !resources.isEmpty else {
      throw FileDiagnostics.badDescriptor("it has no list of resources")
    }
    name = json["name"]?.string
    title = json["title"]?.string
    description = json["description"]?.string
    self.resources = try resources.enumerated().map { try Resource($1, place: "resource \($0 + 1)") }
    if let repeated = DescriptorReader.repeated(self.resources.map(\.name)) {
      throw FileDiagnostics.badDescriptor("two resources are called \(repeated)")
    }
  }
}

extension DataPackage.Resource {
  fileprivate init(_ json: JSONValue, place: String) throws {
    let reader = DescriptorReader(json, place: json["name"]?.string.map { "resource \($0)" } ?? place)
    name = try reader.required("name")
    description = try reader.string("description") ?? reader.string("title")
    guard let paths = try reader.strings("path"), !paths.isEmpty else {
      throw reader.bad("has no path to a file")
    }
    if let unsafe = paths.first(where: { !FilePath.isSafe($0) }) { throw FileDiagnostics.unsafePath(unsafe) }
    self.paths = paths
    let dialect = DescriptorReader(json["dialect"] ?? .object([:]), place: "the dialect of \(reader.place)")
    separator = try dialect.string("delimiter").map { delimiter in
      guard delimiter.utf8.count == 1, let byte = delimiter.utf8.first else {
        throw FileDiagnostics.unsupported("the delimiter \"\(delimiter)\" of \(reader.place)")
      }
      return byte
    }
    if let quote = try dialect.string("quoteChar"), quote != "\"" {
      throw FileDiagnostics.unsupported("the quote \(quote) of \(reader.place)")
    }
    hasHeader = try dialect.boolean("header") ?? true
    let schema = DescriptorReader(json["schema"] ?? .object([:]), place: "the schema of \(reader.place)")
    fields = try schema.array("fields")?.enumerated().map {
      try DataPackage.Field($1, place: "field \($0 + 1) of \(reader.place)")
    }
    if let repeated = DescriptorReader.repeated((fields ?? []).map(\.name)) {
      throw reader.bad("declares two fields called \(repeated)")
    }
    missingValues = try schema.missingValues()
    primaryKey = try schema.strings("primaryKey") ?? []
    foreignKeys = try schema.array("foreignKeys")?.map { try DataPackage.ForeignKey($0, reader) } ?? []
    declaration = try TableDeclaration(json["tally"], place: reader.place)
  }
}

extension DataPackage.ForeignKey {
  fileprivate init(_ json: JSONValue, _ resource: DescriptorReader) throws {
    guard let fields = json["fields"]?.strings, let reference = json["reference"],
      let referencedFields = reference["fields"]?.strings, referencedFields.count == fields.count
    else { throw resource.bad("has a foreign key without fields and the fields they refer to") }
    self.fields = fields
    self.resource = reference["resource"]?.string ?? ""
    self.referencedFields = referencedFields
  }
}

extension DataPackage.Field {
  fileprivate init(_ json: JSONValue, place: String) throws {
    let reader = DescriptorReader(json, place: json["name"]?.string.map { "field \($0)" } ?? place)
    name = try reader.required("name")
    type = try reader.string("type") ?? "any"
    format = try reader.string("format")
    description = try reader.string("description") ?? reader.string("title")
    missingValues = try reader.missingValues()
    declaration = try FieldDeclaration(json["tally"], place: reader.place)
  }
}

extension FieldDeclaration {
  fileprivate init(_ json: JSONValue?, place: String) throws {
    let reader = DescriptorReader(json ?? .object([:]), place: "\"tally\" of \(place)")
    let separator = try reader.string("separator")
    if separator?.isEmpty == true { throw reader.bad("has a separator that is empty") }
    self.init(
      role: try reader.oneOf("role", Role.allCases), kind: try reader.oneOf("kind", DeclaredKind.allCases),
      includes: try reader.strings("includes") ?? [], separator: separator)
  }
}

extension TableDeclaration {
  fileprivate init(_ json: JSONValue?, place: String) throws {
    let reader = DescriptorReader(json ?? .object([:]), place: "\"tally\" of \(place)")
    let spans = try (reader.object("spans") ?? [:]).map { name, ends in
      guard let ends = ends.strings, ends.count == 2 else {
        throw reader.bad("gives the span \(name) without its two columns")
      }
      return Span(name: name, start: ends[0], end: ends[1])
    }
    self.init(
      holdsClaims: try reader.boolean("claims") ?? false, spans: spans.sorted { $0.name < $1.name },
      figures: try TableDeclaration.figures(reader),
      gazetteer: try reader.reader("gazetteer").map { columns in
        Gazetteer(
          name: try columns.required("name"), inside: try columns.string("inside"),
          also: try columns.string("also"))
      },
      events: try reader.reader("events").map { columns in
        Events(name: try columns.required("name"), partOf: try columns.string("part_of"))
      })
  }

  private static func figures(_ reader: DescriptorReader) throws -> [Parts] {
    let names = (try reader.object("figures") ?? [:]).keys.sorted()
    guard !names.isEmpty, let figures = try reader.reader("figures") else { return [] }
    return try names.map { name in
      let parts = try figures.reader(name)
      let figure = Parts(
        name: name, low: try parts?.string("low"), best: try parts?.string("best"),
        high: try parts?.string("high"))
      guard !figure.columns.isEmpty else {
        throw reader.bad("gives the figure \(name) no column for low, best or high")
      }
      return figure
    }
  }
}
