import Synchronization
import TallyColumns
import TallyPlanning

/// What one step did while a plan ran.
public struct ExecutedStep: Sendable {
  /// The step with all that it works on.
  public let plan: RelationPlan
  /// What its inputs did, in the order of `plan.inputs`; those that a step works on in one go with its own are
  /// left out.
  public let inputs: [ExecutedStep]
  /// Rows that came out.
  public let rows: Int
  /// Rows besides, of which it is open whether they belong there.
  public let openRows: Int
  /// Of the rows that came out, those of which that is open too.
  public let doubtfulRows: Int
  /// How long the step itself took, without its inputs.
  public let duration: Duration
  /// A few of the rows that went in, where others come out.
  public let before: StepSample?
  /// A few of the rows that came out; of a step that chooses rows, of those that went in.
  public let sample: StepSample
  /// What the step had to tell.
  public let notes: [ExecutionNote]
  /// How claims were settled before they were aggregated; nil where none were.
  public let settling: ExecutedSettling?
}

/// Claims that became settled figures.
public struct ExecutedSettling: Sendable {
  public let claims: Int
  public let figures: Int
  /// Figures of which it is open whether they are there.
  public let openFigures: Int
  public let duration: Duration
  /// A few of the claims.
  public let before: StepSample
  public let sample: StepSample
  /// What the figures are called.
  public let measures: [String]
}

/// Gathers what each step does while a plan runs; steps lie inside one another as the plan does.
///
/// All steps are begun and ended by the thread that runs the plan.
final class StepRecorder: Sendable {
  private struct Frame {
    let start: ContinuousClock.Instant
    var notesBefore: Int
    var inputs: [ExecutedStep] = []
    /// What they gave, until the step has ended that works on it.
    var relations: [Relation] = []
    var inputsDuration = Duration.zero
    var settling: ExecutedSettling?
  }

  private let clock = ContinuousClock()
  private let frames = Mutex<[Frame]>([])
  private let finished = Mutex<ExecutedStep?>(nil)

  /// The outermost step, once it has ended.
  var step: ExecutedStep? { finished.withLock { $0 } }

  func begin(notes: Int) {
    frames.withLock { $0.append(Frame(start: clock.now, notesBefore: notes)) }
  }

  /// - Parameter notes: all notes so far, in the order in which they arose.
  func end(_ plan: RelationPlan, _ output: Relation, notes: [ExecutionNote]) {
    let end = clock.now
    frames.withLock { frames in
      guard let frame = frames.popLast() else { return }
      let whole = end - frame.start
      let input = frame.relations.first
      let step = ExecutedStep(
        plan: plan, inputs: frame.inputs, rows: output.rows.count,
        openRows: output.maybe.count, doubtfulRows: output.doubtful.count,
        duration: whole - frame.inputsDuration,
        before: plan.makesOtherRows ? input.map { StepSample($0) } : nil,
        sample: StepSample(output, of: plan, from: input),
        notes: Array(notes.dropFirst(frame.notesBefore)), settling: frame.settling)
      if frames.isEmpty {
        finished.withLock { $0 = step }
      } else {
        // Neither taking samples nor what was told so far is work of the step around this one.
        frames[frames.count - 1].notesBefore = notes.count
        frames[frames.count - 1].inputs.append(step)
        frames[frames.count - 1].relations.append(output)
        frames[frames.count - 1].inputsDuration += clock.now - frame.start
      }
    }
  }

  /// Settling is a part of aggregating claims that is told by itself.
  func settled(_ claims: Relation, into relation: Relation, measures: [String], in duration: Duration) {
    let settling = ExecutedSettling(
      claims: claims.rows.count, figures: relation.rows.count, openFigures: relation.doubtful.count,
      duration: duration, before: StepSample(claims), sample: StepSample(relation),
      measures: measures)
    frames.withLock { frames in
      if !frames.isEmpty { frames[frames.count - 1].settling = settling }
    }
  }
}
