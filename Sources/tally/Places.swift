import TallySession
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
  /// - Parameter heedsEnvironment: safe mode does not: it opens what the command line says.
  static func path(heedsEnvironment: Bool) -> String? {
    if heedsEnvironment, let named = TerminalTraits.environmentVariable("TALLY_DATA"), !named.isEmpty {
      return named
    }
    return folder.map { "\($0)/\(name)" }
  }

  /// The data that the program is shipped with.
  private static let name = Session.shippedData

  /// The folder of what is shipped with the program, in a folder above the binary; nil where there is none.
  static let folder: String? = {
    var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard length > 0 else { return nil }
    var folder = String(decoding: buffer[..<length].map(UInt8.init(bitPattern:)), as: UTF8.self)
    while let slash = folder.lastIndex(of: "/") {
      folder = String(folder[..<slash])
      let candidate = folder + "/Data"
      if access("\(candidate)/\(name)/datapackage.json", R_OK) == 0 { return candidate }
    }
    return nil
  }()
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
