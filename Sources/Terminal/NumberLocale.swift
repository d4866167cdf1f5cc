#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// How numbers are written where the person at the terminal lives.
///
/// The program itself stays in the C locale for numbers: what it reads and writes for machines is the same everywhere.
public enum NumberLocale {
  /// What stands between groups of three digits, in the locale's own encoding, by `LC_ALL`, `LC_NUMERIC` or `LANG`, the
  /// first that is set; nil where that is the C locale, or one that is not installed.
  public static func thousandsSeparator(
    variable: (String) -> String? = TerminalTraits.environmentVariable
  ) -> [UInt8]? {
    let names = ["LC_ALL", "LC_NUMERIC", "LANG"].compactMap(variable)
    guard let name = names.first(where: { !$0.isEmpty }), !isC(name) else { return nil }
    guard let locale = newlocale(CInt(LC_NUMERIC_MASK), name, nil) else { return nil }
    defer { freelocale(locale) }
    let previous = uselocale(locale)
    defer { uselocale(previous) }
    guard let separator = localeconv()?.pointee.thousands_sep else { return nil }
    return Array(UnsafeBufferPointer(start: separator, count: strlen(separator))).map(UInt8.init(bitPattern:))
  }

  /// `C`, `POSIX`, `C.UTF-8`: nobody's way to write numbers.
  private static func isC(_ name: String) -> Bool { name == "C" || name == "POSIX" || name.hasPrefix("C.") }
}
