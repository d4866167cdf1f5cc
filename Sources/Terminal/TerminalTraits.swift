#if canImport(Glibc)
  import Glibc
#endif

/// What may be written to a stream: nothing but plain text unless a terminal is there.
public enum TerminalTraits {
  /// Whether a file descriptor is a terminal.
  public static func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

  /// Whether colour is wanted where nobody asked: on a terminal that can, unless NO_COLOR is set
  /// (https://no-color.org: to anything but the empty string).
  /// - Parameter variable: looks an environment variable up.
  public static func supportsColor(
    _ descriptor: Int32, variable: (String) -> String? = environmentVariable
  ) -> Bool {
    isTerminal(descriptor) && allowsColor(variable: variable)
  }

  /// Whether a terminal knows the escapes that move its cursor.
  public static func movesCursor(variable: (String) -> String? = environmentVariable) -> Bool {
    let terminal = variable("TERM") ?? ""
    return !terminal.isEmpty && terminal != "dumb"
  }

  /// Whether rules and pictures may be made of signs beyond ASCII: unless the environment names a character set
  /// that has none of them (POSIX, 8.2: the first of LC_ALL, LC_CTYPE and LANG that is set decides). Where it names
  /// none, UTF-8 is what terminals speak.
  public static func showsUnicode(variable: (String) -> String? = environmentVariable) -> Bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(variable).first { !$0.isEmpty }
    guard let named = named?.lowercased() else { return true }
    let set = named.split(separator: ".", maxSplits: 1).dropFirst().first?.split(separator: "@").first
    guard let set else { return named != "c" && named != "posix" }
    return set == "utf-8" || set == "utf8"
  }

  /// The part of `supportsColor` that the environment decides.
  static func allowsColor(variable: (String) -> String?) -> Bool {
    (variable("NO_COLOR") ?? "").isEmpty && movesCursor(variable: variable)
  }

  /// The value of an environment variable, or nil when it is not set.
  public static func environmentVariable(_ name: String) -> String? {
    getenv(name).map { String(cString: $0) }
  }
}
