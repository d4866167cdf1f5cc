import TallyColumns
import TallySyntax

/// The texts of columns, the commonest first, found with bounded work.
struct ColumnValues {
  /// How many are offered.
  static let limit = 50
  /// Rows that are counted.
  static let rowLimit = 1 << 16
  /// Matching texts that are looked at more closely.
  private static let matchLimit = 1 << 12
  /// Longer texts are prose that nobody completes.
  private static let lengthLimit = 120

  private let columns: [Column]

  init(of columns: [Column]) {
    self.columns = columns.filter { $0.kind == .text }
  }

  /// Offers the texts that begin with what is typed, in quotes where they need them.
  /// - Parameter names: columns, with which a bare word could be confused.
  func offer(notNamed names: [String], to completer: inout Completer) {
    let taken = Set(names.map { $0.lowercased() })
    let vocabulary = completer.vocabulary
    for text in values(beginningWith: completer.cursor.typed) {
      switch completer.cursor.opening {
      case .quote(let quote):
        let doubled = text.split(separator: quote, omittingEmptySubsequences: false).joined(
          separator: "\(quote)\(quote)")
        completer.add(Candidate("\(quote)\(doubled)\(quote)", label: text, kind: "value"))
      case .nothing:
        let typed = taken.contains(text.lowercased()) ? quoted(text) : typedText(text, vocabulary: vocabulary)
        completer.add(Candidate(typed, label: text, kind: "value"))
      case .bracket, .dollar:
        return
      }
    }
  }

  /// Texts that begin so, ignoring case, at most `limit`, by how many rows have them.
  func values(beginningWith prefix: String) -> [String] {
    var counts: [String: Int] = [:]
    var order: [String] = []
    for column in columns {
      for (text, count) in ColumnValues.matches(in: column, prefix) {
        if counts.updateValue((counts[text] ?? 0) + count, forKey: text) == nil { order.append(text) }
      }
    }
    let ranked = order.enumerated().sorted { a, b in
      (counts[b.element] ?? 0, a.offset) < (counts[a.element] ?? 0, b.offset)
    }
    return ranked.prefix(ColumnValues.limit).map(\.element)
  }

  /// Texts of one column with how many of the rows that were counted have them.
  /// - Complexity: one pass over the beginnings of the dictionary's texts, and `rowLimit` rows.
  private static func matches(in column: Column, _ prefix: String) -> [(String, Int)] {
    guard let dictionary = column.storage.dictionary else { return [] }
    let counts = rowCounts(of: column, dictionary)
    let folded = prefix.lowercased()
    var found: [(String, Int)] = []
    for code in codes(in: dictionary, beginningWith: prefix) {
      // What no row has is what stands in the place of the unknown.
      if counts[code] == 0, column.count <= rowLimit { continue }
      let text = dictionary[code]
      guard !text.contains(where: \.isNewline), folded.isEmpty || text.lowercased().hasPrefix(folded) else {
        continue
      }
      found.append((text, Int(counts[code])))
      if found.count == matchLimit { break }
    }
    return found
  }

  /// How many of the first `rowLimit` rows have each text.
  private static func rowCounts(of column: Column, _ dictionary: TextDictionary) -> [UInt32] {
    var counts = [UInt32](repeating: 0, count: dictionary.count)
    let missing = column.best.missing
    for row in 0..<min(column.count, rowLimit) where missing?[row] != true {
      counts[Int(column.storage.integer(at: row))] += 1
    }
    return counts
  }

  /// Texts whose first bytes are those of the prefix's first character in either case: they are sorted out
  /// before any of them is made a string. Empty and very long ones are left out.
  private static func codes(in dictionary: TextDictionary, beginningWith prefix: String) -> [Int] {
    let first = prefix.prefix(1)
    let lower = Array(first.lowercased().utf8)
    let upper = Array(first.uppercased().utf8)
    var codes: [Int] = []
    dictionary.bytes.withUnsafeBufferPointer { bytes in
      dictionary.offsets.withUnsafeBufferPointer { offsets in
        for code in 0..<(offsets.count - 1) {
          let text = bytes[offsets[code]..<offsets[code + 1]]
          guard let byte = text.first, text.count <= lengthLimit else { continue }
          if lower.isEmpty
            || (byte == lower[0] && text.starts(with: lower))
            || (byte == upper[0] && text.starts(with: upper))
          {
            codes.append(code)
          }
        }
      }
    }
    return codes
  }
}
