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
  public var question: String { "\(VisibleText.of(name)) (\(kind.rawValue)): " }
}

extension Session {
  /// `param city = Kyiv`: the value that was given from outside, or else the one written here.
  /// - Throws: a `Diagnostic` where a value is not of the kind.
  func declare(_ parameter: ParameterSyntax, _ source: SourceText) throws -> Outcome {
    let name = parameter.name.text
    let value = try parameter.value.map { try spelled($0, source) }
    let kind = parameter.kind ?? value.map(ParameterKind.init(of:)) ?? .text
    let written = try value.map { value in
      guard let spelling = kind.spelling(of: value.text, today: catalog.today) else {
        throw SessionDiagnostics.parameterDefault(value, kind)
      }
      return spelling
    }
    if catalog.given.contains(name.lowercased()), let text = catalog.parameters[name.lowercased()] {
      guard let spelling = kind.spelling(of: text, today: catalog.today) else {
        throw SessionDiagnostics.parameterValue(parameter.name, text, kind)
      }
      catalog.setParameter(name, to: spelling, isText: kind.isText(spelling))
    } else if let written {
      catalog.setParameter(name, to: written, isText: kind.isText(written))
    } else {
      let diagnostic = SessionDiagnostics.missingParameter(parameter.name, kind)
      return Outcome(.asks(ParameterRequest(name: name, kind: kind, diagnostic: diagnostic)))
    }
    return Outcome(.nothing)
  }

  /// Takes what somebody says to a request.
  /// - Returns: whether it is of the kind.
  func take(_ text: String, for request: ParameterRequest) -> Bool {
    guard let spelling = request.kind.spelling(of: text, today: catalog.today) else { return false }
    catalog.setParameter(request.name, to: spelling, isText: request.kind.isText(spelling))
    desk.run?.take(text, for: request)
    return true
  }

  /// A parameter that a script is given and does not have: a slip of somebody's fingers. Where a script declares none,
  /// or runs others, which may have it, nobody can tell.
  public func unknownParameter(of script: SourceText, _ given: [GivenParameter]) -> Diagnostic? {
    if given.isEmpty { return nil }
    let names = ScriptNames(script, vocabulary: vocabulary)
    guard !names.runsScripts, !names.parameters.isEmpty else { return nil }
    let unknown = given.first { !names.asks(for: $0.name) }
    return unknown.map { SessionDiagnostics.unknownParameter($0.name, of: script, names.parameters) }
  }
}
