import TallyDiagnostics
import TallySyntax

extension Session {
  /// Where a script is that is named here: beside the script that runs it, where one does.
  func scriptPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = runningScripts.last?.lastIndex(of: "/") else { return path }
    return runningScripts.last.map { $0[...slash] + path } ?? path
  }

  /// The scripts that run one another where a path leads to one of those that are running; nil where it does not.
  /// - Parameter depth: how many may run inside one another in any case.
  func scriptChain(to path: String, deepest depth: Int) -> [String]? {
    let first = runningScripts.firstIndex { $0 == path || FileNames.areSame($0, path) }
    if let first { return runningScripts[first...] + [path] }
    return runningScripts.count < depth ? nil : runningScripts + [path]
  }
}
