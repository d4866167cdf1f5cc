import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyPermissions
import TallySyntax

/// A script that is played at the prompt as if somebody typed it, with what is said between its questions.
///
/// A demo is a file in the folder of demos: statements, and comments that are said. What stands above the first
/// empty line is its title. A line `#! deliveries 10000000` opens a table that is made up on the spot instead of the
/// data that the program is shipped with.
struct Demo: Sendable {
  enum Part: Sendable {
    /// A comment, or several below one another.
    case said(String)
    case asked(SourceText)
  }

  /// What is opened.
  enum Data: Sendable, Hashable {
    case shipped
    /// Made up, so many rows of it.
    case deliveries(rows: Int)
  }

  let name: String
  let title: String
  let data: Data
  let parts: [Part]

  static let ending = ".tally"

  /// The demos of a folder, in order.
  /// - Throws: `FileError`.
  static func all(in folder: String, _ permissions: Permissions, _ vocabulary: Vocabulary) throws -> [Demo] {
    try names(in: folder, permissions).compactMap { try named($0, in: folder, permissions, vocabulary) }
  }

  /// What the demos of a folder are called; none where it cannot be read.
  static func names(in folder: String, _ permissions: Permissions) -> [String] {
    let files = (try? permissions.names(in: folder) { $0.hasSuffix(ending) }) ?? []
    return files.map { String($0.dropLast(ending.count)) }.sorted()
  }

  /// - Returns: nil where there is none.
  /// - Throws: `FileError` where it cannot be read.
  static func named(
    _ name: String, in folder: String, _ permissions: Permissions, _ vocabulary: Vocabulary
  ) throws -> Demo? {
    guard names(in: folder, permissions).contains(name) else { return nil }
    let path = "\(folder)/\(name)\(ending)"
    return Demo(SourceText(try TextFile.read(path, permissions), name: path), name: name, vocabulary)
  }

  init(_ script: SourceText, name: String, _ vocabulary: Vocabulary) {
    self.name = name
    var said: [(start: Int, part: Part)] = []
    var title: String?
    var data = Data.shipped
    var last: Span?
    for comment in Lexer.comments(in: script) {
      let words = String(script[comment].drop { $0 == "#" || $0 == "-" }).withoutOuterBlanks
      if words.hasPrefix("!") {
        data = Demo.data(words) ?? data
        continue
      }
      // A comment on the next line goes on with what is said.
      let between = last.map { script[Span($0.end, comment.start)] } ?? ""
      if last != nil, between.allSatisfy(\.isWhitespace), between.filter(\.isNewline).count == 1,
        case .said(let before)? = said.last?.part, !words.isEmpty
      {
        said[said.count - 1].part = .said("\(before) \(words)")
      } else if !words.isEmpty {
        said.append((comment.start, .said(words)))
      }
      last = words.isEmpty ? nil : comment
    }
    if case .said(let words)? = said.first?.part {
      title = words
      said.removeFirst()
    }
    self.title = title ?? name
    self.data = data
    let asked = Script.extents(in: script, vocabulary: vocabulary).map {
      (start: $0.start, part: Part.asked(script.excerpt($0)))
    }
    parts = (said + asked).sorted { $0.start < $1.start }.map(\.part)
  }

  private init(name: String, title: String, data: Data, parts: [Part]) {
    (self.name, self.title, self.data, self.parts) = (name, title, data, parts)
  }

  /// The same demo of other data.
  func of(_ data: Data) -> Demo { Demo(name: name, title: title, data: data, parts: parts) }

  /// `! deliveries 10000000`
  private static func data(_ words: String) -> Data? {
    let words = words.dropFirst().split(separator: " ")
    guard words.count == 2, words[0] == "deliveries", let rows = Int(words[1]), rows > 0 else { return nil }
    return .deliveries(rows: rows)
  }
}
