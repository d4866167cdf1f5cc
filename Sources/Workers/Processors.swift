#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The number of processors the system has switched on; 1 where it does not say.
func onlineProcessorCount() -> Int {
  max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}

/// Bytes of memory that can still be had without pushing others out; half of what the machine has where
/// the system does not say.
public func availableMemory() -> Int {
  if let file = fopen("/proc/meminfo", "r") {
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    let length = CInt(line.count)
    while fgets(&line, length, file) != nil {
      let words = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }.split(separator: UInt8(ascii: " "))
      guard words.count > 1, String(decoding: words[0], as: UTF8.self) == "MemAvailable:" else { continue }
      if let kilobytes = Int(String(decoding: words[1], as: UTF8.self)) { return kilobytes << 10 }
    }
  }
  return max(0, Int(sysconf(Int32(_SC_PHYS_PAGES))) / 2 * Int(sysconf(Int32(_SC_PAGESIZE))))
}
