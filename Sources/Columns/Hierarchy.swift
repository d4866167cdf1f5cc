/// Names of which some lie inside others: places, or events that are parts of events.
public struct Hierarchy: Sendable {
  /// One name with what is around it.
  public struct Entry: Sendable, Hashable {
    public let name: String
    /// The name of the entry directly around it; nil for an outermost one.
    public let inside: String?
    /// Other names of the same.
    public let also: [String]

    public init(_ name: String, inside: String? = nil, also: [String] = []) {
      self.name = name
      self.inside = inside
      self.also = also
    }
  }

  /// Why entries are no hierarchy.
  public enum Fault: Error, Sendable, Hashable {
    case unknownParent(entry: String, parent: String)
    /// The names of a circle, each inside the next.
    case cycle([String])
  }

  public let entries: [Entry]
  private let parents: [Int?]
  private let numbers: [String: Int]

  /// - Throws: `Fault`.
  public init(_ entries: [Entry]) throws(Fault) {
    var numbers: [String: Int] = [:]
    for (number, entry) in entries.enumerated() where numbers[Hierarchy.key(entry.name)] == nil {
      numbers[Hierarchy.key(entry.name)] = number
    }
    var parents: [Int?] = []
    for entry in entries {
      guard let inside = entry.inside else {
        parents.append(nil)
        continue
      }
      guard let parent = numbers[Hierarchy.key(inside)] else {
        throw .unknownParent(entry: entry.name, parent: inside)
      }
      parents.append(parent)
    }
    // Other names come second, so that no alias hides a name.
    for (number, entry) in entries.enumerated() {
      for alias in entry.also where numbers[Hierarchy.key(alias)] == nil {
        numbers[Hierarchy.key(alias)] = number
      }
    }
    self.entries = entries
    self.parents = parents
    self.numbers = numbers
    if let cycle = Hierarchy.cycle(in: parents) { throw .cycle(cycle.map { entries[$0].name }) }
  }

  private static func key(_ name: String) -> String { name.lowercased() }

  /// How far the search for a circle has come with an entry.
  private enum Mark { case unvisited, onPath, done }

  /// The entries of a circle, if there is one.
  /// - Complexity: O(n); the path up from an entry ends where an earlier one has been.
  private static func cycle(in parents: [Int?]) -> [Int]? {
    var marks = [Mark](repeating: .unvisited, count: parents.count)
    for start in parents.indices {
      var path: [Int] = []
      var current: Int? = start
      while let number = current, marks[number] == .unvisited {
        marks[number] = .onPath
        path.append(number)
        current = parents[number]
      }
      if let number = current, marks[number] == .onPath, let first = path.firstIndex(of: number) {
        return Array(path[first...])
      }
      for number in path { marks[number] = .done }
    }
    return nil
  }

  /// The entry of a name or another name, ignoring case.
  public func number(of name: String) -> Int? { numbers[Hierarchy.key(name)] }

  public func parent(of number: Int) -> Int? { parents[number] }

  /// Whether an entry lies inside another, through any depth; nothing lies inside itself.
  public func isInside(_ inner: Int, _ outer: Int) -> Bool {
    var current = parents[inner]
    while let number = current {
      if number == outer { return true }
      current = parents[number]
    }
    return false
  }

  /// An entry and all inside it.
  public func all(inside outer: Int) -> [Int] {
    entries.indices.filter { $0 == outer || isInside($0, outer) }
  }

  /// Everything that an entry is called.
  public func names(of number: Int) -> [String] { [entries[number].name] + entries[number].also }
}
