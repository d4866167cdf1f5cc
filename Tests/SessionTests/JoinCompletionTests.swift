import Testing

@testable import TallySession

/// What Tab offers around joins on the shipped data, at the ▮.
@Suite struct JoinCompletionTests {
  let session: Session

  init() throws {
    session = try shippedSession()
  }

  @Test(
    arguments: [
      ("casualties | jo▮", ["join"]),
      ("casualties | an▮", ["anti join"]),
      ("fu▮", ["full join"]),
      ("casualties | semi ▮", ["join"]),
      ("casualties | join sour▮", ["sources"]),
      ("casualties | inner join pla▮", ["places"]),
      ("casualties | join sources ▮", ["on"]),
      ("casualties | join places on pl▮", ["place"]),
      ("casualties | join places on place ▮", ["=", "where", "sort", "limit", "skip"]),
      ("casualties | join places on place = na▮", ["name"]),
      ("casualties | join sources on so▮", ["source"]),
      ("deals | join exchanges on deal, ag▮", ["agreed", "agreed_in"]),
      ("deals | join exchanges on promised = ▮", ["phase", "released"]),
      ("join sources on source from exch▮", ["exchanges"]),
      ("casualties | join places on place = name | where kin▮", ["kind"]),
      ("casualties | join places on place = name | where kind = reg▮", ["regions"]),
      ("casualties | join places on place = name sort ins▮", ["inside"]),
      ("deals | join exchanges on deal | list exch▮", ["[exchanges.side]"]),
      (
        "deals | join exchanges on deal | list [exchanges.s▮",
        ["[exchanges.side]"]
      ),
      ("casualties | semi join places on place = name | where ki▮", ["killed"]),
    ] as [Case])
  func whatComesNext(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test func theColumnsOfBothNamesComeFirstAmongKeys() {
    #expect(texts("exchanges | join deals on ▮", session).starts(with: ["deal", "side"]))
  }
}
