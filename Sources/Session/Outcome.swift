import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPictures
import TallyPlanning

/// What a statement gives.
public struct Outcome: Sendable {
  public enum Result: Sendable {
    case answer(Answer)
    /// An answer for a file rather than for people.
    case writing(Answer, AnswerFile)
    /// An answer and how it is drawn; for a file where there is one.
    case picture(Answer, Picture, AnswerFile?)
    /// The steps of a plan, and what was decided about them.
    case explanation(PlanExplanation)
    /// The steps of an answer with what each gave, and the answer; whether a key is waited for behind each.
    case trace(Trace, waits: Bool)
    /// Something to read: help, a listing.
    case text(String)
    /// A demo is played as it is shown.
    case demo(DemoPerformance)
    /// What the statements of a script give is shown as they run.
    case script(SourceText, [GivenParameter])
    /// A script wants to be told something.
    case asks(ParameterRequest)
    /// Whether an answer is as a script expects it.
    case expectation(ExpectationReport)
    case nothing
    /// The question before this one shall be edited, which only a shell can see to.
    case edit
    /// The session is over.
    case quit
  }

  public let result: Result
  public let timing: Timing?
  /// What people should know beside what they see; an answer has notes of its own.
  public let notes: [String]
  /// What a lesson says behind it, a paragraph each.
  public private(set) var remark: [String] = []

  public init(_ result: Result, notes: [String] = []) {
    self.result = result
    self.notes = notes
    timing = nil
  }

  /// The same with what a lesson says behind it.
  func remarking(_ remark: [String]) -> Outcome {
    var outcome = self
    outcome.remark = remark
    return outcome
  }

  /// Whether the answer, or its picture, is still to be written to a file.
  var isWritten: Bool {
    switch result {
    case .writing, .picture(_, _, .some): true
    default: false
    }
  }

  /// The answer of a question, wherever it goes.
  var answer: Answer? {
    switch result {
    case .answer(let answer), .writing(let answer, _), .picture(let answer, _, _): answer
    default: nil
    }
  }

  /// Whether something to read comes of it.
  var isShown: Bool {
    switch result {
    case .answer, .picture(_, _, nil), .explanation, .trace, .text: true
    default: false
    }
  }

  init(_ result: Result, notes: [String] = [], _ clock: StageClock) {
    self.result = result
    self.notes = notes
    timing = clock.timing
  }
}

/// How long the stages of a statement took.
public struct Timing: Sendable, Hashable {
  public var parse = Duration.zero
  /// Reading columns of files that nothing has asked for before.
  public var load = Duration.zero
  public var plan = Duration.zero
  public var run = Duration.zero
  /// Rows of all tables that the answer was worked out from.
  public var rowsRead = 0

  /// `parse 0.04 ms, plan 0.10 ms, run 1.25 ms, 1,000 rows read, 3 rows`; where columns were read, `load` comes
  /// first.
  /// - Parameter rows: of the answer; nil where there is none.
  public func text(rows: Int?) -> String {
    let stages = [("parse", parse), ("plan", plan), ("run", run)]
    var parts = ((load == .zero ? [] : [("load", load)]) + stages).map {
      "\($0.0) \(Timing.milliseconds($0.1)) ms"
    }
    if rowsRead > 0 { parts.append(Timing.rows(rowsRead) + " read") }
    if let rows { parts.append(Timing.rows(rows)) }
    return parts.joined(separator: ", ")
  }

  static func rows(_ count: Int) -> String {
    Value.whole(Int64(count)).text(.readable) + (count == 1 ? " row" : " rows")
  }

  static func milliseconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let hundredths = seconds * 100_000 + attoseconds / 10_000_000_000_000
    let fraction = String(hundredths % 100)
    return "\(hundredths / 100).\(fraction.count == 1 ? "0" : "")\(fraction)"
  }
}

/// Takes the time of each stage as it passes.
struct StageClock {
  private(set) var timing = Timing()
  private let clock = ContinuousClock()

  mutating func parse<Result>(_ body: () throws -> Result) rethrows -> Result {
    try measure(\.parse, body)
  }

  mutating func load<Result>(_ body: () throws -> Result) rethrows -> Result {
    try measure(\.load, body)
  }

  mutating func plan<Result>(_ body: () throws -> Result) rethrows -> Result {
    try measure(\.plan, body)
  }

  mutating func run<Result>(_ body: () throws -> Result) rethrows -> Result {
    try measure(\.run, body)
  }

  /// Tells what a plan reads.
  mutating func reads(_ plan: QueryPlan) {
    timing.rowsRead += plan.relation.tablesRead.reduce(0) { $0 + $1.table.rowCount }
  }

  private mutating func measure<Result>(
    _ stage: WritableKeyPath<Timing, Duration>, _ body: () throws -> Result
  ) rethrows -> Result {
    let start = clock.now
    defer { timing[keyPath: stage] += clock.now - start }
    return try body()
  }
}
