import TallyDiagnostics
import TallyFiles
import TallyPermissions
import TallySyntax

/// The folder that a script's files go into.
public struct OutputFolder: Sendable {
  public let path: String
  /// The file that holds what the script shows, which no question may name.
  let shownName: String

  public init(_ path: String, shownName: String) {
    self.path = path
    self.shownName = shownName
  }

  /// Where a file goes that a question names, the folders in between made.
  /// - Throws: a `Diagnostic` where it would leave the folder, or take the place of what is shown; `FileError`.
  func place(of path: String, at span: Span, _ permit: WritePermit) throws -> String {
    if path.hasPrefix("/") { return path }
    let parts = path.split(separator: "/").filter { $0 != "." }
    if parts.contains("..") { throw SessionDiagnostics.outsideOfFolder(span, self.path) }
    if parts.count == 1, parts[0] == shownName { throw SessionDiagnostics.shownThere(span, shownName) }
    var folder = self.path
    for part in parts.dropLast() {
      folder += "/\(part)"
      try TextFile.makeFolder(folder, permit)
    }
    return "\(folder)/\(parts.last ?? "")"
  }
}
