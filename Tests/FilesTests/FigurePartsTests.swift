import TallyColumns
import TallyFiles
import Testing

/// Figures that a package puts together from columns of their parts, and cells that name several sources.
@Suite struct FigurePartsTests {
  private func open(_ declaration: String, _ csv: String, fields: [String]) throws -> DataFolder {
    let schema = fields.map { #"{"name": "\#($0)"}"# }.joined(separator: ", ")
    let folder = try TemporaryFolder([
      "datapackage.json": """
      {"resources": [{"name": "t", "path": "t.csv", "tally": \(declaration), "schema": {"fields": [\(schema)]}}]}
      """, "t.csv": csv,
    ])
    return try DataFolder(opening: folder.path)
  }

  private func failure(_ declaration: String, _ csv: String) throws -> FileError? {
    do {
      _ = try open(declaration, csv, fields: ["low", "best", "high"])
      return nil
    } catch let error as FileError {
      return error
    }
  }

  private static let deaths = #"{"figures": {"deaths": {"low": "low", "best": "best", "high": "high"}}}"#

  @Test func threeColumnsAreOneFigureBehindTheOthers() throws {
    let csv = "low,best,high\n3,4,9\n5,5,5\n,,\n2,,\n,7,\n,,8\n4,,4\n"
    let table = try open(FigurePartsTests.deaths, csv, fields: ["low", "best", "high"]).tables[0]
    #expect(table.names == ["low", "best", "high", "deaths"])
    #expect(table.texts(3) == ["4 (3..9)", "5", nil, "2+", "~7", "..8", "4"])
    #expect(table.texts(0) == ["3", "5", nil, "2", nil, nil, "4"])
  }

  @Test func aFigureThatIsExactEverywhereCostsNoBounds() throws {
    let table = try open(
      FigurePartsTests.deaths, "low,best,high\n3,3,3\n5,5,5\n", fields: ["low", "best", "high"]
    ).tables[0]
    #expect(!table.columns[3].isBounded)
  }

  @Test func anEndMayHaveNoColumnAndOneRealMakesAllReal() throws {
    let declaration = #"{"figures": {"area": {"low": "least", "best": "guess"}}}"#
    let table = try open(declaration, "least,guess\n3,4.5\n", fields: ["least", "guess"]).tables[0]
    #expect(table.texts(2) == ["4.5 (3+)"])
  }

  @Test func partsOutOfOrderAreAnErrorThatNamesTheRow() throws {
    let error = try failure(FigurePartsTests.deaths, "low,best,high\n3,4,9\n6,4,9\n")
    #expect(error?.diagnostic.id == "crossed-parts")
    #expect(error?.diagnostic.message == "row 2 has no figure deaths: low 6, best 4, high 9 are out of order")
  }

  @Test(arguments: [
    (#"{"figures": {"deaths": {"low": "least"}}}"#, "no-declared-column"),
    (#"{"figures": {"deaths": {}}}"#, "bad-descriptor"),
    (#"{"figures": {"deaths": "low"}}"#, "bad-descriptor"),
    (#"{"figures": {"low": {"low": "low"}}}"#, "bad-descriptor"),
    (#"{"figures": {"deaths": {"best": "best"}}}"#, "bad-descriptor"),
  ])
  func badDeclarationsAreErrors(_ declaration: String, _ id: String) throws {
    #expect(try failure(declaration, "low,best,high\n1,x,2\n")?.diagnostic.id == id)
  }

  @Test func aCellMayNameSeveralSources() throws {
    let folder = try TemporaryFolder([
      "datapackage.json": #"""
      {"resources": [{"name": "t", "path": "t.csv", "dialect": {"delimiter": ","}, "schema": {"fields": [
        {"name": "source", "tally": {"role": "source", "separator": ";"}}]}}]}
      """#, "t.csv": "source\nA; B b ;C\n",
    ])
    let roles = try DataFolder(opening: folder.path).tables[0].roles
    #expect(roles.sources(in: "A; B b ;C;", ofColumn: 0) == ["A", "B b", "C"])
    #expect(roles.sources(in: "A; B", ofColumn: 1) == ["A; B"])
  }
}
