import TallyDiagnostics
import TallyFiles
import TallySyntax

/// What scripts expected, and what came of it.
public final class CheckList {
  /// One expectation, or a statement that could not be run.
  public struct Check: Sendable, Hashable {
    /// What is expected, or the statement.
    public let text: String
    public let source: SourceText
    /// Why it is not so; nil where it is.
    public let failure: String?
    /// Whether there is no answer to be held against anything.
    public let isError: Bool
    /// What the answer rests on.
    public let notes: [String]

    public init(
      _ text: String, at source: SourceText, failure: String? = nil, isError: Bool = false,
      notes: [String] = []
    ) {
      self.text = text
      self.source = source
      self.failure = failure
      self.isError = isError
      self.notes = notes
    }

    /// `morning.tally:12`
    public var place: String { "\(source.name ?? "line"):\(source.origin.line)" }
  }

  /// In the order in which they stand.
  public private(set) var checks: [Check] = []

  public init() {}

  public var failures: [Check] { checks.filter { $0.failure != nil } }

  func add(_ report: ExpectationReport, _ source: SourceText) {
    checks.append(
      Check(
        report.text, at: source, failure: report.failure.map(CheckList.sentence), notes: report.notes))
  }

  /// A statement that could not be run, or an expectation that could not be held against anything.
  func add(_ source: SourceText, failure error: any Error) {
    let sentence =
      switch error {
      case let diagnostic as Diagnostic: CheckList.sentence(diagnostic)
      case let error as FileError: "\(error.path): \(CheckList.sentence(error.diagnostic))"
      default: "\(error)"
      }
    let text = source.text.split(whereSeparator: \.isNewline).joined(separator: " ")
    checks.append(Check(text, at: source, failure: sentence, isError: true))
  }

  private static func sentence(_ diagnostic: Diagnostic) -> String {
    diagnostic.label.isEmpty ? diagnostic.message : "\(diagnostic.message): \(diagnostic.label)"
  }
}
