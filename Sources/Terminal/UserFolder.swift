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

  private static func absolute(_ path: String?) -> String? { path.flatMap { $0.hasPrefix("/") ? $0 : nil } }
}
