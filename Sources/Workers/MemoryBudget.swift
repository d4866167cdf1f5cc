import Synchronization

/// How much memory the process may take, and how much of that is left: asked before a large stretch is taken, so that
/// work ends with a message rather than with the process.
///
/// What is taken is what the system says the process has in memory, so that tables, answers and what is worked with
/// all count, and nothing has to be given back.
public final class MemoryBudget: Sendable {
  /// Of memory that the system can still give, so many parts in `shareParts` may be taken where no limit is set.
  private static let share = 4
  private static let shareParts = 5
  /// Less than this is not asked about, unless the limit itself is small.
  private static let fewBytes = 1 << 25

  /// Nothing is asked about a part of less, whatever the limit is.
  private static let leastPart = 1 << 18

  /// Of what may be taken, freed memory that is kept is at most one part in so many.
  private static let keptPart = 4

  /// 0 where none is set.
  private let limitBytes: Atomic<Int>
  /// Tells what is to be had; tests have their own.
  private let system: System

  /// What the system tells of memory, in bytes.
  public struct System: Sendable {
    /// What can still be had without pushing others out.
    public let available: @Sendable () -> Int
    /// What the process has.
    public let resident: @Sendable () -> Int
    /// Gives back what the process has freed and kept.
    public let giveBack: @Sendable () -> Void

    public init(
      available: @escaping @Sendable () -> Int, resident: @escaping @Sendable () -> Int,
      giveBack: @escaping @Sendable () -> Void = {}
    ) {
      self.available = available
      self.resident = resident
      self.giveBack = giveBack
    }

    public static let real = System(
      available: availableMemory, resident: residentMemory, giveBack: FreedMemory.giveBack)
  }

  /// - Parameter limit: bytes that the process may take in all; nil for a share of what the system has.
  public init(limit: Int? = nil, system: System = .real) {
    limitBytes = Atomic(limit ?? 0)
    self.system = system
  }

  /// Bytes that the process may take in all; nil for a share of what the system has.
  public var limit: Int? {
    get {
      let bytes = limitBytes.load(ordering: .relaxed)
      return bytes == 0 ? nil : bytes
    }
    set { limitBytes.store(newValue ?? 0, ordering: .relaxed) }
  }

  /// Bytes that can still be taken.
  public var left: Int {
    let available = max(0, system.available())
    guard let limit else { return available / MemoryBudget.shareParts * MemoryBudget.share }
    return min(max(0, limit - system.resident()), available)
  }

  /// Whether so many bytes can be taken. A few need not ask the system.
  public func fits(_ bytes: Int) -> Bool {
    if bytes < min(MemoryBudget.fewBytes, (limit ?? .max) / 16) { return true }
    return isLeft(bytes)
  }

  private func isLeft(_ bytes: Int) -> Bool {
    if bytes <= left { return true }
    // What has been freed and kept counts as taken until it has gone back.
    system.giveBack()
    return bytes <= left
  }

  /// What has been freed is kept for the next answer as long as it is not much of what may be taken. To be called
  /// behind each answer.
  public func settle() {
    FreedMemory.settle { [self] in min(limit ?? .max, max(0, system.available())) / MemoryBudget.keptPart }
  }

  /// Asks for memory that is about to be filled.
  /// - Parameter isPart: whether more of it will be asked for, so that the system is asked even for a little.
  /// - Throws: `MemoryShortage` where it would be more than is left.
  public func reserve(_ bytes: Int, isPart: Bool = false) throws {
    guard isPart ? bytes > MemoryBudget.leastPart && !isLeft(bytes) : !fits(bytes) else { return }
    throw MemoryShortage(
      wanted: bytes, left: left, available: max(0, system.available()), resident: system.resident(),
      limit: limit)
  }
}

/// More memory is wanted than may be taken.
public struct MemoryShortage: Error, Equatable {
  /// Bytes that are wanted, that may still be taken, that the system could give, and that the process has.
  public let wanted: Int
  public let left: Int
  public let available: Int
  public let resident: Int
  /// What the process may take in all; nil for a share of what the system has.
  public let limit: Int?

  public init(wanted: Int, left: Int, available: Int, resident: Int, limit: Int?) {
    self.wanted = wanted
    self.left = left
    self.available = available
    self.resident = resident
    self.limit = limit
  }

  /// The least limit in whole gigabytes with which there is enough; nil where the system could not give as much.
  public var sufficientGigabytes: Int? {
    guard wanted < available else { return nil }
    let (bytes, overflows) = resident.addingReportingOverflow(wanted)
    return overflows ? nil : bytes / 1_000_000_000 + 1
  }
}
