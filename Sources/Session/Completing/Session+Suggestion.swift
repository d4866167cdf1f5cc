import TallyDiagnostics
import TallySyntax

extension Session {
  /// What most likely goes on behind a text: the only word that can, or right of a comparison the commonest value.
  ///
  /// A suggestion that is wrong is worse than none: nothing where several things could come, and nothing that would
  /// change what is typed already.
  /// - Parameter text: what has been typed, with the cursor at its end.
  /// - Complexity: of large columns the values are known only once completion has counted them.
  public func suggestion(behind text: String) -> String? {
    guard !namesFile(text) else { return nil }
    rowCounts.isHurried = true
    defer { rowCounts.isHurried = false }
    let list = completions(of: text, at: text.utf8.count, by: [.beginning])
    guard let first = list.candidates.first else { return nil }
    let isOnly = list.candidates.count == 1 && list.omitted == 0
    // Of two values that are as common neither is likelier.
    guard isOnly || (first.hasKnownRows && first.remark != list.candidates.dropFirst().first?.remark) else {
      return nil
    }
    let typed = SourceText(text)[Span(list.replaced.lowerBound, list.replaced.upperBound)].utf8
    guard list.replaced.upperBound == text.utf8.count, first.text.utf8.count > typed.count,
      first.text.utf8.starts(with: typed)
    else { return nil }
    // A number may be whole already.
    if !typed.isEmpty, typed.allSatisfy({ $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }) { return nil }
    return String(decoding: first.text.utf8.dropFirst(typed.count), as: UTF8.self)
  }
}

extension Session {
  /// Whether a path may stand at the end: nobody looks into folders with every key.
  private func namesFile(_ text: String) -> Bool {
    let words = Lexer.tokens(in: SourceText(text)).compactMap(\.keyword)
    return words.contains { $0 == "into" || Command.named($0)?.completes == .files }
  }
}

extension Candidate {
  /// Whether this is a value that is told with its rows: such values come by how many they are.
  fileprivate var hasKnownRows: Bool {
    kind == "value" && (remark.hasSuffix(" row") || remark.hasSuffix(" rows"))
  }
}
