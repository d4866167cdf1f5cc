import TallyColumns
import TallyFiles
import Testing

/// What the cells of a column are taken for.
@Suite struct TypingTests {
  /// The kind of a column with these cells.
  private func kind(_ cells: String...) throws -> Kind {
    try read("n,x\n" + cells.map { "1,\($0)\n" }.joined()).kinds[1]
  }

  private func texts(_ cells: String...) throws -> [String?] {
    try read("n,x\n" + cells.map { "1,\($0)\n" }.joined()).texts(1)
  }

  @Test func everyKindIsKnown() throws {
    #expect(try kind("yes", "No", "TRUE", "false") == .boolean)
    #expect(try kind("1", "-20", "+3") == .whole)
    #expect(try kind("1", "2.5", "1e-3") == .real)
    #expect(try kind("2025-05-24") == .date)
    #expect(try kind("2025-05-24 07:30", "2025-05-24T07:30:15.5Z") == .time)
    #expect(try kind("7h", "1h30m", "45s") == .duration)
    #expect(try kind("Kyiv") == .text)
  }

  @Test func kindsAreThoseOfTheWholeFile() throws {
    let many = String(repeating: "1,5\n", count: 200_000)
    #expect(try read("n,x\n" + many).kinds[1] == .whole)
    #expect(try read("n,x\n" + many + "1,5.5\n").kinds[1] == .real)
    let text = try read("n,x\n" + many + "1,five\n")
    #expect(text.kinds[1] == .text)
    #expect(text.columns[1].value(at: 7) == .text("5"))
    #expect(text.columns[1].value(at: 200_000) == .text("five"))
  }

  @Test func leadingZerosAndLongDigitsStayText() throws {
    #expect(try texts("007", "12") == ["007", "12"])
    #expect(try kind("007", "12") == .text)
    #expect(try kind("12345678901234567890") == .text)
    #expect(try kind("1.5", "12345678901234567890") == .text)
    #expect(try kind("9223372036854775807", "-9223372036854775808") == .whole)
    #expect(try kind("9223372036854775808") == .text)
    #expect(try kind("0", "-0", "0.5") == .real)
    #expect(try kind("00.5") == .text)
  }

  @Test func phoneNumbersStayText() throws {
    #expect(try kind("+380501234567") == .text)
    #expect(try kind("+380501234567", "1.5") == .text)
    #expect(try kind("+15", "-3") == .whole)
  }

  @Test func thousandsAndPercentsAreNotGuessedAt() throws {
    #expect(try kind("\"1,234\"") == .text)
    #expect(try kind("15%") == .text)
    #expect(try kind("0x1F") == .text)
    #expect(try kind("inf") == .text)
  }

  @Test func realsThatAreWholeBecomeWhole() throws {
    #expect(try texts("108.0", "", "1") == ["108", nil, "1"])
    #expect(try kind("108.0", "", "1") == .whole)
    #expect(try kind("108.0", "0.5") == .real)
    #expect(try kind("1e300") == .real)
    #expect(try texts("1e300") == ["1e+300"])
  }

  @Test func datesAmongTimesAreMidnights() throws {
    let table = try read("n,x\n1,2025-05-24\n2,2025-05-24 07:30\n3,2025-05-25\n")
    #expect(table.kinds[1] == .time)
    #expect(table.texts(1) == ["2025-05-24 00:00", "2025-05-24 07:30", "2025-05-25 00:00"])
    #expect(table.remarks == ["column x: 2 dates without a time read as 00:00"])
  }

  @Test func mixedKindsAreText() throws {
    #expect(try kind("1", "yes") == .text)
    #expect(try kind("2025-05-24", "7") == .text)
    #expect(try kind("7h", "7") == .text)
    #expect(try kind("15+", "7h") == .text)
    #expect(try texts("1.50", "x") == ["1.50", "x"])
  }

  @Test func blanksAreUnknownQuotedOrNot() throws {
    #expect(try texts("1", "", "\"\"", "  ") == ["1", nil, nil, nil])
    #expect(try texts("a", "", "\"\"", "\"  \"") == ["a", nil, nil, nil])
  }

  @Test func nothingButBlanksIsText() throws {
    #expect(try kind("", "") == .text)
    #expect(try texts("", "") == [nil, nil])
  }

  @Test func spacesAroundNumbersArePassedOverAndKeptInText() throws {
    #expect(try texts(" 1", "2 ", "\" 3\"") == ["1", "2", "3"])
    #expect(try texts(" a", "1 ") == [" a", "1 "])
  }

  @Test(arguments: ["NA", "N/A", "NaN", "nan", "null", "NULL", "None", "-", "–"])
  func wordsForUnknownAmongOthers(_ word: String) throws {
    let table = try read("n,x\n1,\(word)\n2,5\n3,\(word)\n")
    #expect(table.texts(1) == [nil, "5", nil])
    #expect(table.remarks == ["column x: 2 cells that say \(word) read as unknown"])
    #expect(try kind(word, "2025-05-24") == .date)
    #expect(try kind("15+", word) == .whole)
  }

  @Test func wordsForUnknownStayInText() throws {
    #expect(try texts("NA", "Kyiv", "", "-") == ["NA", "Kyiv", nil, "-"])
    #expect(try texts("NA", "", "NA") == ["NA", nil, "NA"])
    #expect(try texts("", "NA", "Kyiv") == [nil, "NA", "Kyiv"])
  }

  @Test func figuresKeepTheirBounds() throws {
    let table = try read("n,x\n1,15+\n2,7\n3,\n4,10..20\n5,~250\n6,<=9\n7,>20\n8,12 (10..15)\n")
    #expect(table.kinds[1] == .whole)
    #expect(table.texts(1) == ["15+", "7", nil, "10..20", "~250", "..9", "21+", "12 (10..15)"])
    #expect(table.columns[1].knownCount == 7)
  }

  @Test func oneRealMakesAllFiguresReal() throws {
    let table = try read("n,x\n1,>20\n2,1.5\n")
    #expect(table.kinds[1] == .real)
    #expect(
      table.columns[1].value(at: 0) == .figure(Figure(low: .real(20.0.nextUp), best: nil, high: nil), .real))
    #expect(
      try read("n,x\n1,15.0+\n2,3.0\n").columns[1].values == [
        .figure(Figure(low: .whole(15), best: nil, high: nil), .whole), .whole(3),
      ])
  }

  @Test func durationsHaveBoundsToo() throws {
    #expect(try texts(">7h", "90m") == [">7h", "1h30m"])
    #expect(try kind(">7h", "90m") == .duration)
  }

  @Test func theSameTypesComeOutHoweverTheFileIsCut() throws {
    let cells = [
      "1", "2.5", "15+", "NA", "", "2025-05-24", "2025-05-24 07:30", "7h", ">7h", "yes", "x", "007",
    ]
    var random = SmallRandom(seed: 5)
    for _ in 0..<200 {
      let few = (0..<3).map { _ in cells.randomElement(using: &random) ?? "" }
      let rows = (0..<20).map { row in "\(row),\(few.randomElement(using: &random) ?? "")\n" }
      let text = "n,x\n" + rows.joined()
      let whole = try read(text)
      let cut = try read(text) {
        $0.sectionBytes = Int.random(in: 1...40, using: &random)
        $0.blockBytes = Int.random(in: 1...12, using: &random)
      }
      #expect(whole.kinds == cut.kinds, "\(text)")
      #expect(whole.columns[1].values == cut.columns[1].values, "\(text)")
      #expect(whole.remarks == cut.remarks, "\(text)")
    }
  }
}
