/// A question with the answer it gives, shown in help and run as a test.
public struct Example: Sendable, Hashable {
  /// A statement on the shipped data.
  public let query: String
  /// What the shell prints for it, notes left out.
  public let answer: String

  public init(_ query: String, _ answer: String) {
    self.query = query
    self.answer = answer
  }
}

/// What every builtin has, whatever it computes: help, completion, the reference and the tests read this.
public protocol Builtin: Sendable {
  /// The name in lower case.
  var name: String { get }
  /// Other names people type for it.
  var synonyms: [String] { get }
  /// How it is written: `round(number, digits)`.
  var usage: String { get }
  /// What it gives, in one line: lowercase, no full stop.
  var summary: String { get }
  var examples: [Example] { get }
}
