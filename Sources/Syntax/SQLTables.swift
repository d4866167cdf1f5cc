import TallyDiagnostics

/// The tables of a `select` with the names that they have in it, for writing it without them: here `c.place`
/// of `casualties c` is `place`, and `p.kind` of a joined `places p` is `[places.kind]`.
struct SQLTables {
  private let tokens: [Token]
  private let source: SourceText
  /// The table that each name stands for, in lower case.
  private var tables: [String: NameSyntax] = [:]
  /// The name of the first table, whose columns go without it.
  private var first: String?
  /// Tokens that only give names.
  private var left: Set<Int> = []

  init(_ source: SourceText) {
    self.source = source
    tokens = Lexer.tokens(in: source)
    for index in tokens.indices { read(index) }
  }

  /// Words that may stand behind a table and are no other name for it.
  private static let behindTable = Set(
    ["join", "inner", "left", "right", "full", "outer", "cross", "natural", "semi", "anti", "on", "using"]
      + ["where", "group", "order", "having", "limit", "offset", "union"])

  private mutating func read(_ index: Int) {
    guard let word = tokens[index].keyword, word == "from" || word == "join", let table = name(index + 1)
    else {
      return
    }
    if word == "from", first == nil { first = table.text.lowercased() }
    tables[table.text.lowercased()] = table
    var next = index + 2
    let hasAs = keyword(next) == "as"
    if hasAs { next += 1 }
    guard let alias = name(next),
      alias.isBracketed || !SQLTables.behindTable.contains(alias.text.lowercased())
    else { return }
    tables[alias.text.lowercased()] = table
    left.formUnion(hasAs ? [next - 1, next] : [next])
  }

  private func keyword(_ index: Int) -> String? {
    tokens.indices.contains(index) ? tokens[index].keyword : nil
  }

  private func name(_ index: Int) -> NameSyntax? {
    guard tokens.indices.contains(index) else { return nil }
    return switch tokens[index].kind {
    case .word(let word): NameSyntax(word, span: tokens[index].span)
    case .bracketed(let text): NameSyntax(text, isBracketed: true, span: tokens[index].span)
    default: nil
    }
  }

  /// The statement with those names written out; nil where one stands for no table.
  var writtenOut: SourceText? {
    var text = ""
    var end = 0
    var index = 0
    while index < tokens.count {
      let token = tokens[index]
      text += source[Span(end, token.span.start)]
      end = token.span.end
      if left.contains(index) {
        index += 1
        continue
      }
      if let table = name(index), isDot(index + 1), let column = name(index + 2),
        tokens[index + 2].span.start == tokens[index + 1].span.end
      {
        guard let meant = tables[table.text.lowercased()] else { return nil }
        text +=
          meant.text.lowercased() == first
          ? column.formatted : NameSyntax.bracketed("\(meant.text).\(column.text)")
        end = column.span.end
        index += 3
        continue
      }
      text += source[token.span]
      index += 1
    }
    return SourceText(text)
  }

  private func isDot(_ index: Int) -> Bool {
    tokens.indices.contains(index) && source[tokens[index].span] == "."
      && tokens[index].span.start == tokens[index - 1].span.end
  }
}
