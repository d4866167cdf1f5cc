import TallyTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The data that is opened where none is named.
enum ShippedData {
  /// The folder that `TALLY_DATA` names, or else the one shipped with the program: it lies in a folder
  /// above the binary. Nil where there is none.
  static var path: String? {
    if let named = TerminalTraits.environmentVariable("TALLY_DATA"), !named.isEmpty { return named }
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    var folder = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      let candidate = folder + "/Data/kyiv-2025-05-24"
      if access(candidate + "/datapackage.json", R_OK) == 0 { return candidate }
    }
    return nil
  }
}

/// The statements run when a shell starts.
enum StartUpFile {
  /// `$XDG_CONFIG_HOME/tally/init.tally`, or the same under `~/.config`; nil where there is none.
  static var path: String? {
    let variable = TerminalTraits.environmentVariable
    let config =
      variable("XDG_CONFIG_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
      ?? variable("HOME").map { $0 + "/.config" }
    guard let path = config.map({ $0 + "/tally/init.tally" }), access(path, F_OK) == 0 else { return nil }
    return path
  }
}

/// The calendar on the wall.
enum SystemClock {
  /// Days since 1970-01-01 of today's date where the computer stands.
  static var today: Int64 {
    var now = time(nil)
    var local = tm()
    localtime_r(&now, &local)
    let seconds = Int64(now) + Int64(local.tm_gmtoff)
    return seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
  }
}
