import ArgumentParser
import Referee
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Puts random questions to the engine and to the referees, and shows the smallest that divides them.
@main
struct RefereeRunner: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "referee",
    abstract: "Holds the engine's answers to random questions against those of other evaluators.")

  @Option(help: "How many questions.")
  var count = 2_000

  @Option(help: "The number of the first question; the same number makes the same question.")
  var seed: UInt64 = 1

  @Option(
    name: .customLong("against"),
    help: ArgumentHelp(
      "Who answers besides the naive evaluator; duckdb only where its Python package is.",
      valueName: "referee"))
  var referees = Opponent.allCases

  @Option(help: "How many processes work at once.")
  var processes = Workers.coreCount

  @Option(help: "How many differences to look for before giving up.")
  var differences = 1

  @Flag(help: "Print the questions rather than asking them.")
  var print = false

  @Flag(help: .private)
  var worker = false

  @Option(help: .private)
  var step: UInt64 = 1

  mutating func run() throws {
    if print { return printQuestions() }
    if worker {
      return Worker(
        first: seed, step: step, count: count, differences: differences, opponents: referees
      ).run()
    }
    let status = Overseer(
      first: seed, count: count, processes: max(1, min(processes, count)), differences: differences,
      opponents: referees
    ).run()
    throw ExitCode(status)
  }

  private func printQuestions() {
    for seed in seed..<(seed + UInt64(max(0, count))) { Swift.print(Case(seed: seed).question.text) }
  }
}

/// Who can be asked besides the naive evaluator.
enum Opponent: String, ExpressibleByArgument, CaseIterable {
  case sqlite, duckdb

  /// Nil where it is not installed.
  func referee() -> (any Referee)? {
    switch self {
    case .sqlite: SQLReferee(SQLiteEngine())
    case .duckdb: ChildEngine(.duckdb).map { SQLReferee($0) }
    }
  }
}
