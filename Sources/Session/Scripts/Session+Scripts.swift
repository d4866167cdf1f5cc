import TallyDiagnostics
import TallySyntax

extension Session {
  /// How deep scripts may run scripts.
  private static let deepestScript = 16

  /// Where a script is that is named here: beside the script that runs it, where one does.
  func scriptPath(_ path: String) -> String {
    guard !path.hasPrefix("/"), let slash = runningScripts.last?.lastIndex(of: "/") else { return path }
    return runningScripts.last.map { $0[...slash] + path } ?? path
  }

  /// Does something inside of a script: other scripts are found beside it, and its parameters end with it.
  /// - Throws: a `Diagnostic` where the script runs already, or is given what it does not want; what the body throws.
  func inside<Result>(
    _ script: SourceText, _ given: [GivenParameter], _ body: () throws -> Result
  ) throws -> Result {
    let path = script.name ?? ""
    if let chain = chain(to: path) { throw SessionDiagnostics.scriptInsideItself(chain) }
    if let unknown = unknownParameter(of: script, given) { throw unknown }
    let before = catalog.parametersAsTheyAre
    runningScripts.append(path)
    for parameter in given { setParameter(parameter.name, to: parameter.text) }
    defer {
      runningScripts.removeLast()
      catalog.endParameters(since: before)
    }
    return try body()
  }

  /// The scripts that run one another where a path leads to one of those that are running, or deeper than they may;
  /// nil where it does not.
  private func chain(to path: String) -> [String]? {
    let first = runningScripts.firstIndex { $0 == path || FileNames.areSame($0, path) }
    if let first { return runningScripts[first...] + [path] }
    return runningScripts.count < Session.deepestScript ? nil : runningScripts + [path]
  }
}
