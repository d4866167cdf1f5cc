/// How a run ended, as the number a process gives back.
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case fine = 0
  case queryFailed = 1
  case usage = 2
  case unreadableInput = 3
  case interrupted = 130

  /// What the number means, for help.
  public var summary: String {
    switch self {
    case .fine: "all is well"
    case .queryFailed: "a query failed, or its answer could not be written"
    case .usage: "the command line was wrong"
    case .unreadableInput: "a file could not be read"
    case .interrupted: "interrupted by ^C"
    }
  }
}
