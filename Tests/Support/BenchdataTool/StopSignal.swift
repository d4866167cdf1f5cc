import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `^C` and the like, which stop the work between chunks so that nothing half-written stays.
enum StopSignal {
  private static let raised = Atomic<Bool>(false)

  /// Whether a signal to stop has come.
  static var isRaised: Bool { raised.load(ordering: .relaxed) }

  static func install() {
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { _ in StopSignal.raised.store(true, ordering: .relaxed) }
    }
    // A reader of the paths that is gone is an error of a write.
    signal(SIGPIPE, SIG_IGN)
  }
}
