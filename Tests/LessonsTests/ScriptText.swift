import TallyDiagnostics
import TallySyntax

enum ScriptText {
  static func statements(_ text: String, _ vocabulary: Vocabulary) -> [SourceText] {
    Script.statements(in: SourceText(text), vocabulary: vocabulary)
  }
}
