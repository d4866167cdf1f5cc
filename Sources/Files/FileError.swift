import TallyDiagnostics

/// What went wrong with a file, and where in it.
public struct FileError: Error, Sendable, Hashable {
  public let path: String
  /// Counted from 1; nil when it is about the file as a whole.
  public let line: Int?
  /// In characters, counted from 1.
  public let column: Int?
  public let diagnostic: Diagnostic
  /// Whether the file could not be written, rather than read.
  public let isOfWriting: Bool

  public init(
    path: String, line: Int? = nil, column: Int? = nil, isOfWriting: Bool = false, _ diagnostic: Diagnostic
  ) {
    self.path = path
    self.isOfWriting = isOfWriting
    self.line = line
    self.column = column
    self.diagnostic = diagnostic
  }

  /// `file`, `file:line` or `file:line:column`.
  public var place: String {
    [path, line.map(String.init), column.map(String.init)].compactMap { $0 }.joined(separator: ":")
  }

  /// The message as lines of text: `file:line:column: error: …` and the help under it.
  public func rendered(by renderer: DiagnosticRenderer = DiagnosticRenderer()) -> String {
    renderer.render(diagnostic, in: SourceText("", name: place))
  }
}

/// What went wrong at a byte of a text, before anyone has worked out its line.
struct Fault: Error {
  let offset: Int
  let diagnostic: Diagnostic
}
