import TallyColumns

// Texts are of characters as people see them: Unicode's extended grapheme clusters, so that a flag or a letter
// with its accents counts as one.
extension ScalarFunction {
  /// Functions of texts, and those that turn other values into texts and back.
  static let text: [ScalarFunction] = [
    ScalarFunction(
      "concat", usage: "concat(a, b, …)", "its arguments one behind the other, each as it is written",
      examples: [Example("concat(\"Kyiv\", \": \", 15+)", "Kyiv: 15+")],
      parameters: [.any, .any], isVariadic: true, isTotal: true, result: { _ in ValueType(.text) },
      kernel: .values { arguments in
        let types = arguments.map(\.type)
        return { values in
          .text(zip(values, types).map { $0.text(.exact, as: $1.presentation) }.joined())
        }
      }),
    ScalarFunction(
      "extract", usage: "extract(text, \"regex\" [, group])",
      "the first match of a regular expression, or a group of it; unknown where there is none",
      examples: [
        Example("extract(\"Shahed-136\", \"[0-9]+\")", "136"),
        Example("extract(\"12 of 15\", \"([0-9]+) of ([0-9]+)\", 2)", "15"),
      ],
      parameters: [.text, .pattern, .whole], minimumCount: 2, result: { _ in ValueType(.text) },
      kernel: .values { arguments in
        guard case .text(let text)? = arguments[1].constant, let pattern = try? TextPattern(text) else {
          return { _ in .unknown }
        }
        return { values in
          let group = values.count > 2 ? values[2].index : 0
          guard case .text(let text) = values[0], let group else { return .unknown }
          return pattern.first(in: text, group: group).map(Value.text) ?? .unknown
        }
      }),
    ScalarFunction(
      "length", synonyms: ["len"], usage: "length(text)", "how many characters the text has",
      examples: [Example("length(\"Kyiv\")", "4"), Example("length(\"Київ\")", "4")], parameters: [.text],
      isTotal: true,
      result: { _ in ValueType(.whole) }, kernel: ofText { .whole(Int64($0.count)) }),
    ScalarFunction(
      "lower", usage: "lower(text)", "the text in small letters",
      examples: [Example("lower(\"Kyiv\")", "kyiv")], parameters: [.text], isTotal: true,
      result: { _ in ValueType(.text) }, kernel: ofText { .text($0.lowercased()) }),
    ScalarFunction(
      "number", usage: "number(text)",
      "the number that a cell with this text would be read as, bounds included; unknown where it is none",
      examples: [
        Example("number(\"2.5\") * 2", "5"), Example("number(\"15+\")", "15+"),
        Example("number(replace(\"1,234\", \",\", \"\"))", "1,234"),
      ],
      parameters: [.text], result: { _ in ValueType(.real, isBounded: true) },
      kernel: ofText { text in
        let blank: (Character) -> Bool = { $0 == " " || $0 == "\t" }
        var trimmed = String(text.drop(while: blank).reversed().drop(while: blank).reversed())
        return trimmed.withUTF8 { LiteralScanner.realFigure($0) }.map { Value($0, kind: .real) } ?? .unknown
      }),
    ScalarFunction(
      "part", synonyms: ["substr", "substring"], usage: "part(text, start [, length])",
      "characters of the text from a place on, the first being 1 and the last -1",
      examples: [Example("part(\"2025-05-24\", 6, 2)", "05"), Example("part(\"Kyiv\", -2)", "iv")],
      parameters: [.text, .whole, .whole], minimumCount: 2, isTotal: true, result: { _ in ValueType(.text) },
      kernel: .values { _ in
        { values in
          guard case .text(let text) = values[0], case .whole(let start) = values[1] else { return .unknown }
          var length: Int64?
          if values.count > 2, case .whole(let given) = values[2] { length = given }
          return .text(part(of: text, from: start, length: length))
        }
      }),
    ScalarFunction(
      "replace", usage: "replace(text, from, to)", "the text with every piece that is exactly from as to",
      examples: [Example("replace(\"a-b-c\", \"-\", \"+\")", "a+b+c")],
      parameters: [.text, .text, .text], isTotal: true, result: { _ in ValueType(.text) },
      kernel: .values { _ in
        { values in
          guard case .text(let text) = values[0], case .text(let from) = values[1],
            case .text(let to) = values[2]
          else { return .unknown }
          return .text(pieces(of: text, between: from).joined(separator: to))
        }
      }),
    ScalarFunction(
      "split", usage: "split(text, separator, n)",
      "the n-th piece of the text, the first being 1 and the last -1; unknown where there is none",
      examples: [
        Example("split(\"Kyiv, Obolon\", \", \", 2)", "Obolon"), Example("split(\"a/b/c\", \"/\", -1)", "c"),
      ],
      parameters: [.text, .text, .whole], result: { _ in ValueType(.text) },
      kernel: .values { _ in
        { values in
          guard case .text(let text) = values[0], case .text(let separator) = values[1],
            let place = values[2].index
          else { return .unknown }
          let pieces = pieces(of: text, between: separator)
          let index = place > 0 ? place - 1 : pieces.count + max(place, -pieces.count - 1)
          return place != 0 && pieces.indices.contains(index) ? .text(pieces[index]) : .unknown
        }
      }),
    ScalarFunction(
      "text", usage: "text(value)", "the value as it is written in files",
      examples: [
        Example("concat(text(7h), \"!\")", "7h!"), Example("text(1234)", "1234"),
        Example("text(10..20)", "10..20"),
      ],
      parameters: [.any], isTotal: true, result: { _ in ValueType(.text) },
      kernel: .values { arguments in
        let presentation = arguments[0].type.presentation
        return { values in .text(values[0].text(.exact, as: presentation)) }
      }),
    ScalarFunction(
      "trim", usage: "trim(text)", "the text without blanks at its ends",
      examples: [Example("trim(\"  Kyiv \")", "Kyiv")], parameters: [.text], isTotal: true,
      result: { _ in ValueType(.text) },
      kernel: ofText { text in
        let start = text.drop { $0.isWhitespace }
        return .text(String(start.reversed().drop { $0.isWhitespace }.reversed()))
      }),
    ScalarFunction(
      "upper", usage: "upper(text)", "the text in capitals",
      examples: [Example("upper(\"Kyiv\")", "KYIV")], parameters: [.text], isTotal: true,
      result: { _ in ValueType(.text) }, kernel: ofText { .text($0.uppercased()) }),
  ]

  private static func ofText(_ function: @escaping @Sendable (String) -> Value) -> Kernel {
    .values { _ in
      { values in if case .text(let text) = values[0] { function(text) } else { .unknown } }
    }
  }

  /// The characters whose places, counted from 1, are from `start` to before `start + length`; a start below
  /// 0 counts from behind the last.
  private static func part(of text: String, from start: Int64, length: Int64?) -> String {
    let count = Int64(text.count)
    let first = start < 0 ? count + 1 + start : start
    let (end, overflow) = first.addingReportingOverflow(max(0, length ?? 0))
    let low = max(first, 1)
    let high = length == nil || overflow ? count + 1 : min(end, count + 1)
    return low < high ? String(text.dropFirst(Int(low - 1)).prefix(Int(high - low))) : ""
  }

  /// The pieces between the places where a separator stands; all of the text where that is empty.
  private static func pieces(of text: String, between separator: String) -> [String] {
    guard let first = separator.first else { return [text] }
    var pieces: [String] = []
    var start = text.startIndex
    var place = text.startIndex
    while let found = text[place...].firstIndex(of: first) {
      let rest = text[found...]
      if rest.starts(with: separator) {
        pieces.append(String(text[start..<found]))
        start = rest.index(found, offsetBy: separator.count)
        place = start
      } else {
        place = text.index(after: found)
      }
    }
    pieces.append(String(text[start...]))
    return pieces
  }
}

extension Value {
  /// A whole number as a place; nil where it is none that a text can have.
  fileprivate var index: Int? {
    if case .whole(let whole) = self { Int(exactly: whole) } else { nil }
  }
}
