#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Bytes of memory that can still be had without pushing others out, of the machine and of the control groups the
/// process is in; half of what the machine has where the system does not say.
public func availableMemory() -> Int {
  let machine =
    SystemFile.number(named: "MemAvailable:", in: "/proc/meminfo").map { $0 << 10 }
    ?? max(0, Int(sysconf(Int32(_SC_PHYS_PAGES))) / 2 * Int(sysconf(Int32(_SC_PAGESIZE))))
  return min(machine, ControlGroup.available ?? machine)
}

/// Bytes of memory that the process has for itself, files that it looks at left out; 0 where the system does not say.
public func residentMemory() -> Int {
  guard let words = SystemFile.lines("/proc/self/statm").first, words.count > 2, let pages = Int(words[1]),
    let shared = Int(words[2])
  else { return 0 }
  return max(0, pages - shared) * Int(sysconf(Int32(_SC_PAGESIZE)))
}

/// Groups of processes whose memory is bounded together, as containers are (Linux, control groups of versions 2 and 1).
private struct ControlGroup {
  /// Where the groups are folders, one inside the other.
  let root: String
  /// The files of a group that tell what it may take and what it has.
  let most: String
  let taken: String
  /// What its statistics call files that are kept at hand and can be given up.
  let files: String

  private static let version2 = ControlGroup(
    root: "/sys/fs/cgroup", most: "memory.max", taken: "memory.current", files: "inactive_file")
  private static let version1 = ControlGroup(
    root: "/sys/fs/cgroup/memory", most: "memory.limit_in_bytes", taken: "memory.usage_in_bytes",
    files: "total_inactive_file")

  /// What is left of the memory of the process's group, and of those around it; nil where none is bounded.
  static var available: Int? {
    SystemFile.lines("/proc/self/cgroup").compactMap { words -> Int? in
      // The number of the hierarchy, what it controls, and the group.
      let parts = words[0].split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return nil }
      if parts[1].isEmpty { return version2.available(of: String(parts[2])) }
      return parts[1].split(separator: ",").contains("memory")
        ? version1.available(of: String(parts[2])) : nil
    }.min()
  }

  private func available(of group: String) -> Int? {
    var path = group
    var least: Int?
    while true {
      if let left = left(of: root + path) { least = min(least ?? left, left) }
      guard let end = path.lastIndex(of: "/") else { return least }
      path = String(path[..<end])
    }
  }

  private func left(of folder: String) -> Int? {
    guard let most = SystemFile.number("\(folder)/\(most)"),
      let taken = SystemFile.number("\(folder)/\(taken)")
    else { return nil }
    let files = SystemFile.number(named: files, in: "\(folder)/memory.stat") ?? 0
    return max(0, most - max(0, taken - files))
  }
}

/// Short files in which the system tells of itself.
private enum SystemFile {
  /// The words of each line that has any; empty where the file cannot be read.
  static func lines(_ path: String) -> [[String]] {
    guard let file = fopen(path, "r") else { return [] }
    defer { fclose(file) }
    var lines: [[String]] = []
    var line = [CChar](repeating: 0, count: 1024)
    let length = CInt(line.count)
    while fgets(&line, length, file) != nil {
      let bytes = line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
      let words = bytes.split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
      if !words.isEmpty { lines.append(words.map { String(decoding: $0, as: UTF8.self) }) }
    }
    return lines
  }

  /// The number that a file has.
  static func number(_ path: String) -> Int? { lines(path).first.flatMap { Int($0[0]) } }

  /// The number behind a word.
  static func number(named name: String, in path: String) -> Int? {
    lines(path).first { $0[0] == name && $0.count > 1 }.flatMap { Int($0[1]) }
  }
}
