import TallyColumns
import Testing

/// Tables in the shapes of the two event data sets that analysts have most: they work as they come, with a
/// data package that says what their columns are. Expected figures are added up here, cell by cell.
@Suite struct EventDataTests {
  // MARK: - A low, a best and a high for each event

  private struct Deaths {
    var low: Int64 = 0
    var best: Int64 = 0
    var high: Int64 = 0

    var text: String {
      let style = ValueStyle.readable
      return low == high
        ? Value.whole(best).text(style)
        : Value.figure(Figure(low: .whole(low), best: .whole(best), high: .whole(high)), .whole).text(style)
    }
  }

  /// The deaths of all rows, by what stands in a column.
  private func deaths(by column: String, _ ask: Asking) throws -> [String: Deaths] {
    let rows = try ask.answer("list \(column) as key, low, best, high").table
    var totals: [String: Deaths] = [:]
    for row in 0..<rows.rowCount {
      let part = { (index: Int) in rows.columns[index].value(at: row).stored ?? 0 }
      var total =
        totals[rows.columns[0].value(at: row).text(.exact, as: rows.fields[0].presentation)] ?? Deaths()
      (total.low, total.best, total.high) = (total.low + part(1), total.best + part(2), total.high + part(3))
      totals[rows.columns[0].value(at: row).text(.exact, as: rows.fields[0].presentation)] = total
    }
    return totals
  }

  @Test(arguments: ["country", "year of date_start"]) func lowBestAndHighAddUpAsOneFigure(_ key: String)
    throws
  {
    let ask = try Asking(package: "ucdp")
    let expected = try deaths(by: key, ask).sorted { $0.key < $1.key }
    #expect(expected.count >= 3)
    #expect(
      try ask("sum deaths by \(key)")
        == expected.map { "\($0.key), \($0.value.text)" }.joined(separator: " | "))
  }

  @Test func theDeadliestProvinceComesFirst() throws {
    let ask = try Asking(package: "ucdp")
    let deadliest = try deaths(by: "adm_1", ask).filter { $0.key != "" }.max { $0.value.best < $1.value.best }
    let (name, total) = try #require(deadliest)
    #expect(try ask("top 1 adm_1 by sum deaths where not adm_1 is unknown") == "\(name), \(total.text)")
  }

  @Test func aConditionOnDeathsIsSureNoOrMaybe() throws {
    let ask = try Asking(package: "ucdp")
    let rows = try ask.answer("list low, high").table
    let above = { (column: Int) in
      (0..<rows.rowCount).count { (rows.columns[column].value(at: $0).stored ?? 0) > 10 }
    }
    let (sure, possible) = (above(0), above(1))
    #expect(sure < possible)
    #expect(try ask("count where deaths > 10") == "\(sure)..\(possible)")
    #expect(try ask.answer("list where deaths > 10").table.rowCount == sure)
    #expect(try ask.notes("list where deaths > 10").contains("\(possible - sure) more rows may match"))
    #expect(try ask.answer("list where maybe deaths > 10").table.rowCount == possible)
  }

  @Test func threeColumnsAreTheSameFigureByAFunction() throws {
    let ask = try Asking(package: "ucdp")
    #expect(try ask("sum figure(low, best, high) by country") == ask("sum deaths by country"))
  }

  @Test func oneSourcesWordIsItsRows() throws {
    let ask = try Asking(package: "ucdp")
    #expect(
      try ask(#"sum deaths according to "Relief Network""#)
        == ask(#"sum deaths where source = "Relief Network""#))
    #expect(try ask("count according to relief") == ask(#"count where source = "Relief Network""#))
  }

  @Test func everyEventWithOneRowIsAddedUpPlainly() throws {
    let ask = try Asking(package: "ucdp")
    for head in ["sum", "mean", "median", "min", "max", "stddev", "count"] {
      #expect(try ask("\(head) deaths by country") == ask("\(head) deaths by country raw"), "\(head)")
    }
  }

  // MARK: - One number for each event, and its sources in one cell

  @Test func theDeadAreAddedUpByCountryAndYear() throws {
    let ask = try Asking(package: "acled")
    let rows = try ask.answer("list country, fatalities").table
    var totals: [String: Int64] = [:]
    for row in 0..<rows.rowCount {
      totals[rows.columns[0].value(at: row).text(), default: 0] += rows.columns[1].value(at: row).stored ?? 0
    }
    let expected = totals.sorted { $0.key < $1.key }.map { "\($0.key), \($0.value)" }.joined(separator: " | ")
    #expect(try ask("sum fatalities by country") == expected)
    #expect(
      try ask("sum fatalities by year of event_date | sum [sum fatalities]")
        == "\(totals.values.reduce(0, +))")
  }

  @Test func aSourceIsFoundInACellThatNamesSeveral() throws {
    let ask = try Asking(package: "acled")
    let rows = try ask.answer("list source, fatalities").table
    let naming = (0..<rows.rowCount).filter {
      rows.columns[0].value(at: $0).text().contains("Relief Network")
    }
    let dead = naming.reduce(Int64(0)) { $0 + (rows.columns[1].value(at: $1).stored ?? 0) }
    let alone = naming.count { rows.columns[0].value(at: $0).text() == "Relief Network" }
    #expect(alone < naming.count)
    #expect(try ask("count according to relief") == "\(naming.count)")
    #expect(try ask(#"sum fatalities according to "Relief Network""#) == "\(dead)")
  }

  @Test func anUnknownSourceIsToldTheNamesThatThereAre() throws {
    let fault = try Asking(package: "acled").fault("count according to Nobody")
    #expect(fault?.id == "unknown-source")
    #expect(fault?.help?.contains("Coastal Wire, Daily Ledger") == true)
  }

  @Test func rowsWithImprecisePlacesAreLeftOutByACondition() throws {
    let ask = try Asking(package: "acled")
    #expect(try ask("count where geo_precision in (1, 2)") == ask("count where geo_precision < 3"))
  }
}
