import Dispatch
import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A line on a terminal that tells how far work has come: it comes where work takes long, is written over in its
/// place, and is gone when the work ends.
public final class ProgressLine: Sendable {
  private struct State {
    /// Which work this is; nil between one and the next.
    var work: Int?
    var lastWork = 0
    /// Columns that the line takes; 0 where none is shown.
    var shown = 0
  }

  private let descriptor: Int32
  private let delay: Double
  private let interval: Double
  private let text: @Sendable () -> String
  private let state = Mutex(State())
  // A queue of its own has a thread while all others work.
  private let queue = DispatchQueue(label: "progress")

  /// - Parameters:
  ///   - descriptor: of the terminal.
  ///   - delay: seconds of work that show nothing.
  ///   - interval: seconds from one look at the work to the next.
  ///   - text: what the line says now; from another thread than the work's.
  public init(
    descriptor: Int32 = 2, delay: Double = 0.5, interval: Double = 0.1, text: @escaping @Sendable () -> String
  ) {
    self.descriptor = descriptor
    self.delay = delay
    self.interval = interval
    self.text = text
  }

  /// Work begins.
  public func begin() {
    let work = state.withLock { state in
      state.lastWork += 1
      state.work = state.lastWork
      return state.lastWork
    }
    show(work, after: delay)
  }

  /// The work has ended: the line is gone, and nothing is written until the next begins.
  public func end() {
    state.withLock { state in
      state.work = nil
      if state.shown > 0 { write(ProgressLine.erasing(state.shown, in: columns) + "\u{1B}[K") }
      state.shown = 0
    }
  }

  private func show(_ work: Int, after seconds: Double) {
    queue.asyncAfter(deadline: .now() + seconds) { [weak self] in self?.show(work) }
  }

  private func show(_ work: Int) {
    let goesOn = state.withLock { state in
      guard state.work == work else { return false }
      // The last column stays free: behind it terminals go on to the next row.
      let line = text().prefix(max(0, columns - 1))
      write(ProgressLine.erasing(state.shown, in: columns) + line + "\u{1B}[K")
      state.shown = line.count
      return true
    }
    if goesOn { show(work, after: interval) }
  }

  private var columns: Int { TerminalSize(descriptor: descriptor)?.columns ?? 80 }

  /// Goes to where the line begins that is shown. A window that was made narrower meanwhile has it on several rows,
  /// which are erased.
  static func erasing(_ shown: Int, in columns: Int) -> String {
    let rows = max(1, (shown + columns - 1) / max(1, columns))
    return rows > 1 ? "\r\u{1B}[\(rows - 1)A\u{1B}[J" : "\r"
  }

  /// What cannot be written is lost: there is nobody to tell.
  private func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = systemWrite(descriptor, bytes.baseAddress, bytes.count) }
  }
}

/// `write` of the system, which a method of that name would hide.
private func systemWrite(_ descriptor: Int32, _ base: UnsafePointer<UInt8>?, _ count: Int) -> Int {
  write(descriptor, base, count)
}
