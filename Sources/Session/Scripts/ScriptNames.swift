import TallyDiagnostics
import TallySyntax

/// What a script wants to be told, without running it.
struct ScriptNames: Sendable {
  /// The parameters that it declares, in their order.
  let parameters: [String]
  /// Whether it runs other scripts, which may want to be told more.
  let runsScripts: Bool
  /// In lower case: those it declares, and those that it asks for all the same.
  private let asked: Set<String>

  init(_ script: SourceText, vocabulary: Vocabulary) {
    let statements = Script.statements(in: script, vocabulary: vocabulary).map {
      try? Parser.statement($0, vocabulary: vocabulary)
    }
    parameters = statements.compactMap {
      if case .parameter(let parameter)? = $0 { parameter.name.text } else { nil }
    }
    runsScripts = statements.contains { statement in
      if case .command(let command)? = statement { command.name.text.lowercased() == "run" } else { false }
    }
    let variables = Lexer.tokens(in: script).compactMap { token in
      if case .variable(let name) = token.kind { name.lowercased() } else { nil }
    }
    asked = Set(parameters.map { $0.lowercased() } + variables)
  }

  func asks(for name: String) -> Bool { asked.contains(name.lowercased()) }
}
