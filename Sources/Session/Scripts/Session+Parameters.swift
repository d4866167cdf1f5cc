import TallyDiagnostics
import TallyPlanning
import TallySyntax

/// What a script wants to be told before it can go on: `param city text`
public struct ParameterRequest: Sendable, Hashable {
  public let name: String
  public let kind: ParameterKind
  /// What is wrong where nobody can be asked.
  public let diagnostic: Diagnostic

  /// What people are asked: `city (text): `
  public var question: String { "\(name) (\(kind.rawValue)): " }
}

extension Session {
  /// The parameters that were given from outside; a script may have others for as long as it runs.
  var givenParameters: Catalog.GivenParameters {
    get { catalog.givenParameters }
    set { catalog.givenParameters = newValue }
  }

  /// `param city = Kyiv`: the value that was given from outside, or else the one written here.
  /// - Throws: a `Diagnostic` where a value is not of the kind.
  func declare(_ parameter: ParameterSyntax, _ source: SourceText) throws -> Outcome {
    let name = parameter.name.text
    let kind = parameter.kind ?? parameter.value.map(ParameterKind.init(of:)) ?? .text
    if let value = parameter.value {
      guard let spelling = kind.spelling(of: value.text, today: catalog.today) else {
        throw SessionDiagnostics.parameterDefault(value, kind, source)
      }
      if !catalog.given.contains(name.lowercased()) {
        catalog.setParameter(name, to: spelling, isText: kind == .text)
        return Outcome(.nothing)
      }
    }
    guard catalog.given.contains(name.lowercased()), let text = catalog.parameters[name.lowercased()] else {
      let diagnostic = SessionDiagnostics.missingParameter(parameter.name, kind)
      return Outcome(.asks(ParameterRequest(name: name, kind: kind, diagnostic: diagnostic)))
    }
    guard let spelling = kind.spelling(of: text, today: catalog.today) else {
      throw SessionDiagnostics.parameterValue(parameter.name, text, kind)
    }
    catalog.setParameter(name, to: spelling, isText: kind == .text)
    return Outcome(.nothing)
  }
}
