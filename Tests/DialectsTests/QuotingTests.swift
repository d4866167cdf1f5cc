import TallyDialects
import Testing

@Suite struct QuotingTests {
  static let hostileNames = [
    "city", "a b", "a\"b", "\"; DROP TABLE x; --", "a'b", "a`b", "a]b", "a\\", "a\\\"b", "a\nb", "a--b",
    "/* a", "Київ", "select", "1", "%s", "a\tb", "${x}", "?", ":a", "@a",
  ]

  /// Whatever a name holds, the quotes around it are the first and last that the dialect sees.
  @Test(arguments: Dialect.allCases) func namesStayInsideTheirQuotes(_ dialect: Dialect) throws {
    for name in QuotingTests.hostileNames {
      let quoted = try #require(dialect.quoted(name), "\(name)")
      #expect(Unquoting.name(quoted, dialect) == name, "\(quoted)")
    }
  }

  @Test(arguments: Dialect.allCases) func namesWithNULAreNone(_ dialect: Dialect) {
    #expect(dialect.quoted("a\0b") == nil)
  }

  /// Only SQLite has a column without a name.
  @Test(arguments: Dialect.allCases) func emptyNames(_ dialect: Dialect) {
    #expect(dialect.quoted("") == (dialect == .sqlite ? "\"\"" : nil))
  }
}

/// Reads quoted names as the engines do.
enum Unquoting {
  /// Nil where the quotes end before the text does.
  static func name(_ quoted: String, _ dialect: Dialect) -> String? {
    var rest = Substring(quoted)
    guard rest.popFirst() == "\"" else { return nil }
    var name = ""
    while let next = rest.popFirst() {
      switch next {
      case "\"":
        if rest.isEmpty { return name }
        guard rest.popFirst() == "\"" else { return nil }
        name.append("\"")
      case "\\" where dialect == .clickhouse:
        guard let escaped = rest.popFirst() else { return nil }
        name.append(escaped)
      default: name.append(next)
      }
    }
    return nil
  }
}
