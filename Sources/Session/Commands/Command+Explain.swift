import TallyColumns
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
    "trace", usage: "trace [steps] QUERY",
    """
    answers a question and shows every step: its rows before and after, which of them stay, columns that are new.
    "trace steps" waits behind each: space goes on, q has seen enough
    """,
    examples: [
      Example(
        "trace count by side from exchanges where date = 2025-05-23",
        """
        1. reads exchanges: 4 rows
           date        side
           ──────────  ───────
           2025-05-23  Ukraine
           2025-05-23  Russia
           2025-05-24  Ukraine
           … 1 more row
        2. keeps the rows where date is 2025-05-23: 4 rows in, 2 out
           date        side     stays
           ──────────  ───────  ─────
           2025-05-23  Ukraine  yes
           2025-05-23  Russia   yes
           2025-05-24  Ukraine  no
           2025-05-24  Russia   no
        3. counts the rows for each side: 2 rows in, 2 out
           before:
           side
           ───────
           Ukraine
           Russia
           after:
           side     + count
           ───────  ───────
           Russia         1
           Ukraine        1

        side     count
        Russia       1
        Ukraine      1
        """)
    ],
    shape: .choiceAndQuery(["steps"]), completes: .choiceAndQuery
  ) { syntax, source, session in
    guard let query = syntax.query else { return Outcome(.nothing) }
    var clock = StageClock()
    let plan = try session.plan(query, source, &clock)
    let trace = try session.executor.trace(PlanRewriter().rewritten(plan))
    if !query.asksWhy { session.lastPlan = plan }
    session.lastQuestion = String(source[query.span])
    session.lastNotes = trace.answer.notes
    session.lastAnswer = trace.answer.table(as: plan)
    return Outcome(.trace(trace, waits: !syntax.arguments.isEmpty))
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
      sentence: "\(sentence): \(passage)", aside: "\(Timing.milliseconds(duration)) ms",
      before: before.map { StepSheet.Sample($0, hiddenRows: hiddenRowsBefore) },
      after: StepSheet.Sample(sample, hiddenRows: hiddenRows, newColumns: newColumns, remarks: remarks),
      unknownWord: unknownWord, notes: notes)
  }

  /// What became of each row of the sample.
  private var remarks: [StepSheet.Remark] {
    if let fates {
      let words = fates.map { fate in
        switch fate {
        case .stays: Value.text("yes")
        case .goes: Value.text("no")
        case .perhaps: Value.text("perhaps")
        }
      }
      return [StepSheet.Remark("stays", words, kind: .text)]
    }
    var remarks: [StepSheet.Remark] = []
    if let places {
      let rows = places.map { $0 > 0 ? Value.whole(Int64($0)) : .unknown }
      remarks.append(StepSheet.Remark("was row", rows, kind: .whole))
    }
    if isOpen.contains(true) {
      remarks.append(
        StepSheet.Remark("belongs", isOpen.map { .text($0 ? "perhaps" : "surely") }, kind: .text))
    }
    return remarks
  }
}
