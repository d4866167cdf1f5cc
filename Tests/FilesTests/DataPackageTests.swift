import TallyColumns
import TallyFiles
import Testing

@Suite struct DataPackageTests {
  static let packages = #filePath.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Packages"

  private func night() throws -> DataFolder { try DataFolder(opening: DataPackageTests.packages + "/night") }

  /// The error that opening a package ends in; its only table has these fields and this text.
  private func failure(_ fields: String, _ csv: String) throws -> FileError? {
    try failure(
      descriptor: """
        {"resources": [{"name": "t", "path": "t.csv", "schema": {"fields": [\(fields)]}}]}
        """, csv)
  }

  private func failure(descriptor: String, _ csv: String = "a\n1\n") throws -> FileError? {
    let folder = try TemporaryFolder(["datapackage.json": descriptor, "t.csv": csv])
    do {
      _ = try DataFolder(opening: folder.path)
      return nil
    } catch let error as FileError {
      #expect(error.path.hasPrefix(folder.path))
      return error
    }
  }

  @Test func tablesComeInTheOrderOfThePackage() throws {
    let folder = try night()
    #expect(folder.tables.map(\.name) == ["losses", "places", "readings"])
    #expect(folder.package?.name == "night")
    let again = try DataFolder(opening: DataPackageTests.packages + "/night/datapackage.json")
    #expect(again.tables.map(\.name) == folder.tables.map(\.name))
  }

  @Test func declaredTypesAreKept() throws {
    let table = try night().tables[0]
    let kinds: [Kind] = [
      .text, .text, .date, .date, .whole, .whole, .whole, .duration, .text, .boolean, .real, .time, .whole,
    ]
    #expect(table.kinds == kinds)
    #expect(table.texts(4) == ["15+", "3"])
    #expect(table.texts(5) == [nil, nil])
    #expect(table.texts(7) == [">7h", "45m"])
    #expect(table.texts(8) == ["007", "12"])
    #expect(table.texts(9) == ["yes", "no"])
    #expect(table.columns[10].values == [.real(1), .real(2)])
    #expect(table.fields[1].description == "Where it was")
  }

  @Test func declaredMissingValuesAreUnknown() throws {
    let table = try night().tables[0]
    #expect(table.texts(6) == ["5", nil])
    // A column of any type is found out like one without a package.
    #expect(table.texts(12) == ["2", nil])
  }

  @Test func dialectsAreFollowed() throws {
    let places = try night().tables[1]
    #expect(places.names == ["name", "inside", "also"])
    #expect(places.texts(0) == ["Ukraine", "Kyiv"])
    #expect(places.texts(2) == [nil, "Kiev;Київ"])
  }

  @Test func severalFilesAreOneTable() throws {
    let readings = try night().tables[2]
    #expect(readings.texts(0) == ["1", "2", "3"])
    #expect(readings.texts(1) == ["a", "b", "c"])
  }

  @Test func errorsInALaterFileNameItAndItsLine() throws {
    let folder = try TemporaryFolder(["1.csv": "a,b\r\n1,2\r\n", "2.csv": "a,b\r\n1,2\r\n3\r\n"])
    do {
      _ = try CSVReader().read(["\(folder.path)/1.csv", "\(folder.path)/2.csv"], name: "t")
      Issue.record("the short row was let pass")
    } catch let error as FileError {
      #expect(error.place == "\(folder.path)/2.csv:3:1")
    }
  }

  @Test func declarationsAreDecoded() throws {
    let resources = try #require(try night().package?.resources)
    let losses = resources[0]
    #expect(losses.declaration.holdsClaims)
    #expect(losses.declaration.spans.map { [$0.name, $0.start, $0.end] } == [["when", "start", "end"]])
    #expect(losses.primaryKey == ["event", "place"])
    #expect(losses.foreignKeys.map(\.resource) == ["places"])
    #expect(losses.fields?[0].declaration.role == .event)
    #expect(losses.fields?[4].declaration.includes == ["killed", "injured"])
    #expect(losses.fields?[4].declaration.kind == .figure)
    #expect(resources[1].declaration.gazetteer?.inside == "inside")
    #expect(resources[2].fields == nil)
  }

  @Test func aDeclaredFieldMustBeInTheFile() throws {
    let error = try failure(#"{"name": "a"}, {"name": "b"}"#, "a\n1\n")
    #expect(error?.diagnostic.id == "missing-column")
    #expect(error?.diagnostic.message == "the file has no column b, which the data package declares")
    #expect(error?.line == 1)
  }

  @Test func aColumnMustBeDeclared() throws {
    let error = try failure(#"{"name": "a"}"#, "a,extra\n1,2\n")
    #expect(error?.diagnostic.id == "extra-column")
    #expect(error?.column == 3)
  }

  @Test(arguments: [
    ("integer", "1.5"), ("integer", "x"), ("integer", "15+"), ("integer", "NA"), ("number", "1,5"),
    ("boolean", "maybe"), ("date", "24.05.2025"), ("date", "2025-05-24 07:30"), ("datetime", "noon"),
    ("duration", "7"), ("year", "'25"),
  ])
  func aCellMustBeOfItsDeclaredType(_ type: String, _ cell: String) throws {
    let error = try failure(#"{"name": "n"}, {"name": "a", "type": "\#(type)"}"#, "n,a\n1,\n22,\"\(cell)\"\n")
    #expect(error?.diagnostic.id == "cell-does-not-fit")
    #expect([error?.line, error?.column] == [3, 4])
    #expect(error?.diagnostic.message.contains("\"\(cell)\"") == true)
  }

  @Test func theFirstOfSeveralCellsThatDoNotFitIsNamed() throws {
    let fields = #"{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}"#
    #expect(try failure(fields, "a,b\n1,2\n1,x\ny,2\n")?.line == 3)
  }

  @Test func figuresAreNeitherTextNorDates() throws {
    let field = #"{"name": "a", "tally": {"kind": "figure"}}"#
    #expect(try failure(field, "a\n15+\n2025-05-24\n")?.line == 3)
    #expect(try failure(field, "a\n15+\n7\n") == nil)
  }

  @Test(arguments: ["../t.csv", "/t.csv", "x/../../t.csv", ""]) func unsafePathsAreRefused(_ path: String)
    throws
  {
    let error = try failure(descriptor: #"{"resources": [{"name": "t", "path": "\#(path)"}]}"#)
    #expect(error?.diagnostic.id == "unsafe-path")
  }

  @Test(arguments: [
    ("[]", "bad-descriptor"), ("{}", "bad-descriptor"), (#"{"resources": []}"#, "bad-descriptor"),
    (#"{"resources": [{"path": "t.csv"}]}"#, "bad-descriptor"),
    (#"{"resources": [{"name": "t"}]}"#, "bad-descriptor"),
    (#"{"resources": [{"name": "t", "path": 7}]}"#, "bad-descriptor"),
    (#"{"resources": [{"name": "t", "path": "t.csv"}, {"name": "T", "path": "t.csv"}]}"#, "bad-descriptor"),
    (#"{"resources": [{"name": "t", "path": "gone.csv"}]}"#, "file-not-found"),
    (#"{"resources": [{"name": "t", "path": "t.csv", "dialect": {"delimiter": "::"}}]}"#, "unsupported"),
    (#"{"resources": [{"name": "t", "path": "t.csv", "dialect": {"quoteChar": "'"}}]}"#, "unsupported"),
    (
      #"{"resources":[{"name":"t","path":"t.csv","schema":{"fields":[{"name":"a","tally":{"role":"x"}}]}}]}"#,
      "bad-descriptor"
    ),
    (
      #"{"resources": [{"name": "t", "path": "t.csv", "tally": {"spans": {"when": "start"}}}]}"#,
      "bad-descriptor"
    ),
  ])
  func badDescriptorsAreErrors(_ descriptor: String, _ id: String) throws {
    #expect(try failure(descriptor: descriptor)?.diagnostic.id == id)
  }

  @Test func jsonErrorsHaveALineAndAColumn() throws {
    let error = try failure(descriptor: "{\n  \"name\": \"x\",\n  \"resources\": [,]\n}")
    #expect(error?.diagnostic.id == "bad-json")
    #expect([error?.line, error?.column] == [3, 17])
  }

  @Test func unknownTypesAreReadAsTextAndRemarkedOn() throws {
    let folder = try TemporaryFolder([
      "datapackage.json": """
      {"resources": [{"name": "t", "path": "t.csv", "schema":
          {"fields": [{"name": "a", "type": "geopoint"}]}}]}
      """, "t.csv": "a\n\"1,2\"\n",
    ])
    let table = try DataFolder(opening: folder.path).tables[0]
    #expect(table.kinds == [.text])
    #expect(table.remarks == ["column a: the declared type geopoint is read as text"])
  }
}
