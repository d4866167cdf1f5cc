#if canImport(Glibc)
  import Glibc
#endif

/// Tells the system that a stretch of memory that is about to be filled is long, so that it gives it in pages of 2 MB
/// where it can: a few hundred are mapped instead of a hundred thousand, and few of the places that are written in
/// no order are looked up anew.
///
/// - Parameters:
///   - start: the first byte; nothing need be there yet.
///   - bytes: how many there are. Of few nothing is told.
public func adviseLargePages(_ start: UnsafeMutableRawPointer, bytes: Int) {
  #if os(Linux)
    let page = 1 << 21
    let first = (Int(bitPattern: start) + page - 1) & ~(page - 1)
    let end = (Int(bitPattern: start) + bytes) & ~(page - 1)
    guard end > first, let pages = UnsafeMutableRawPointer(bitPattern: first) else { return }
    // A system without such pages does without.
    _ = madvise(pages, end - first, MADV_HUGEPAGE)
  #endif
}
