import TallyDiagnostics
import TallyPermissions
import TallyRendering
import TallySyntax

/// The file that an answer goes into: `into "killed.csv"`.
public struct AnswerFile: Sendable, Hashable {
  public let path: String
  /// What the end of its name says.
  public let format: OutputFormat
  /// That it may be written.
  let permit: WritePermit

  private static let formats: [String: OutputFormat] = [
    "csv": .csv, "tsv": .tsv, "json": .json, "jsonl": .jsonl, "ndjson": .jsonl, "md": .markdown,
    "markdown": .markdown, "txt": .table,
  ]

  /// Names that the end of a file's name may have.
  static var endings: [String] { formats.keys.sorted() }

  /// - Throws: a `Diagnostic` where nothing may be written, or the name does not say how.
  init(
    _ destination: DestinationSyntax, of query: QuerySyntax, in source: SourceText,
    _ permissions: Permissions
  ) throws {
    do {
      permit = try permissions.writePermit(at: destination.span)
    } catch let diagnostic as Diagnostic {
      throw diagnostic.suggesting(String(source[query.question]))
    }
    let name = destination.path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } : nil
    guard let format = ending.flatMap({ AnswerFile.formats[$0] }) else {
      throw SessionDiagnostics.unknownEnding(destination, source)
    }
    path = HomeFolder.expanded(destination.path)
    self.format = format
  }
}
