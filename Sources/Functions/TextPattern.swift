import CRegex

/// A regular expression, found anywhere in a text, without regard to case unless it says `(?-i)`.
///
/// The syntax is RE2's (Russ Cox, "Regular Expression Matching in the Wild", 2010). Matching takes time
/// linear in the text and at most 8 MB, whatever the pattern; one larger than that is refused. It goes by
/// Unicode scalars, so that `.` is one of them and not a whole character.
public final class TextPattern: @unchecked Sendable {
  // RE2 may be asked by several threads at once; only `deinit` changes it.
  private let pattern: OpaquePointer

  /// What is wrong with a pattern.
  public struct Fault: Error, Sendable, Hashable {
    public let cause: Cause
    /// The piece it is about, in bytes from the pattern's start; nil where it is about all of it.
    public let range: Range<Int>?
  }

  public enum Cause: Sendable, Hashable {
    /// `[[:word:]x`, `\pQ`
    case badClass
    /// `\1`
    case badEscape
    /// `(?=`
    case badGroup
    /// `z-a`
    case badRange
    /// `[abc`
    case missingBracket
    /// `(abc`
    case missingParenthesis
    /// `*` at the beginning
    case nothingToRepeat
    /// `a**`
    case repeatedRepeat
    /// `a{2000}`
    case repeatedTooOften
    /// More than there is memory for.
    case tooLarge
    /// `\` at the end
    case trailingBackslash
    /// `abc)`
    case unexpectedParenthesis
    case unreadable
  }

  /// - Throws: `Fault`.
  public init(_ text: String) throws(Fault) {
    var copy = text
    let made = copy.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { cregex_compile($0.baseAddress, $0.count) }
    }
    guard let made else { throw Fault(cause: .unreadable, range: nil) }
    if let cause = Cause(cregex_error(made)) {
      let piece = cause == .trailingBackslash ? "\\" : String(cString: cregex_error_piece(made))
      cregex_free(made)
      throw Fault(cause: cause, range: TextPattern.range(of: piece, in: text))
    }
    pattern = made
  }

  deinit { cregex_free(pattern) }

  /// How many groups in parentheses it has.
  public var groupCount: Int { Int(cregex_group_count(pattern)) }

  /// Whether it is found anywhere in the text.
  /// - Complexity: O(length).
  public func isFound(in text: UnsafeBufferPointer<UInt8>) -> Bool {
    text.withMemoryRebound(to: CChar.self) { cregex_matches(pattern, $0.baseAddress, $0.count) }
  }

  /// The first match, or one of its groups, 0 for all of it; nil where there is none.
  /// - Complexity: O(length).
  public func first(in text: String, group: Int = 0) -> String? {
    guard let group = Int32(exactly: group) else { return nil }
    var text = text
    return text.withUTF8 { bytes in
      let found = bytes.withMemoryRebound(to: CChar.self) {
        cregex_find(pattern, $0.baseAddress, $0.count, group)
      }
      return found.is_found ? String(decoding: bytes[found.start..<found.end], as: UTF8.self) : nil
    }
  }

  /// RE2 tells the piece it stumbled over by its text; the last such piece is the likeliest.
  private static func range(of piece: String, in text: String) -> Range<Int>? {
    let (whole, part) = (Array(text.utf8), Array(piece.utf8))
    guard !part.isEmpty, part.count <= whole.count else { return nil }
    for start in stride(from: whole.count - part.count, through: 0, by: -1)
    where whole[start..<(start + part.count)].elementsEqual(part) {
      return start..<(start + part.count)
    }
    return nil
  }
}

extension TextPattern.Cause {
  /// Nil where nothing is wrong.
  fileprivate init?(_ fault: cregex_fault) {
    switch fault {
    case CREGEX_FINE: return nil
    case CREGEX_BAD_CLASS: self = .badClass
    case CREGEX_BAD_ESCAPE: self = .badEscape
    case CREGEX_BAD_GROUP: self = .badGroup
    case CREGEX_BAD_RANGE: self = .badRange
    case CREGEX_MISSING_BRACKET: self = .missingBracket
    case CREGEX_MISSING_PARENTHESIS: self = .missingParenthesis
    case CREGEX_NOTHING_TO_REPEAT: self = .nothingToRepeat
    case CREGEX_REPEATED_REPEAT: self = .repeatedRepeat
    case CREGEX_REPEATED_TOO_OFTEN: self = .repeatedTooOften
    case CREGEX_TOO_LARGE: self = .tooLarge
    case CREGEX_TRAILING_BACKSLASH: self = .trailingBackslash
    case CREGEX_UNEXPECTED_PARENTHESIS: self = .unexpectedParenthesis
    default: self = .unreadable
    }
  }
}
