import Testing

@testable import TallySession

/// Which names go with what is typed, and which of them best.
@Suite struct TypedPatternTests {
  private func ranked(_ typed: String, _ fit: TypedPattern.Fit, _ names: [String]) -> [String] {
    let pattern = TypedPattern(typed, fit)
    return names.enumerated().compactMap { place, name in pattern.score(name).map { (name, $0, place) } }
      .sorted { ($1.1, $0.2) < ($0.1, $1.2) }.map(\.0)
  }

  @Test func beginningsMatchWithoutRegardToCase() {
    #expect(ranked("LA", .beginning, ["launched", "Last", "sum launched", "ла"]) == ["launched", "Last"])
    #expect(ranked("ки", .beginning, ["Київ", "КИ", "i"]) == ["Київ", "КИ"])
    #expect(ranked("", .beginning, ["b", "a"]) == ["b", "a"])
  }

  @Test func whatStandsAtAWordComesFirst() {
    #expect(
      ranked("down", .containing, ["countdown", "shot_down", "DOWN", "dow"]) == [
        "shot_down", "DOWN", "countdown",
      ])
    #expect(
      ranked("la", .containing, ["replace", "sum launched"]) == ["sum launched"], "two letters are little")
  }

  @Test func lettersAreFoundInTheirOrder() {
    #expect(ranked("lnch", .scattered, ["launched", "lunch", "chnl", "launc"]) == ["lunch", "launched"])
    #expect(
      ranked("sd", .scattered, ["second", "shot_down", "side"]).first == "shot_down", "at the starts of words"
    )
    #expect(ranked("shd", .scattered, ["shot down", "shed"]).count == 2)
    #expect(ranked("unch", .scattered, ["launched"]) == [], "the first letter begins a word")
    #expect(ranked("gE", .scattered, ["goodEvent", "goodevent"]).first == "goodEvent")
    #expect(ranked("abc", .scattered, ["ab", ""]) == [])
  }

  @Test func theBestOfSeveralWaysCounts() {
    let pattern = TypedPattern("ab", .scattered)
    // The run at the second word is worth more than the letters found first.
    #expect((pattern.score("axxb ab") ?? 0) > (pattern.score("axxb xx") ?? 0))
  }

  @Test func oneLetterOnlyBegins() {
    #expect(TypedPattern("x", .beginning).canFit)
    #expect(!TypedPattern("x", .containing).canFit && !TypedPattern("x", .scattered).canFit)
  }
}
