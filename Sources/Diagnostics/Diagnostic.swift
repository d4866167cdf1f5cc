/// One message about a text, as data: what is wrong, where, and the one thing to do about it.
///
/// Wording lives in one file per room (`…Diagnostics.swift`), each message a function there; layout,
/// colour and width live in `DiagnosticRenderer` alone.
public struct Diagnostic: Error, Sendable, Hashable {
  public enum Severity: String, Sendable { case error, warning, note }

  /// A stable name for tests and machines, such as `unknown-column`.
  public let id: String
  public let severity: Severity
  /// What is wrong: lowercase, no full stop.
  public let message: String
  /// The words it is about; nil when it is about no words of the text.
  public let span: Span?
  /// What to say under the caret; empty for none.
  public let label: String
  /// Plain advice, lowercase, no full stop.
  public let help: String?
  /// Text that runs as typed: the whole statement, mended.
  public let fix: String?
  /// The text ended before the statement did, so more input could mend it.
  public let needsMoreInput: Bool

  public init(
    _ id: String, _ message: String, severity: Severity = .error, at span: Span? = nil,
    label: String = "", help: String? = nil, fix: String? = nil, needsMoreInput: Bool = false
  ) {
    self.id = id
    self.severity = severity
    self.message = message
    self.span = span
    self.label = label
    self.help = help
    self.fix = fix
    self.needsMoreInput = needsMoreInput
  }

  /// The same message with a fix: the source text with `span` replaced.
  public func fixing(_ span: Span, in source: SourceText, with replacement: String) -> Diagnostic {
    let utf8 = Array(source.text.utf8)
    let start = min(max(0, span.start), utf8.count)
    let end = min(max(start, span.end), utf8.count)
    let mended = utf8[..<start] + Array(replacement.utf8) + utf8[end...]
    var text = String(decoding: mended, as: UTF8.self)
    while text.last == " " { text.removeLast() }
    return suggesting(text)
  }

  /// The same message without a fix.
  public var withoutFix: Diagnostic {
    Diagnostic(
      id, message, severity: severity, at: span, label: label, help: help, needsMoreInput: needsMoreInput)
  }

  /// The same message with a whole statement to type instead.
  public func suggesting(_ statement: String) -> Diagnostic {
    Diagnostic(
      id, message, severity: severity, at: span, label: label, help: help, fix: statement,
      needsMoreInput: needsMoreInput)
  }
}
