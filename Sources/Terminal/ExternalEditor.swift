import TallyPermissions

#if canImport(Glibc)
  import Glibc
#endif

/// The user's own editor: a text goes there in a file of its own and comes back.
public struct ExternalEditor {
  /// What kept a text from coming back.
  public enum Failure: Error, Equatable {
    /// The file could not be written or read, with the system's reason.
    case file(String)
    /// There is no such program, or it ended with this status.
    case program(String, Int32)
    /// What the editor left is no text of a size that anybody types.
    case notText

    /// What happened, in a sentence.
    public var sentence: String {
      switch self {
      case .file(let reason): "the text could not be handed to the editor: \(reason)"
      case .program(let command, 127):
        "there is no editor \(command); set VISUAL or EDITOR to one that there is"
      case .program(let command, let status): "\(command) ended with status \(status): the text is as it was"
      case .notText:
        "what the editor left is no text, or more than \(byteLimit >> 20) MB: the text is as it was"
      }
    }
  }

  static let byteLimit = 1 << 20

  let command: String
  private let starting: ProgramPermit

  /// `$VISUAL`, or `$EDITOR`, or vi, as other programs have it; each may come with arguments.
  /// - Parameters:
  ///   - starting: to start the editor.
  ///   - writing: to write the file it gets.
  ///   - variable: looks an environment variable up.
  public init(
    _ starting: ProgramPermit, _ writing: WritePermit,
    variable: (String) -> String? = TerminalTraits.environmentVariable
  ) {
    self.starting = starting
    command = ["VISUAL", "EDITOR"].compactMap(variable).first { !$0.isEmpty } ?? "vi"
  }

  /// Waits until the editor has ended.
  /// - Returns: the text without newlines at its end, and without controls.
  public func edit(_ text: String) throws(Failure) -> String {
    let folder = TerminalTraits.environmentVariable("TMPDIR").flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
    let suffix = ".tally"
    var template = Array("\(folder)/question-XXXXXX\(suffix)".utf8CString)
    let descriptor = mkstemps(&template, Int32(suffix.utf8.count))
    guard descriptor >= 0 else { throw .file(String(cString: strerror(errno))) }
    let path = String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
    defer { unlink(path) }
    try write(text + "\n", to: descriptor)
    let status = run(path)
    guard status == 0 else { throw .program(command, status) }
    return try read(path)
  }

  private func write(_ text: String, to descriptor: Int32) throws(Failure) {
    defer { close(descriptor) }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw .file(String(cString: strerror(errno))) }
      rest = rest.dropFirst(max(0, count))
    }
  }

  /// The editor's status; 127 where it could not be started, as shells have it.
  private func run(_ path: String) -> Int32 {
    let words = ["/bin/sh", "-c", "\(command) \"$1\"", "sh", path]
    switch (try? StartedProgram(words, starting))?.wait() {
    case nil: return 127
    case .exited(let status): return status
    case .killed(let signal): return 128 + signal
    }
  }

  private func read(_ path: String) throws(Failure) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .file(String(cString: strerror(errno))) }
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= Self.byteLimit {
      let count = Glibc.read(descriptor, &piece, piece.count)
      if count == 0 { break }
      if count < 0 {
        guard errno == EINTR else { throw .file(String(cString: strerror(errno))) }
        continue
      }
      bytes += piece[..<count]
    }
    guard bytes.count <= Self.byteLimit, let text = String(validating: bytes, as: UTF8.self) else {
      throw .notText
    }
    return EditBuffer(PastedText.plain(text)).statement
  }
}
