import TallyExecution
import TallyFunctions
import TallyPlanning
import TallyRendering
import TallySyntax

extension Command {
  static let explain = Command(
    "explain", usage: "explain QUERY",
    "the steps a question will be answered by, the last first, and what was decided; nothing is run",
    examples: [
      Example(
        "explain top 2 place by count from casualties",
        """
        answers place and count                                     on one thread
        └─ takes the first 2 rows in order by count, the            a heap of 2 rows instead of a full sort,
           │  greatest first                                        unless bounds leave the order open
           └─ counts the rows for each place                        groups addressed directly, 5 places · at
              │                                                     most 5 rows
              └─ reads casualties                                   5 rows · 1 of 12 columns: place
        """)
    ],
    shape: .query, completes: .query
  ) { syntax, source, session in
    guard let query = syntax.query else { return Outcome(.nothing) }
    var clock = StageClock()
    let plan = try session.plan(query, source, &clock)
    let rewritten = PlanRewriter().rewritten(plan)
    return Outcome(.explanation(session.executor.explanation(of: rewritten, writtenAs: plan)))
  }

  static let trace = Command(
    "trace", usage: "trace QUERY",
    "answers a question and shows every step: rows in and out, time, a few rows, columns that are new",
    examples: [
      Example(
        "trace count by side from exchanges",
        """
        1. reads exchanges: 4 rows (0.01 ms)
           side
           ───────
           Ukraine
           Russia
           Ukraine
           … 1 more row
        2. counts the rows for each side: 4 rows in, 2 out (0.05 ms)
           side     + count
           ───────  ───────
           Russia         2
           Ukraine        2

        side     count
        Russia       2
        Ukraine      2
        """)
    ],
    shape: .query, completes: .query
  ) { syntax, source, session in
    guard let query = syntax.query else { return Outcome(.nothing) }
    var clock = StageClock()
    let plan = try session.plan(query, source, &clock)
    let trace = try session.executor.trace(PlanRewriter().rewritten(plan))
    if !query.asksWhy { session.lastPlan = plan }
    session.lastQuestion = String(source[query.span])
    session.lastNotes = trace.answer.notes
    return Outcome(.trace(trace))
  }
}

extension PlanExplanation {
  /// The steps to be drawn.
  var tree: OutlineTree {
    OutlineTree(sentence, remarks: decisions, children: inputs.map(\.tree))
  }
}

extension Trace.Step {
  /// The step to be written down.
  var sheet: StepSheet {
    StepSheet(
      sentence: "\(sentence): \(passage)", aside: "\(Timing.milliseconds(duration)) ms", table: sample,
      hiddenRows: max(0, rowsOut - isOpen.count), newColumns: newColumns, isOpen: isOpen,
      unknownWord: unknownWord, notes: notes)
  }
}
