import TallyDiagnostics
import TallyPermissions
import TallyPictures
import TallyRendering
import TallySyntax

/// The file that an answer goes into: `into "killed.csv"`.
public struct AnswerFile: Sendable, Hashable {
  /// What the file holds.
  public enum Content: Sendable, Hashable {
    case table(OutputFormat)
    /// The answer as it is drawn.
    case picture(PictureFormat)
  }

  public let path: String
  /// What the end of its name says.
  public let content: Content
  /// That it may be written.
  let permit: WritePermit
  /// That the program may be started that makes it; nil where none is needed.
  let programPermit: ProgramPermit?

  private static let formats: [String: OutputFormat] = [
    "csv": .csv, "tsv": .tsv, "json": .json, "jsonl": .jsonl, "ndjson": .jsonl, "md": .markdown,
    "markdown": .markdown, "txt": .table,
  ]

  /// Names that the end of a file's name may have.
  static var endings: [String] { formats.keys.sorted() + PictureFormat.allCases.map(\.rawValue) }

  /// Those of files that hold pictures.
  static var pictureEndings: [String] { PictureFormat.allCases.map(\.rawValue) + ["txt"] }

  /// - Parameter folder: where a path leads that does not begin at the root; nil for where the program was started.
  /// - Throws: a `Diagnostic` where nothing may be written, or the name does not say how, or says that it holds no
  ///   picture where one is drawn.
  init(
    _ destination: DestinationSyntax, of query: QuerySyntax, in source: SourceText,
    _ permissions: Permissions, folder: OutputFolder? = nil
  ) throws {
    do {
      permit = try permissions.writePermit(at: destination.span)
    } catch let diagnostic as Diagnostic {
      throw diagnostic.suggesting(String(source[query.shown]))
    }
    let name = destination.path.split(separator: "/", omittingEmptySubsequences: false).last ?? ""
    let ending = name.contains(".") ? name.split(separator: ".").last.map { $0.lowercased() } : nil
    let expanded = HomeFolder.expanded(destination.path)
    path = try folder?.place(of: expanded, at: destination.span, permit) ?? expanded
    if let format = ending.flatMap(PictureFormat.init) {
      content = .picture(format)
      programPermit = format == .svg ? nil : try permissions.programPermit(at: destination.span)
    } else if let format = ending.flatMap({ AnswerFile.formats[$0] }) {
      if let drawing = query.drawing, format != .table {
        throw SessionDiagnostics.pictureAsTable(destination, drawing, source)
      }
      content = .table(format)
      programPermit = nil
    } else {
      throw SessionDiagnostics.unknownEnding(destination, source)
    }
  }

  /// Whether an answer is drawn for it.
  var isPicture: Bool { if case .picture = content { true } else { false } }
}
