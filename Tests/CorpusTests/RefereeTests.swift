import Referee
import TestFolders
import Testing

/// Random questions on random tables, put to the engine and to others who answer them.
@Suite struct RefereeTests {
  /// Here and now, without what a release build is needed for.
  @Test(arguments: 0..<8) func engineAgreesWithNaiveEvaluator(_ part: Int) {
    let trial = Trial()
    for number in 0..<250 {
      let seed = UInt64(part * 1_000_000 + number)
      let tested = Case(seed: seed)
      guard let problem = trial.outcome(of: tested).problem else { continue }
      Issue.record("\(CounterExample(seed: seed, tested, problem, trial: trial))")
      return
    }
  }

  /// Many more, with the release build that `Scripts/test` names.
  @Test(.enabled(if: ProjectFiles.setting("TALLY_REFEREE") != nil, "Scripts/test names who asks"))
  func engineAgreesWithReferees() throws {
    let program = try #require(ProjectFiles.setting("TALLY_REFEREE"))
    let referee = try ChildProcess([program, "--count", "30000"])
    var told: [String] = []
    while let line = referee.readLine() { told.append(line) }
    #expect(referee.wait() == 0, "\(told.joined(separator: "\n"))")
  }

  /// A case is made smaller as far as its problem stays the same, and no further.
  @Test func counterExamplesAreSmall() throws {
    var tested = Case(seed: 3)
    tested.question = Question(
      "list k as c1, (n + 1) * 2 as c2 from things where k > 1 and nonsense = 3 sort k | limit 2")
    let trial = Trial()
    let problem = try #require(trial.outcome(of: tested).problem)
    #expect(problem.sort == .refused("unknown-column"))
    let smallest = CounterExample(seed: 3, tested, problem, trial: trial)
    #expect(smallest.tested.set.tables.count == 1)
    #expect(smallest.tested.set.tables[0].rowCount == 0)
    #expect(smallest.tested.question.text.split(separator: " ").count <= 4, "\(smallest)")
  }

  /// Every builtin can be applied in some way, so that it is in random questions without being named there.
  @Test func everyBuiltinHasASignature() {
    #expect(Coverage.withoutSignature.isEmpty)
  }
}
