import TallyPermissions

#if canImport(Glibc)
  import Glibc
#endif

/// A folder of the user's in which programs keep what is theirs, by the XDG base directory specification.
public enum UserFolder: Sendable {
  /// `$XDG_CONFIG_HOME`, else `$HOME/.config`
  case config
  /// `$XDG_STATE_HOME`, else `$HOME/.local/state`
  case state

  /// A file in this program's part of it. The specification has relative paths ignored: nil where no variable has an
  /// absolute one.
  /// - Parameter variable: looks an environment variable up.
  public func file(
    _ name: String, variable: (String) -> String? = TerminalTraits.environmentVariable
  ) -> String? {
    let (own, below) =
      switch self {
      case .config: (variable("XDG_CONFIG_HOME"), "/.config")
      case .state: (variable("XDG_STATE_HOME"), "/.local/state")
      }
    let folder =
      UserFolder.absolute(own) ?? UserFolder.absolute(variable("HOME")).map { $0 + below }
    return folder.map { "\($0)/tally/\(name)" }
  }

  /// Makes the folder of a file with those around it, for nobody but the user.
  /// - Parameter permit: that it may be made.
  /// - Returns: whether it is there.
  static func makeFolder(of path: String, _ permit: WritePermit) -> Bool {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return true }
    let folder = String(path[..<slash])
    guard access(folder, F_OK) != 0 else { return true }
    for (index, byte) in folder.utf8.enumerated() where byte == UInt8(ascii: "/") && index > 0 {
      mkdir(String(decoding: folder.utf8.prefix(index), as: UTF8.self), 0o700)
    }
    return mkdir(folder, 0o700) == 0 || errno == EEXIST
  }

  private static func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
}
