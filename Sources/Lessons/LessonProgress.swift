/// Which tasks of which lessons are done, and as what that is kept: a line for each lesson, such as
/// `1,2,4 first-sums`.
public struct LessonProgress: Sendable, Hashable {
  /// Numbers of tasks from 1 on, by the lesson's key.
  public private(set) var done: [String: Set<Int>] = [:]

  public init() {}

  /// Lines that are none of progress are passed over.
  /// - Complexity: O(n) in the text.
  public init(_ text: String) {
    for line in text.split(whereSeparator: \.isNewline) {
      guard let blank = line.firstIndex(of: " ") else { continue }
      let numbers = line[..<blank].split(separator: ",").map { Int($0) }
      let key = String(line[line.index(after: blank)...])
      guard !key.isEmpty, !numbers.isEmpty, numbers.allSatisfy({ ($0 ?? 0) > 0 }) else { continue }
      done[key, default: []].formUnion(numbers.compactMap { $0 })
    }
  }

  /// In the order of keys, so that the same progress is the same text.
  public var text: String {
    done.sorted { $0.key < $1.key }
      .map { "\($0.value.sorted().map(String.init).joined(separator: ",")) \($0.key)\n" }.joined()
  }

  public func tasks(of key: String) -> Set<Int> { done[LessonProgress.oneLine(key)] ?? [] }

  public mutating func add(_ task: Int, of key: String) {
    done[LessonProgress.oneLine(key), default: []].insert(task)
  }

  /// Forgets a lesson; all of them without a key.
  public mutating func reset(_ key: String?) {
    if let key { done[LessonProgress.oneLine(key)] = nil } else { done = [:] }
  }

  /// A path may have any sign in it but the one between lines.
  private static func oneLine(_ key: String) -> String {
    String(key.map { $0.isNewline ? " " : $0 })
  }
}
