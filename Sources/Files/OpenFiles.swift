import Synchronization

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How many files are open, and how many may be.
///
/// A table of which columns are still to be read keeps its file open. The system gives a program so many of these
/// and no more, and some are needed for everything else.
enum OpenFiles {
  private static let count = Atomic<Int>(0)

  static func opened() { count.wrappingAdd(1, ordering: .relaxed) }
  static func closed() { count.wrappingSubtract(1, ordering: .relaxed) }

  /// Whether a file may stay open and enough are left for others.
  ///
  /// Where the number is used up it is made as great as the system lets the program make it.
  static var mayStayOpen: Bool {
    let open = count.load(ordering: .relaxed)
    var limits = rlimit()
    guard getrlimit(resource, &limits) == 0 else { return open < 128 }
    if hasRoom(open, limits) { return true }
    guard limits.rlim_cur < limits.rlim_max else { return false }
    limits.rlim_cur = limits.rlim_max
    return setrlimit(resource, &limits) == 0 && hasRoom(open, limits)
  }

  /// Half of them are left, or a few hundred.
  private static func hasRoom(_ open: Int, _ limits: rlimit) -> Bool {
    let limit = Int(clamping: limits.rlim_cur)
    return open < limit - min(limit / 2, 256)
  }

  #if canImport(Glibc)
    private static var resource: CInt { CInt(RLIMIT_NOFILE.rawValue) }
  #else
    private static var resource: CInt { RLIMIT_NOFILE }
  #endif
}
