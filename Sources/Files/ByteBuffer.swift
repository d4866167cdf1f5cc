#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The bytes of a text, filled once and then only read; freed with the last user.
///
/// Memory goes on for `slack` zero bytes after the text, so that eight bytes can be loaded at any of it.
final class ByteBuffer: @unchecked Sendable {
  static let slack = 64
  let base: UnsafePointer<UInt8>
  let count: Int

  /// A buffer of `count` bytes, given to `fill` to write to; nil when there is no memory for it.
  init?(count: Int, fill: (UnsafeMutableRawBufferPointer) throws -> Void) rethrows {
    let (size, hasOverflow) = count.addingReportingOverflow(ByteBuffer.slack)
    guard count >= 0, !hasOverflow, let memory = ByteBuffer.allocate(size) else { return nil }
    memset(memory + count, 0, ByteBuffer.slack)
    base = UnsafePointer(memory.bindMemory(to: UInt8.self, capacity: size))
    self.count = count
    // Where this throws, all is initialised and deinit frees the memory.
    try fill(UnsafeMutableRawBufferPointer(start: memory, count: count))
  }

  /// A copy of bytes that are in memory already; nil when there is no memory for it.
  convenience init?(copying source: [UInt8]) {
    self.init(count: source.count) { memory in
      source.withUnsafeBytes { memory.copyMemory(from: $0) }
    }
  }

  /// Memory for a long text in large pages where the system has them, so that filling it costs a fault for
  /// every 2 MiB rather than for every 4 KiB.
  private static func allocate(_ size: Int) -> UnsafeMutableRawPointer? {
    let largePage = 2 << 20
    guard size >= 4 * largePage else { return malloc(size) }
    var memory: UnsafeMutableRawPointer?
    guard posix_memalign(&memory, largePage, size) == 0 else { return nil }
    #if os(Linux)
      _ = madvise(memory, size, MADV_HUGEPAGE)
    #endif
    return memory
  }

  deinit {
    free(UnsafeMutableRawPointer(mutating: base))
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
