import Synchronization
import TallyDiagnostics
import TallySession

/// What the shell shows for statements, as text: answers and messages in the order in which they come.
final class ShellText: Sendable {
  private let shown = Mutex<[UInt8]>([])

  /// What one statement shows.
  /// - Parameter width: columns of a terminal; nil for a pipe.
  static func of(
    _ source: SourceText, in session: Session, width: Int? = nil, usesUnicode: Bool = true
  ) -> String {
    of(session, width: width, usesUnicode: usesUnicode) { _ = $0.runStatement(source) }
  }

  /// What the script of a file shows.
  static func ofScript(_ script: SourceText, in session: Session) throws -> String {
    try of(session) { _ = try $0.runFile(script) }
  }

  /// What is shown while a runner does something.
  static func of(
    _ session: Session, width: Int? = nil, usesUnicode: Bool = true, _ body: (StatementRunner) throws -> Void
  ) rethrows -> String {
    let shell = ShellText()
    let output = Output(
      write: { piece in shell.shown.withLock { $0 += piece } },
      tell: { line in shell.tell(line) }, width: { width }, usesUnicode: usesUnicode)
    try body(StatementRunner(session: session, output: output))
    return String(decoding: shell.shown.withLock { $0 }, as: UTF8.self)
  }

  /// Messages are lines; an answer before them may not have ended its own.
  private func tell(_ line: String) {
    shown.withLock { shown in
      if let last = shown.last, last != UInt8(ascii: "\n") { shown.append(UInt8(ascii: "\n")) }
      shown += Array("\(line)\n".utf8)
    }
  }
}

extension String {
  /// Each line two columns further in, without blanks at its end.
  var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var line = "  " + line
      while line.last == " " { line.removeLast() }
      return line
    }
    .joined(separator: "\n")
  }

  /// Times, which differ from run to run, blotted out.
  var withoutTimes: String { replacing(/\(\d+\.\d\d ms\)/, with: "(… ms)") }

  /// Without newlines at the end.
  var withoutEnd: String {
    var text = self
    while text.hasSuffix("\n") { text.removeLast() }
    return text
  }
}
