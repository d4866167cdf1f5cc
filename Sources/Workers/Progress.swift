import Dispatch
import Synchronization

/// How far work has come: counted by the threads that do it, and looked at by whoever shows it.
///
/// Work goes in passes, one behind the other, each over so many bytes or rows. Counting is an addition to memory
/// that threads share, so it is done for every block or batch of rows, and never for a row.
public final class Progress: Sendable {
  /// What a pass goes over.
  public enum Unit: Int, Sendable {
    case bytes, rows
  }

  /// What the counters show at one moment.
  public struct Reading: Sendable, Hashable {
    public let unit: Unit
    /// Bytes or rows that are done.
    public let done: Int
    /// Of so many; 0 where no pass has begun.
    public let total: Int
    /// Rows that came of the bytes, or are done.
    public let rows: Int
    /// Seconds since the pass began, or else the work.
    public let seconds: Double

    public init(unit: Unit, done: Int, total: Int, rows: Int, seconds: Double) {
      self.unit = unit
      self.done = done
      self.total = total
      self.rows = rows
      self.seconds = seconds
    }
  }

  private let unit = Atomic<Int>(Unit.rows.rawValue)
  private let done = Atomic<Int>(0)
  private let total = Atomic<Int>(0)
  private let rows = Atomic<Int>(0)
  private let passes = Atomic<Int>(1)
  private let begun = Atomic<UInt64>(0)

  public init() {}

  /// Work begins of which nobody has said yet how much it is.
  public func reset() { start(.rows, of: 0) }

  /// A pass over so many bytes or rows begins; one over nothing is none.
  /// - Parameter times: how often each of them is passed before it is done, as in sorting by merging.
  public func begin(_ unit: Unit, of total: Int, passes times: Int = 1) {
    if total > 0 { start(unit, of: total, passes: times) }
  }

  private func start(_ unit: Unit, of total: Int, passes times: Int = 1) {
    self.unit.store(unit.rawValue, ordering: .relaxed)
    done.store(0, ordering: .relaxed)
    rows.store(0, ordering: .relaxed)
    passes.store(max(1, times), ordering: .relaxed)
    self.total.store(total, ordering: .relaxed)
    begun.store(Progress.now, ordering: .relaxed)
  }

  /// Some of the pass is done.
  public func advance(by count: Int, rows: Int) {
    done.wrappingAdd(count, ordering: .relaxed)
    self.rows.wrappingAdd(rows, ordering: .relaxed)
  }

  /// How far the pass has come. The counters are read one after the other, while they change.
  public var reading: Reading {
    let passes = passes.load(ordering: .relaxed)
    return Reading(
      unit: Unit(rawValue: unit.load(ordering: .relaxed)) ?? .rows,
      done: done.load(ordering: .relaxed) / passes, total: total.load(ordering: .relaxed),
      rows: rows.load(ordering: .relaxed) / passes,
      seconds: Double(Progress.now &- begun.load(ordering: .relaxed)) / 1e9)
  }

  private static var now: UInt64 { DispatchTime.now().uptimeNanoseconds }
}
