import TallyDiagnostics
import TallySyntax

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The names of files and folders, as completion offers them.
struct FileNames {
  /// A file or folder that goes on with a path.
  struct Entry {
    /// The folder as it was typed and the name; a folder ends in a slash.
    let path: String
    /// The last component, with the slash of a folder.
    let name: String
    let isFolder: Bool
  }

  /// How many are offered.
  private static let limit = 500

  /// What a half-typed path can become, in order of name. Names that begin with a dot are left out unless
  /// the dot is typed; a folder that cannot be read has none.
  static func beginning(with path: String) -> [Entry] {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = String(path[..<slash])
    let typed = path[slash...]
    guard let stream = opendir(HomeFolder.expanded(folder.isEmpty ? "." : folder)) else { return [] }
    defer { closedir(stream) }
    var names: [String] = []
    while names.count < limit, let entry = readdir(stream) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: MemoryLayout.size(ofValue: pointer.pointee)) {
          String(cString: $0)
        }
      }
      guard name.hasPrefix(typed), name != ".", name != "..", typed.hasPrefix(".") || !name.hasPrefix(".")
      else { continue }
      // A line of the shell cannot hold such a name.
      if name.contains(where: \.isNewline) { continue }
      names.append(name)
    }
    return names.sorted().map { name in
      let isFolder = isFolder(HomeFolder.expanded(folder + name))
      let shown = isFolder ? name + "/" : name
      return Entry(path: folder + shown, name: shown, isFolder: isFolder)
    }
  }

  /// A path as it has to be typed: in quotes where it would not read as one word.
  static func typed(_ path: String, quote: Character?) -> String {
    let mark = quote ?? "\""
    guard quote != nil || !readsAsOneWord(path) else { return path }
    let doubled = path.split(separator: mark, omittingEmptySubsequences: false).joined(
      separator: "\(mark)\(mark)")
    // The quote behind a folder stays open for what is in it.
    return path.hasSuffix("/") ? "\(mark)\(doubled)" : "\(mark)\(doubled)\(mark)"
  }

  /// Whether the words of a command would hold it as it stands: its tokens touch, and it opens nothing.
  private static func readsAsOneWord(_ path: String) -> Bool {
    var end = 0
    for token in Lexer.tokens(in: SourceText(path)) {
      guard token.span.start == end else { return false }
      switch token.kind {
      case .text, .bracketed, .newline, .symbol(.semicolon): return false
      case .invalid(let diagnostic) where diagnostic.id.hasPrefix("unclosed"): return false
      default: end = token.span.end
      }
    }
    return end == path.utf8.count
  }

  /// Whether two paths lead to one file, which is there.
  static func areSame(_ path: String, _ other: String) -> Bool {
    var (status, otherStatus) = (stat(), stat())
    return stat(path, &status) == 0 && stat(other, &otherStatus) == 0
      && (status.st_dev, status.st_ino) == (otherStatus.st_dev, otherStatus.st_ino)
  }

  private static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}

/// `~` at the head of a path.
enum HomeFolder {
  /// The path with `~` and `~/…` taken for the user's own folder, as shells do.
  static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}
