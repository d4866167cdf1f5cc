#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Where paths go, and beside it where all else is told.
enum StandardOutput {
  static func writeLine(_ text: String) { write(text, to: 1) }

  /// To standard error.
  static func tell(_ text: String) { write(text, to: 2) }

  /// What nobody reads any more is not worth an error.
  private static func write(_ text: String, to descriptor: Int32) {
    var rest = Array((text + "\n").utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0) }
      if written < 0, errno == EINTR { continue }
      guard written > 0 else { return }
      rest = rest.dropFirst(written)
    }
  }
}

/// What the environment says.
enum Environment {
  /// Where files go that no option says a folder for.
  static var folder: String { getenv("TALLY_BENCHDATA").map { String(cString: $0) } ?? "." }
}

/// `write` of the system, which a method of that name would hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
