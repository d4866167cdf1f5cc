extension ScalarFunction {
  /// Every function that can be called by name, in alphabetical order.
  public static let all: [ScalarFunction] = groups.flatMap(\.functions).sorted { $0.name < $1.name }

  /// The same by what they are of, as help shows them.
  public static let groups: [(name: String, functions: [ScalarFunction])] = [
    ("numbers", numeric), ("text", text), ("dates and times", calendar), ("choosing, and figures", choosing),
  ]

  /// The function of a name or synonym in lower case.
  public static func named(_ name: String) -> ScalarFunction? { byName[name] }

  private static let byName: [String: ScalarFunction] = {
    var byName: [String: ScalarFunction] = [:]
    for function in all {
      for name in [function.name] + function.synonyms { byName[name] = function }
    }
    return byName
  }()
}
