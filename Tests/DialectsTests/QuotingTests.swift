import TallyDialects
import Testing

@Suite struct QuotingTests {
  static let hostileNames = [
    "city", "a b", "a\"b", "\"; DROP TABLE x; --", "a'b", "a`b", "a]b", "a\\", "a\\\"b", "a\nb", "a--b",
    "/* a", "Київ", "select", "1", "%s", "a\tb", "${x}", "?", ":a", "@a",
    "a\"\u{301} b", "a\\\u{301}", "\"\u{200D}", "\r\n\"",
  ]

  static let hostileTexts =
    hostileNames + ["", "'", "''", "\\'", "'\u{301}; DROP TABLE x; --", "E'a'", "' OR 1 = 1 --"]

  /// Whatever a name holds, the quotes around it are the first and last that the dialect sees.
  @Test(arguments: Dialect.allCases) func namesStayInsideTheirQuotes(_ dialect: Dialect) throws {
    for name in QuotingTests.hostileNames {
      let quoted = try #require(dialect.quoted(name), "\(name)")
      #expect(Unquoting.name(quoted, dialect)?.utf8.elementsEqual(name.utf8) == true, "\(quoted)")
    }
  }

  /// So are those of texts.
  @Test(arguments: Dialect.allCases) func textsStayInsideTheirQuotes(_ dialect: Dialect) throws {
    for text in QuotingTests.hostileTexts {
      let quoted = try #require(dialect.literal(.text(text), of: .text), "\(text)")
      #expect(Unquoting.text(quoted, dialect)?.utf8.elementsEqual(text.utf8) == true, "\(quoted)")
    }
  }

  @Test(arguments: Dialect.allCases) func namesWithNULAreNone(_ dialect: Dialect) {
    #expect(dialect.quoted("a\0b") == nil)
    #expect(dialect.literal(.text("a\0b"), of: .text) == nil)
  }

  /// Only SQLite has a column without a name.
  @Test(arguments: Dialect.allCases) func emptyNames(_ dialect: Dialect) {
    #expect(dialect.quoted("") == (dialect == .sqlite ? "\"\"" : nil))
  }
}

/// Reads what stands in quotes as the engines do: by code points.
enum Unquoting {
  /// Nil where the quotes end before the text does.
  static func name(_ quoted: String, _ dialect: Dialect) -> String? {
    content(quoted, quote: "\"", escapes: dialect == .clickhouse)
  }

  static func text(_ quoted: String, _ dialect: Dialect) -> String? {
    let escapes = dialect == .clickhouse || (dialect == .postgres && quoted.hasPrefix("E"))
    let rest = dialect == .postgres && quoted.hasPrefix("E") ? String(quoted.dropFirst()) : quoted
    return content(rest, quote: "'", escapes: escapes)
  }

  private static func content(_ quoted: String, quote: Unicode.Scalar, escapes: Bool) -> String? {
    var rest = quoted.unicodeScalars[...]
    guard rest.popFirst() == quote else { return nil }
    var content = String.UnicodeScalarView()
    while let next = rest.popFirst() {
      switch next {
      case quote:
        if rest.isEmpty { return String(content) }
        guard rest.popFirst() == quote else { return nil }
        content.append(quote)
      case "\\" where escapes:
        guard let escaped = rest.popFirst() else { return nil }
        content.append(escaped)
      default: content.append(next)
      }
    }
    return nil
  }
}
