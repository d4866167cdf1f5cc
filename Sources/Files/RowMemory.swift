import TallyWorkers

#if canImport(Glibc)
  import Glibc
#endif

/// Memory in which a section gathers the values of one column, as bytes.
///
/// Long stretches are mapped on their own, so that they go back to the system as soon as nobody uses them, whatever
/// was allocated meanwhile.
final class RowMemory: @unchecked Sendable {
  /// Bytes that have been written.
  private(set) var count = 0
  private var memory: UnsafeMutableRawPointer
  private var capacity: Int
  private var isMapped: Bool

  /// - Parameter capacity: bytes that are expected; there may come more.
  init(capacity: Int) {
    (memory, self.capacity, isMapped) = RowMemory.allocate(max(64, capacity))
  }

  deinit {
    RowMemory.free(memory, capacity, isMapped)
  }

  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: memory, count: count) }

  /// Room behind what has been written, which counts as written from now on.
  func append(_ more: Int) -> UnsafeMutableRawPointer {
    if count + more > capacity { grow(to: max(count + more, capacity * 2)) }
    defer { count += more }
    return memory + count
  }

  /// Gives the memory back to the system, and holds nothing from now on. Nobody else may be reading it.
  func discard() {
    RowMemory.free(memory, capacity, isMapped)
    (memory, capacity, isMapped) = RowMemory.allocate(64)
    count = 0
  }

  func copy() -> RowMemory {
    let copy = RowMemory(capacity: capacity)
    if let start = bytes.baseAddress { copy.append(count).copyMemory(from: start, byteCount: count) }
    return copy
  }

  private func grow(to size: Int) {
    let (new, newCapacity, newIsMapped) = RowMemory.allocate(size)
    new.copyMemory(from: memory, byteCount: count)
    RowMemory.free(memory, capacity, isMapped)
    (memory, capacity, isMapped) = (new, newCapacity, newIsMapped)
  }

  /// Bytes from which on memory is mapped.
  private static let mappedBytes = 1 << 18

  private static func allocate(_ size: Int) -> (UnsafeMutableRawPointer, capacity: Int, isMapped: Bool) {
    #if os(Linux)
      if size >= mappedBytes {
        // Pages that nobody writes to take no memory.
        let memory = mmap(
          nil, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0)
        if let memory, memory != MAP_FAILED {
          if size >= 4 << 20 { adviseLargePages(memory, bytes: size) }
          return (memory, size, true)
        }
      }
    #endif
    return (.allocate(byteCount: size, alignment: 64), size, false)
  }

  private static func free(_ memory: UnsafeMutableRawPointer, _ capacity: Int, _ isMapped: Bool) {
    if isMapped {
      munmap(memory, capacity)
    } else {
      memory.deallocate()
    }
  }
}
