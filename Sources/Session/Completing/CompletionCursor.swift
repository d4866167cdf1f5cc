import TallyDiagnostics
import TallySyntax

/// The text around a cursor: the piece being typed, and the tokens of its statement on either side.
struct CompletionCursor {
  /// Where the cursor stands, in UTF-8.
  let offset: Int
  /// What is being typed, up to the cursor, without an opening quote or bracket.
  let typed: String
  /// What the piece began with.
  let opening: Opening
  /// The stretch that a candidate takes the place of.
  let replaced: Range<Int>
  /// What stands behind the cursor in the same word; empty inside quotes and brackets, which are replaced whole.
  let restOfWord: String
  /// The tokens of the statement before the piece.
  let before: [Token]
  /// The tokens of the statement behind the piece.
  let after: [Token]

  enum Opening: Equatable {
    case nothing, bracket, dollar
    case quote(Character)
  }

  /// Whether a parenthesis opens right behind the word.
  var isBeforeParenthesis: Bool {
    guard let next = after.first, next.isSymbol(.openParenthesis) else { return false }
    return next.span.start == replaced.upperBound + restOfWord.utf8.count
  }

  /// The same with the cursor behind the word that it stands in; nil where it stands in none.
  var wholeWord: CompletionCursor? {
    guard !typed.isEmpty, !restOfWord.isEmpty else { return nil }
    return CompletionCursor(
      offset: offset + restOfWord.utf8.count, typed: typed + restOfWord, opening: opening,
      replaced: replaced.lowerBound..<(replaced.upperBound + restOfWord.utf8.count), restOfWord: "",
      before: before, after: after)
  }

  private init(
    offset: Int, typed: String, opening: Opening, replaced: Range<Int>, restOfWord: String, before: [Token],
    after: [Token]
  ) {
    self.offset = offset
    self.typed = typed
    self.opening = opening
    self.replaced = replaced
    self.restOfWord = restOfWord
    self.before = before
    self.after = after
  }

  /// Nil inside a comment, where there is nothing to offer.
  init?(_ text: String, at cursor: Int, vocabulary: Vocabulary) {
    let utf8 = Array(text.utf8)
    var cursor = min(max(0, cursor), utf8.count)
    while cursor > 0, cursor < utf8.count, utf8[cursor] & 0xC0 == 0x80 { cursor -= 1 }
    let head = String(decoding: utf8[..<cursor], as: UTF8.self)
    let headTokens = Lexer.tokens(in: SourceText(head)).dropLast()
    let last = headTokens.last
    let touching = last.flatMap { $0.span.end == cursor && $0.span.end > $0.span.start ? $0 : nil }
    let gap = utf8[(last?.span.end ?? 0)..<cursor]
    guard !gap.contains(UInt8(ascii: "#")), !gap.contains(UInt8(ascii: "-")) else { return nil }

    var start = cursor
    var opening = Opening.nothing
    var typed = ""
    switch touching?.kind {
    case .word(let word)?:
      typed = word
    case .variable(let name)?:
      (typed, opening) = (name, .dollar)
    case .bracketed(let name)?:
      (typed, opening) = (name, .bracket)
    case .text(let content)?:
      (typed, opening) = (content, .quote(utf8[touching?.span.start ?? 0] == UInt8(ascii: "'") ? "'" : "\""))
    case .invalid?:
      if let span = touching?.span { (typed, opening) = CompletionCursor.begun(head, span) }
    case .number?, .date?, .duration?:
      typed = String(head.utf8.suffix(cursor - (touching?.span.start ?? cursor))) ?? ""
    case .symbol?, .newline?, .end?, nil:
      break
    }
    if let touching, typed != "" || opening != .nothing { start = touching.span.start }

    offset = cursor
    self.typed = typed
    self.opening = opening
    let pieceEnd =
      start == cursor
      ? cursor : CompletionCursor.end(of: opening, start: start, cursor: cursor, text: text, utf8)
    let isQuoted = opening != .nothing && opening != .dollar
    replaced = start..<(isQuoted ? pieceEnd : cursor)
    restOfWord = isQuoted ? "" : String(decoding: utf8[cursor..<pieceEnd], as: UTF8.self)

    let lead = String(decoding: utf8[..<start], as: UTF8.self)
    let first = Script.startOfLastStatement(in: SourceText(lead), vocabulary: vocabulary)
    before = headTokens.filter { $0.span.start >= first && $0.span.end <= start && $0.kind != .newline }
    after = CompletionCursor.rest(of: utf8, from: pieceEnd)
  }

  /// What no token can be made of yet: a quote, bracket or dollar sign that is still open at the cursor.
  private static func begun(_ head: String, _ span: Span) -> (String, Opening) {
    let piece = SourceText(head)[span]
    let content = String(piece.dropFirst())
    return switch piece.first {
    case "\""?: (content, .quote("\""))
    case "'"?: (content, .quote("'"))
    case "["?: (content, .bracket)
    case "$"?: (content, .dollar)
    // `3M`: the beginning of a text or name that will need quotes or brackets.
    case let first? where first.isNumber: (String(piece), .nothing)
    default: ("", .nothing)
    }
  }

  /// Where the piece at the cursor ends. A quote that closes it counts only where the rest of the line
  /// reads well with it: otherwise it opens a text of its own.
  private static func end(of opening: Opening, start: Int, cursor: Int, text: String, _ utf8: [UInt8]) -> Int
  {
    switch opening {
    case .nothing, .dollar:
      return cursor + utf8[cursor...].prefix(while: isWordByte).count
    case .bracket, .quote:
      let tokens = Lexer.tokens(in: SourceText(text)).drop { $0.span.start < start }
      let line = tokens.prefix { $0.kind != .newline }
      let readsWell = !line.contains { if case .invalid = $0.kind { true } else { false } }
      guard let piece = line.first, piece.span.start == start, readsWell else { return cursor }
      return max(cursor, piece.span.end)
    }
  }

  private static func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), 0x80...:
      true
    default: false
    }
  }

  /// Tokens behind the piece up to the end of the statement: of its line, and of lines that a bar goes on with.
  private static func rest(of utf8: [UInt8], from end: Int) -> [Token] {
    let text = String(decoding: utf8[end...], as: UTF8.self)
    var rest: [Token] = []
    let tokens = Lexer.tokens(in: SourceText(text))
    for (index, token) in tokens.enumerated() {
      if token.kind == .end || token.isSymbol(.semicolon) { break }
      if token.kind == .newline {
        guard tokens[index + 1].isSymbol(.bar) else { break }
        continue
      }
      rest.append(Token(token.kind, Span(token.span.start + end, token.span.end + end)))
    }
    return rest
  }
}
