import TallyFiles
import Testing

@Suite struct HeaderTests {
  @Test func repeatedNamesAreNumbered() throws {
    let table = try read("a,A,a_2,a\n1,2,3,4\n")
    #expect(table.names == ["a", "A_3", "a_2", "a_4"])
    #expect(
      table.remarks == ["a further column A is called A_3", "a further column a is called a_4"])
  }

  @Test func emptyNamesAreNumbered() throws {
    let table = try read(",b, \n1,2,3\n")
    #expect(table.names == ["column_1", "b", "column_3"])
    #expect(
      table.remarks == [
        "a column without a name is called column_1", "a column without a name is called column_3",
      ])
  }

  @Test func thousandsOfEqualNamesStayCheap() throws {
    let names = try read(Array(repeating: "x", count: 20_000).joined(separator: ",")).names
    #expect(Set(names).count == 20_000)
    #expect(names.last == "x_20000")
  }

  @Test func namesLoseQuotesAndSpaces() throws {
    #expect(try read(" a ,\"b, \"\"c\"\"\"\n1,2\n").names == ["a", "b, \"c\""])
  }

  /// A year that reads `2,025` is none.
  @Test func yearsAndIdentifiersHaveNoThousands() throws {
    let table = try read("year,ID,birth_year,event id,years,idle\n2025,10001,1985,7000,2025,1000\n")
    let shown = table.fields.indices.map {
      table.columns[$0].value(at: 0).text(.readable, as: table.fields[$0].presentation)
    }
    #expect(shown == ["2025", "10001", "1985", "7000", "2,025", "1,000"])
  }

  @Test func aTableWithoutAHeader() throws {
    let table = try read("1,x\n2,y\n") { $0.hasHeader = false }
    #expect(table.names == ["column_1", "column_2"])
    #expect(table.texts(0) == ["1", "2"])
    #expect(table.remarks.isEmpty)
  }
}
