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
    guard count >= 0, !hasOverflow, let memory = malloc(size) else { return nil }
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

  deinit {
    free(UnsafeMutableRawPointer(mutating: base))
  }

  var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }
}
