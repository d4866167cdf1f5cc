import TallyColumns
import TallySyntax

/// The texts of columns, the commonest first, found with bounded work.
struct ColumnValues {
  /// How many are offered.
  static let limit = 50
  /// Rows that are counted.
  private static let rowLimit = 1 << 16
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
        let doubled = text.split(separator: quote, omittingEmptySubsequences: false).joined(separator: "\(quote)\(quote)")
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
  /// - Complexity: one pass over the dictionary's first bytes, and `rowLimit` rows.
  private static func matches(in column: Column, _ prefix: String) -> [(String, Int)] {
    guard let dictionary = column.storage.dictionary else { return [] }
    let rows = countedRows(of: column)
    let isWhole = rows == column.count
    var counts = [UInt32](repeating: 0, count: dictionary.count)
    for row in 0..<rows where column.best.missing?[row] != true {
      counts[Int(column.storage.integer(at: row))] += 1
    }
    var found: [(String, Int)] = []
    let beginnings = Beginnings(prefix)
    for code in 0..<dictionary.count where beginnings.fits(dictionary, code) {
      // What no row has is what stands in the place of the unknown.
      if isWhole, counts[code] == 0 { continue }
      let text = dictionary[code]
      guard !text.isEmpty, !text.contains(where: \.isNewline) else { continue }
      guard prefix.isEmpty || text.lowercased().hasPrefix(prefix.lowercased()) else { continue }
      found.append((text, Int(counts[code])))
      if found.count == matchLimit { break }
    }
    return found
  }

  private static func countedRows(of column: Column) -> Int { min(column.count, rowLimit) }

  /// Sorts texts out by their first bytes, before any of them is made a string.
  private struct Beginnings {
    private let bytes: [[UInt8]]

    init(_ prefix: String) {
      guard let first = prefix.first else {
        bytes = []
        return
      }
      bytes = [Array(first.lowercased().utf8), Array(first.uppercased().utf8)]
    }

    func fits(_ dictionary: TextDictionary, _ code: Int) -> Bool {
      let start = dictionary.offsets[code]
      let length = dictionary.offsets[code + 1] - start
      guard length > 0, length <= ColumnValues.lengthLimit else { return false }
      if bytes.isEmpty { return true }
      return bytes.contains { beginning in
        guard beginning.count <= length else { return false }
        for (offset, byte) in beginning.enumerated() where dictionary.bytes[start + offset] != byte { return false }
        return true
      }
    }
  }
}
