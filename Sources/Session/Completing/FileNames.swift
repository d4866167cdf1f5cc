import TallyDiagnostics
import TallyPermissions
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

    fileprivate init(path: String, _ permissions: Permissions) {
      isFolder = (try? permissions.isFolder(HomeFolder.expanded(path))) ?? false
      self.path = isFolder && !path.hasSuffix("/") ? path + "/" : path
      let last = path.split(separator: "/").last.map(String.init) ?? path
      name = isFolder ? last + "/" : last
    }
  }

  /// How many are offered.
  private static let limit = 500

  /// What a half-typed path can become, in order of name. Names that begin with a dot are left out unless
  /// the dot is typed; a folder that cannot be read has none. Where only some files may be opened, those are offered
  /// as they were named, with what is in their folders.
  /// - Parameter fit: how the last component goes with what is typed of it.
  static func goingOn(_ path: String, _ fit: TypedPattern.Fit, _ permissions: Permissions) -> [Entry] {
    let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
    let folder = String(path[..<slash])
    let typed = path[slash...]
    let pattern = TypedPattern(String(typed), fit)
    let found = try? permissions.names(in: HomeFolder.expanded(folder.isEmpty ? "." : folder), limit: limit) {
      // A line of the shell cannot hold a name of several lines.
      pattern.score($0) != nil && $0 != "." && $0 != ".." && (typed.hasPrefix(".") || !$0.hasPrefix("."))
        && !$0.contains(where: \.isNewline)
    }
    let whole = TypedPattern(path, fit)
    let named = permissions.namedPaths.filter { whole.score($0) != nil && !$0.contains(where: \.isNewline) }
    var entries = named.map { Entry(path: $0, permissions) }
    for name in (found ?? []).sorted() where !named.contains(folder + name) {
      entries.append(Entry(path: folder + name, permissions))
    }
    return entries
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

  /// The path from the root on, links resolved; as it is where it leads nowhere.
  static func fromRoot(_ path: String) -> String {
    guard let real = realpath(path, nil) else { return path }
    defer { free(real) }
    return String(cString: real)
  }

  /// Whether two paths lead to one file, which is there.
  static func areSame(_ path: String, _ other: String) -> Bool {
    var (status, otherStatus) = (stat(), stat())
    return stat(path, &status) == 0 && stat(other, &otherStatus) == 0
      && (status.st_dev, status.st_ino) == (otherStatus.st_dev, otherStatus.st_ino)
  }
}

/// `~` at the head of a path.
public enum HomeFolder {
  /// The path with `~` and `~/…` taken for the user's own folder, as shells do.
  public static func expanded(_ path: String) -> String {
    guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
    return String(cString: home) + path.dropFirst()
  }
}
