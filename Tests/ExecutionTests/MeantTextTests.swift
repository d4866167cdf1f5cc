import TallyColumns
import TallyPlanning
import TallyWorkers
import Testing

@testable import TallyExecution

/// What a note proposes for a text that no row has.
@Suite struct MeantTextTests {
  private func question(_ typed: String, _ texts: [String?]) -> String? {
    let column = Column(kind: .text, values: texts.map { $0.map(Value.text) ?? .unknown })
    guard let dictionary = column.storage.dictionary else { return nil }
    return MeantText(typed, in: dictionary, of: [column])?.question
  }

  @Test(arguments: [
    ("shahed", "did you mean \"Shahed drone\"?"), ("drone", "did you mean \"Shahed drone\"?"),
    ("KAL", "did you mean Kalibr?"), ("Kalbir", "did you mean Kalibr?"),
  ])
  func aTextThatBeginsWithItOrHasItAsAWord(_ typed: String, _ expected: String) {
    #expect(question(typed, ["Shahed drone", "Kalibr", nil]) == expected)
  }

  @Test(arguments: ["ahed", "rone", "s", "dro", ""]) func aPieceOfAWordIsNot(_ typed: String) {
    #expect(question(typed, ["Shahed drone", "Kalibr"]) == nil)
  }

  /// Of several the one that most rows have.
  @Test func theCommonestGoesFirstAndTheOthersAreCounted() {
    let texts = ["Shahed-131", "Shahed-136", "Shahed-136", "Shahed-136/131", nil, nil, nil]
    #expect(
      question("shahed", texts)
        == "did you mean \"Shahed-136\"? 2 other texts have it, too; contains finds them all")
    #expect(
      question("shahed", ["Shahed b", "Shahed a"])
        == "did you mean \"Shahed b\"? 1 other text has it, too; contains finds them all")
  }

  /// Where nearly every row has another text, one may have several codes.
  @Test func equalTextsAreOne() {
    let dictionary = TextDictionary(["Shahed a", "x", "Shahed a", "Shahed b"])
    let column = Column(kind: .text, .plain(dictionary))
    #expect(
      MeantText("shahed", in: dictionary, of: [column])?.question
        == "did you mean \"Shahed a\"? 1 other text has it, too; contains finds them all")
  }
}
