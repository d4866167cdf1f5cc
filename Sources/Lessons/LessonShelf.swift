import TallyPermissions

/// The lessons that are shipped: the files of a folder whose names begin with two digits and end in `.md`, in their
/// order.
public struct LessonShelf: Sendable {
  /// A lesson that stands there.
  public struct Entry: Sendable, Hashable {
    /// As `lesson 1` has it.
    public let number: Int
    /// What its progress is kept under: the name of the file without digits and ending.
    public let key: String
    public let title: String
    public let path: String
  }

  public let entries: [Entry]

  /// A folder that cannot be read has no lessons.
  public init(_ folder: String, _ reader: LessonReader) {
    let names = (try? reader.permissions.names(in: folder, where: LessonShelf.isLesson)) ?? []
    entries = names.sorted().enumerated().map { place, name in
      let path = "\(folder)/\(name)"
      let key = String(name.dropFirst(3).dropLast(3))
      return Entry(number: place + 1, key: key, title: reader.title(of: path) ?? key, path: path)
    }
  }

  private static func isLesson(_ name: String) -> Bool {
    let digits = name.prefix { $0.isASCII && $0.isNumber }
    return digits.count == 2 && name.dropFirst(2).first == "-" && name.hasSuffix(".md") && name.count > 6
  }
}
