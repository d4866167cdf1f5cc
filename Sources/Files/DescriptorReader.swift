import TallyDiagnostics

/// Takes the members of an object in a descriptor; what is there must be of its type.
struct DescriptorReader {
  private let json: JSONValue
  /// What errors call the object: `resource casualties`.
  let place: String

  init(_ json: JSONValue, place: String) {
    self.json = json
    self.place = place
  }

  func bad(_ problem: String) -> Diagnostic {
    FileDiagnostics.badDescriptor("\(place) \(problem)")
  }

  func required(_ name: String) throws -> String {
    guard let value = try string(name), !value.isEmpty else { throw bad("has no \(name)") }
    return value
  }

  func string(_ name: String) throws -> String? { try member(name, "text", \.string) }
  func strings(_ name: String) throws -> [String]? { try member(name, "a list of texts", \.strings) }
  func boolean(_ name: String) throws -> Bool? { try member(name, "true or false", \.boolean) }
  func array(_ name: String) throws -> [JSONValue]? { try member(name, "a list", \.array) }
  func object(_ name: String) throws -> [String: JSONValue]? { try member(name, "an object", \.object) }

  func reader(_ name: String) throws -> DescriptorReader? {
    try object(name).map { DescriptorReader(.object($0), place: "\(name) in \(place)") }
  }

  /// One of the words of an enumeration.
  func oneOf<Choice: RawRepresentable<String>>(_ name: String, _ choices: [Choice]) throws -> Choice? {
    guard let word = try string(name) else { return nil }
    guard let choice = Choice(rawValue: word) else {
      let words = choices.map(\.rawValue).joined(separator: ", ")
      throw bad("has the \(name) \"\(word)\", which is none of \(words)")
    }
    return choice
  }

  /// Texts that mean unknown, of which some may be given with a label.
  func missingValues() throws -> [String]? {
    try array("missingValues")?.map { value in
      guard let text = value.string ?? value["value"]?.string else {
        throw bad("has a missing value that is not text")
      }
      return text
    }
  }

  private func member<Value>(_ name: String, _ phrase: String, _ value: (JSONValue) -> Value?) throws
    -> Value?
  {
    guard let found = json[name], found != .null else { return nil }
    guard let value = value(found) else { throw bad("has a \(name) that is not \(phrase)") }
    return value
  }

  /// The first name that another one repeats, case ignored.
  static func repeated(_ names: [String]) -> String? {
    var seen: Set<String> = []
    return names.first { !seen.insert($0.lowercased()).inserted }
  }
}
