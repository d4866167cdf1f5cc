#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program with its arguments, as variables such as `PAGER` name it: `less -R`, `LESSCHARSET=utf-8 less`,
/// `"/opt/my tools/view" -n`.
///
/// Words are cut at blanks, and quotes and backslashes are heeded as a shell heeds them. No shell is started, except
/// for what only a shell can do: `less | tee log`, `$VIEWER`.
public struct ProgramCommand: Equatable, Sendable {
  /// The program, and its arguments.
  public private(set) var words: [String]
  /// Variables that are set for it, `NAME=VALUE`.
  public private(set) var settings: [String] = []
  private var isShellLine = false

  /// - Returns: nil where no program is named.
  public init?(_ text: String) {
    var cutter = WordCutter(text)
    guard let words = cutter.words() else {
      self.words = ["/bin/sh", "-c", text]
      isShellLine = true
      return
    }
    settings = Array(words.prefix(while: ProgramCommand.isSetting))
    self.words = Array(words.dropFirst(settings.count))
    if self.words.first?.isEmpty ?? true { return nil }
  }

  /// What a person would call it: the program, or the line that is left to a shell.
  public var title: String { isShellLine ? words[2] : words[0] }

  /// The last part of the program's path.
  public var name: String { words[0].split(separator: "/").last.map(String.init) ?? words[0] }

  public mutating func append(_ argument: String) { words.append(argument) }

  /// Whether the program is a file that may be run, on the PATH unless a path says where.
  public func isThere(path: String? = TerminalTraits.environmentVariable("PATH")) -> Bool {
    if words[0].contains("/") { return ProgramCommand.isProgram(words[0]) }
    let folders = (path ?? "/bin:/usr/bin").split(separator: ":", omittingEmptySubsequences: false)
    return folders.contains { ProgramCommand.isProgram(($0.isEmpty ? "." : $0) + "/" + words[0]) }
  }

  private static func isProgram(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG && access(path, X_OK) == 0
  }

  /// `LESS=R`: a name, and a value that may be empty.
  private static func isSetting(_ word: String) -> Bool {
    guard let sign = word.firstIndex(of: "="), let first = word.first, first.isLetter || first == "_" else {
      return false
    }
    return word[..<sign].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
  }
}

/// Cuts a line into words as a shell does (POSIX, 2.2 and 2.3), as far as that is no work of a shell's own.
private struct WordCutter {
  private let characters: [Character]
  private var position = 0

  init(_ text: String) { characters = Array(text) }

  /// Nil where there is something in it that only a shell does, and where a quote stays open.
  mutating func words() -> [String]? {
    var words: [String] = []
    while true {
      while let next = peek, next.isWhitespace, !next.isNewline { position += 1 }
      guard peek != nil else { return words }
      guard let word = word() else { return nil }
      words.append(word)
    }
  }

  private var peek: Character? { position < characters.count ? characters[position] : nil }

  private mutating func word() -> String? {
    var word = ""
    let start = position
    while let next = peek, !next.isWhitespace || next.isNewline {
      position += 1
      switch next {
      case "'":
        guard let text = quoted(by: "'") else { return nil }
        word += text
      case "\"":
        guard let text = quoted(by: "\"") else { return nil }
        word += text
      case "\\":
        guard let escaped = peek else { return nil }
        word.append(escaped)
        position += 1
      case "|", "&", ";", "<", ">", "(", ")", "$", "`", "*", "?", "[", "{", "}", "!", "\n", "\r\n", "\r":
        return nil
      case "~", "#":
        if position == start + 1 { return nil }
        word.append(next)
      default:
        word.append(next)
      }
    }
    return word
  }

  /// What is between quotes; inside double ones a backslash takes their meaning from four signs.
  private mutating func quoted(by quote: Character) -> String? {
    var text = ""
    while let next = peek {
      position += 1
      if next == quote { return text }
      if quote == "\"" {
        if next == "$" || next == "`" { return nil }
        if next == "\\", let escaped = peek, "\"\\$`".contains(escaped) {
          text.append(escaped)
          position += 1
          continue
        }
      }
      text.append(next)
    }
    return nil
  }
}
