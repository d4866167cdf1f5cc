import TallyClaims
import TallyColumns
import TallyPlanning
import Testing

@Suite struct AccordTests {
  private func claim(
    _ low: Int64?, _ best: Int64?, _ high: Int64?, _ source: String = "a", at time: Int64? = nil
  ) -> Claim {
    Claim(
      row: 0, sources: [source], reported: time,
      figure: Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole)))
  }

  private func exact(_ value: Int64, _ source: String = "a", at time: Int64? = nil) -> Claim {
    claim(value, value, value, source, at: time)
  }

  @Test func atLeastFifteenAndAtLeastSeventeenIsAtLeastSeventeen() throws {
    let accord = try #require(Accord([claim(15, nil, nil), claim(17, nil, nil)]))
    #expect(accord.figure == Figure(low: .whole(17), best: nil, high: nil))
    #expect(accord.verdict == .compatible)
  }

  @Test func fourteenAndSixteenIsDisputedAndSpansBoth() throws {
    let accord = try #require(Accord([exact(14), exact(16)]))
    #expect(accord.figure == Figure(low: .whole(14), best: nil, high: .whole(16)))
    #expect(accord.verdict == .disputed)
  }

  @Test func aClaimThatAgreesNeverWidensADispute() throws {
    let without = try #require(Accord([exact(14), exact(16)])).figure
    for agreeing in [
      claim(14, nil, nil), claim(nil, nil, 16), claim(10, nil, 20), exact(15), claim(nil, 15, nil),
    ] {
      let with = try #require(Accord([exact(14), agreeing, exact(16)])).figure
      #expect(with == without, "\(agreeing.figure)")
    }
  }

  @Test func theOrderOfClaimsNeverMatters() throws {
    var claims = [exact(14), claim(12, nil, nil), exact(16), claim(nil, 15, nil), claim(10, nil, 13)]
    let first = try #require(Accord(claims))
    for _ in 0..<50 {
      claims.shuffle()
      #expect(Accord(claims) == first)
    }
  }

  @Test func policiesDecideDisputes() throws {
    let claims = [exact(14, "officials", at: 1), exact(16, "the ministry", at: 2)]
    let figure = { (policy: SettlingPlan.Policy) in Accord(claims, policy: policy)?.figure.exact }
    #expect(figure(.lowest) == .whole(14))
    #expect(figure(.highest) == .whole(16))
    #expect(figure(.latest) == .whole(16))
    #expect(figure(.earliest) == .whole(14))
    #expect(figure(.trust(["nobody", "the ministry"])) == .whole(16))
  }

  @Test func latestWithoutReportTimesCannotTell() throws {
    let accord = try #require(Accord([exact(14), exact(16)], policy: .latest))
    #expect(accord.policyCannotTell)
    #expect(accord.figure.exact == nil)
  }

  @Test func aSingleClaimIsSingleAndTwoAlikeAgree() throws {
    #expect(Accord([exact(14)])?.verdict == .single)
    #expect(Accord([exact(14), exact(14)])?.verdict == .agree)
    #expect(Accord([]) == nil)
  }
}
