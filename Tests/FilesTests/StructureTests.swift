import TallyColumns
import TallyFiles
import Testing

/// How text becomes records and cells, and what is made of irregular ones.
@Suite struct StructureTests {
  @Test func quotedCommasQuotesAndNewlines() throws {
    let table = try read("a,b\n\"x,y\",\"he said \"\"no\"\"\"\n\"two\nlines\",\"two\r\nmore\"\n")
    #expect(table.texts(0) == ["x,y", "two\nlines"])
    #expect(table.texts(1) == ["he said \"no\"", "two\r\nmore"])
  }

  @Test(arguments: ["\n", "\r\n", "\r"]) func everyLineBreak(_ lineBreak: String) throws {
    let table = try read(["a,b", "1,x", "2,y", ""].joined(separator: lineBreak))
    #expect(table.texts(0) == ["1", "2"])
    #expect(table.texts(1) == ["x", "y"])
  }

  @Test func noLineBreakAtTheEnd() throws {
    #expect(try read("a,b\n1,").texts(1) == [nil])
    #expect(try read("a\n1").texts(0) == ["1"])
  }

  @Test func blankLinesAreNoRows() throws {
    #expect(try read("\n\na,b\n\n1,2\r\n\r\n\n3,4\n\n").rowCount == 2)
    #expect(try read("a\n1\n\n\"\"\n2\n").texts(0) == ["1", nil, "2"])
  }

  @Test(
    arguments: [(",", nil), ("\t", "tabs"), (";", "semicolons"), ("|", "vertical bars")]
      as [(String, String?)])
  func separatorsAreFound(_ separator: String, _ word: String?) throws {
    let rows = [["name", "note"], ["x", "\"1, 2; 3 | 4\t\""], ["y", "plain, text"], ["z", "\"\n\""]]
    let quoted = rows.map { $0.map { $0.contains("plain") ? "\"\($0)\"" : $0 }.joined(separator: separator) }
    let table = try read(quoted.joined(separator: "\n"))
    #expect(table.names == ["name", "note"])
    #expect(table.texts(1) == ["1, 2; 3 | 4\t", "plain, text", "\n"])
    #expect(table.remarks == (word.map { ["separated by \($0)"] } ?? []))
  }

  @Test func decimalCommasDoNotPassForSeparators() throws {
    let table = try read("name;size\na;1,5\nb;2,25\n")
    #expect(table.names == ["name", "size"])
    #expect(table.texts(1) == ["1,5", "2,25"])
  }

  @Test func aSingleColumnHasNoSeparator() throws {
    #expect(try read("a\n1\n2\n").texts(0) == ["1", "2"])
  }

  @Test func theSeparatorCanBeGiven() throws {
    #expect(try read("a:b\n1:2\n") { $0.separator = 0x3A }.texts(1) == ["2"])
  }

  @Test func raggedRowsAreErrorsWithTheLine() throws {
    let short = failure("a,b\n1,2\n\"x\ny\",2\n3\n")
    #expect(short?.place == "test.csv:5:1")
    #expect(short?.diagnostic.id == "ragged-row")
    #expect(short?.diagnostic.message == "this row has 1 cell, and the table has 2 columns")
    #expect(failure("a,b\n1,2,3\n")?.place == "test.csv:2:1")
  }

  @Test func lenientRaggedRowsArePaddedAndCut() throws {
    let table = try read("a,b\n1,2\n3\n4,5,6\n7,8\n") { $0.isLenient = true }
    #expect(table.texts(0) == ["1", "3", "4", "7"])
    #expect(table.texts(1) == ["2", nil, "5", "8"])
    #expect(
      table.remarks == ["2 rows had too few or too many cells and were padded or cut, the first on line 3"])
  }

  @Test func lenientShortRowsMayEndInQuotes() throws {
    let table = try read("a,b,c\n\"x\"\n1,\"y\"\n") { $0.isLenient = true }
    #expect(table.texts(0) == ["x", "1"])
    #expect(table.texts(1) == [nil, "y"])
    #expect(table.texts(2) == [nil, nil])
  }

  @Test func anUnterminatedQuoteIsAnErrorWhereItOpens() throws {
    let error = failure("a,b\n1,2\n3,\"four\n5,6\n")
    #expect(error?.place == "test.csv:3:3")
    #expect(error?.diagnostic.id == "unterminated-quote")
    #expect(failure("a,\"b\n1,2\n")?.place == "test.csv:1:3")
  }

  @Test func aLenientUnterminatedQuoteTakesTheRest() throws {
    let table = try read("a,b\n3,\"four\n5,6\n") { $0.isLenient = true }
    #expect(table.texts(1) == ["four\n5,6\n"])
    #expect(table.remarks == ["the quote on line 2 is never closed, so the rest of the file is one cell"])
  }

  @Test func quotesInsideUnquotedCellsAreLiteral() throws {
    #expect(try read("a,b\nx\"y,5\" nail\nit \"is\",\n").texts(0) == ["x\"y", "it \"is\""])
    #expect(try read("a,b\nx\"y,5\" nail\n").texts(1) == ["5\" nail"])
  }

  @Test func textAfterAClosingQuoteIsAnError() throws {
    let error = failure("a,b\n\"x\"y,2\n")
    #expect(error?.place == "test.csv:2:4")
    #expect(error?.diagnostic.id == "text-after-quote")
    let table = try read("a,b\n\"x\"y\"z,2\n") { $0.isLenient = true }
    #expect(table.texts(0) == ["xy\"z"])
    #expect(table.remarks == ["1 cell had text after a closing quote, the first on line 2"])
  }

  @Test func zeroBytesAreText() throws {
    #expect(try read("a,b\nx\0y,1\nlonger text,2\n").texts(0) == ["x\0y", "longer text"])
  }

  @Test func aCellOfTenMegabytes() throws {
    let long = String(repeating: "long, \"\"cell\"\"\n", count: (10 << 20) / 16)
    let table = try read("a,b\n1,\"\(long)\"\n2,x\n")
    let expected = long.replacing("\"\"", with: "\"")
    #expect(table.columns[1].value(at: 0) == .text(expected))
    #expect(table.texts(0) == ["1", "2"])
  }

  @Test func tenThousandColumns() throws {
    let names = (0..<10_000).map { "c\($0)" }.joined(separator: ",")
    let row = (0..<10_000).map { String($0) }.joined(separator: ",")
    let table = try read("\(names)\n\(row)\n\(row)\n") { $0.blockBytes = 1 << 20 }
    #expect(table.columns.count == 10_000)
    #expect(table.column(named: "c9999")?.values == [.whole(9999), .whole(9999)])
  }

  @Test func anEmptyFileIsAnError() {
    #expect(failure("")?.diagnostic.id == "empty-file")
    #expect(failure("\u{FEFF}\n\r\n")?.diagnostic.id == "empty-file")
  }

  @Test func aHeaderAloneIsATableWithoutRows() throws {
    for text in ["a,b", "a,b\n", "a,b\n\n"] {
      let table = try read(text)
      #expect(table.rowCount == 0)
      #expect(table.names == ["a", "b"])
      #expect(table.kinds == [.text, .text])
    }
  }

  @Test func onlyNeededColumnsAreRead() throws {
    let table = try read("a,b,c\n1,x,2.5\n2,y,3.5\n") { $0.columns = ["C", "a"] }
    #expect(table.names == ["a", "c"])
    #expect(table.texts(1) == ["2.5", "3.5"])
    let none = try read("a,b\n1,2\n3,4\n") { $0.columns = [] }
    #expect(none.rowCount == 2)
    #expect(none.columns.isEmpty)
  }
}
