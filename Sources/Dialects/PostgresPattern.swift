/// Regular expressions of RE2 as Postgres reads them.
enum PostgresPattern {
  /// Nil for what Postgres has no signs for: flags inside the pattern, classes of Unicode, quoted stretches.
  static func text(_ pattern: String) -> String? {
    var result = ""
    var rest = Array(pattern.unicodeScalars)[...]
    while let sign = rest.popFirst() {
      switch sign {
      case "\\":
        guard let letter = rest.popFirst(), let escape = escape(letter) else { return nil }
        result += escape
      case "(" where rest.starts(with: "?".unicodeScalars):
        guard rest.starts(with: "?:".unicodeScalars) else { return nil }
        result += "("
      default: result.unicodeScalars.append(sign)
      }
    }
    return result
  }

  /// An escape whose letter means the same, or has another.
  private static func escape(_ letter: Unicode.Scalar) -> String? {
    switch letter {
    case "b": return "\\y"
    case "B": return "\\Y"
    case "z": return "\\Z"
    case "A", "d", "D", "s", "S", "w", "W", "n", "t", "r", "f", "v": return "\\\(letter)"
    default:
      return ("a"..."z").contains(letter) || ("A"..."Z").contains(letter)
        || ("0"..."9").contains(letter) ? nil : "\\\(letter)"
    }
  }
}
