import Synchronization
import TallyRendering

/// Where a demo is shown: the time that has passed on it, the lines that it has had, and the recording of it.
///
/// Its time is that of the demo, whose questions take none of it and which stands still while it is paused. So a
/// recording is the same each time, whatever the machine does meanwhile.
final class DemoScreen: Sendable {
  private struct State: Sendable {
    var time = Duration.zero
    var lines = 0
    var recording: TerminalRecording?
  }

  private let state: Mutex<State>

  /// - Parameter recording: an empty one; nil where nothing is recorded.
  init(_ recording: TerminalRecording?) {
    state = Mutex(State(recording: recording))
  }

  var time: Duration { state.withLock { $0.time } }

  /// Line ends so far.
  var lines: Int { state.withLock { $0.lines } }

  var recording: TerminalRecording? { state.withLock { $0.recording } }

  func advance(by duration: Duration) {
    state.withLock { $0.time += duration }
  }

  func show(_ bytes: UnsafeRawBufferPointer) {
    state.withLock { state in
      state.lines += bytes.count { $0 == UInt8(ascii: "\n") }
      state.recording?.show(bytes, at: state.time)
    }
  }

  func show(_ text: String) {
    var text = text
    text.withUTF8 { show(UnsafeRawBufferPointer($0)) }
  }
}
