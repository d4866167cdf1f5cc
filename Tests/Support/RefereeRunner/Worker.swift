import Referee

/// Tries every `step`th case from a seed on, and tells the overseer about it on standard output, a line each:
///
///     at SEED           before a case, so that a crash has a name
///     found TEXT        a counter-example, line ends escaped
///     count A B C       the coverage, at the end
struct Worker {
  let first: UInt64
  let step: UInt64
  let count: Int
  let differences: Int
  let opponents: [Opponent]

  func run() {
    let trial = Trial(referees: opponents.compactMap { $0.referee() })
    var coverage = Coverage()
    var found = 0
    for number in 0..<UInt64(count) {
      let seed = first + number * step
      tell("at \(seed)")
      let tested = Case(seed: seed)
      let outcome = trial.outcome(of: tested)
      coverage.count(tested, outcome)
      guard let problem = outcome.problem else { continue }
      tell("found \(Line.escaped(CounterExample(seed: seed, tested, problem, trial: trial).description))")
      found += 1
      if found >= differences { break }
    }
    for line in coverage.encoded { tell("count \(line)") }
  }

  private func tell(_ line: String) { Line.write(line + "\n", to: 1) }
}
