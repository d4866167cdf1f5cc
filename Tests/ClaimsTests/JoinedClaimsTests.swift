import TallyColumns
import Testing

/// Rows that are claims stay claims beside what is joined to them, and are settled once, however often they
/// stand.
@Suite struct JoinedClaimsTests {
  /// Joining makes claims stand several times and changes no figure of them, nor what is told of it.
  @Test(
    arguments: [
      "sum launched", "sum launched, max shot_down by weapon", "mean launched", "sum neutralised by start",
      "count distinct launched", "tally launched", "sum launched using highest", "median launched by source",
    ])
  func claimsThatStandSeveralTimesAreSettledOnce(_ question: String) throws {
    let ask = try Asking(package: "night")
    for join in ["join strikes on weapon", "inner join strikes on event", "semi join strikes on weapon"] {
      let joined = try ask.answer("strikes | \(join) | \(question)")
      let plain = try ask.answer("strikes | \(question)")
      #expect(
        joined.table.columns.map(\.values) == plain.table.columns.map(\.values), "\(join) | \(question)")
      #expect(joined.notes == plain.notes, "\(join) | \(question)")
    }
  }

  @Test func claimsThatMayBelongAreSettledOnceToo() throws {
    let ask = try Asking(package: "night")
    for question in ["sum casualties", "sum casualties by place", "max injured"] {
      let joined = try ask("casualties where injured > 6 | join casualties on event | \(question)")
      #expect(try joined == ask("casualties where injured > 6 | \(question)"), "\(question)")
    }
  }

  /// A group by a joined column settles its own claims, as a group by an own one does.
  @Test func groupsByJoinedColumnsSettleTheirOwnClaims() throws {
    let ask = try Asking(Asking.shipped)
    let byKind = "casualties | join sources on source | sum killed by kind"
    #expect(try ask(byKind) == "office, 13 | person, no report | press, 3")
    #expect(try ask("casualties | join sources on source | sum killed") == ask("sum killed"))
  }

  /// What stands beside a claim is nobody's word: it is added up row by row, and a note says so where several
  /// rows speak of one event.
  @Test func joinedColumnsAreNotSettled() throws {
    let ask = try Asking(package: "night")
    let both = "strikes | inner join strikes on weapon, source | sum [strikes.launched]"
    #expect(try ask(both) == "794")
    #expect(
      try ask.notes(both).contains(
        "strikes.launched is of joined columns, so claims are not settled: each row counts"))
  }

  @Test func aFullJoinGivesPlainRows() throws {
    let ask = try Asking(package: "night")
    #expect(try ask.fault("strikes | full join places on place = name | tally launched")?.id == "not-claims")
    #expect(try ask.fault("strikes | join places on place = name | tally name")?.id == "tally-of-kind")
    #expect(try ask("strikes | full join places on place = name | sum launched") == "794")
  }

  @Test func disputesAreTheSameBehindAJoin() throws {
    let ask = try Asking(package: "night")
    let disputed = try ask("strikes where launched is disputed | list source, launched sort launched")
    #expect(
      try ask(
        "strikes where launched is not disputed or launched > 0 | inner join places on place = name | where launched is disputed | list source, launched sort launched"
      ) == disputed)
    #expect(
      try ask(
        "strikes where launched is disputed | join strikes on weapon | where launched is disputed | list distinct source, launched sort launched"
      ) == disputed)
  }

  @Test func whyNamesTheRowsOfTheTableThatWasJoinedTo() throws {
    let ask = try Asking(package: "night")
    _ = try ask("strikes | join strikes on weapon | sum launched where weapon = \"Shahed drone\"")
    #expect(try ask("why | list row sort row") == "4 | 5 | 6")
    #expect(try ask("why | count where [read from] is unknown") == "0")
  }
}
