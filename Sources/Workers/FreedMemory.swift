import CMemory
import Dispatch
import Synchronization

/// Memory that has been freed and stays with the process, so that the next answer need not have it from the system
/// anew, which would clear every page of it, and may have to take it from others first.
public enum FreedMemory {
  /// Less than this is not looked after.
  private static let fewBytes = 1 << 25
  /// Where nothing has been worked out for so many seconds, all goes back.
  private static let quietSeconds = 60

  private static let uses = Atomic<Int>(0)
  private static let isSettling = Atomic<Bool>(false)
  private static let isAwaitingQuiet = Atomic<Bool>(false)

  /// Makes freed memory stay, however long its stretches are. For the process as a whole, before it does anything else.
  public static func keep() { cmemory_keep_freed() }

  /// Bytes that the process has in memory and does not use, about. What the allocator calls free is no measure: it
  /// does not know what has gone back already.
  public static var kept: Int {
    let used = cmemory_used_bytes()
    return used == 0 ? 0 : max(0, residentMemory() - Int(clamping: used))
  }

  /// Gives back what is free and more than a few bytes.
  public static func giveBack() {
    if kept > fewBytes { cmemory_give_back() }
  }

  /// Gives back what is free where it is more than `most` tells in bytes, and the rest once nothing has been worked
  /// out for a minute. To be called behind each answer, which it does not keep: to ask how much is free takes as long
  /// as a small answer.
  public static func settle(most: @escaping @Sendable () -> Int) {
    let use = uses.wrappingAdd(1, ordering: .relaxed).newValue
    guard !isSettling.exchange(true, ordering: .relaxed) else { return }
    DispatchQueue.global(qos: .utility).async {
      isSettling.store(false, ordering: .relaxed)
      settle(behind: use, most: most())
    }
  }

  private static func settle(behind use: Int, most: Int) {
    let kept = kept
    guard kept > fewBytes else { return }
    if kept > most {
      giveBack()
    } else if !isAwaitingQuiet.exchange(true, ordering: .relaxed) {
      giveBackInQuiet(after: use)
    }
  }

  private static func giveBackInQuiet(after use: Int) {
    DispatchQueue.global(qos: .utility).asyncAfter(deadline: .now() + .seconds(quietSeconds)) {
      let latest = uses.load(ordering: .relaxed)
      guard latest == use else { return giveBackInQuiet(after: latest) }
      isAwaitingQuiet.store(false, ordering: .relaxed)
      giveBack()
    }
  }
}
