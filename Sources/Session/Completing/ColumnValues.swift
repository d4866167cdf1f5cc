import TallyColumns
import TallySyntax

/// The values of columns, the commonest first, found with bounded work.
struct ColumnValues {
  /// How many are offered.
  static let limit = 100
  /// Rows of tables whose columns go across that are looked at.
  static let rowLimit = 1 << 16
  /// Texts that are looked at where letters are sought in their middle, or nearly every text differs.
  private static let textLimit = 1 << 18
  /// Texts that may go with what is typed and are looked at more closely, the commonest of them.
  private static let matchLimit = 1 << 11
  /// The same where letters are scattered: the best alignment of each takes some microseconds.
  private static let alignmentLimit = 1 << 9

  let columns: [Column]
  let cache: RowCountCache

  init(of columns: [Column], _ cache: RowCountCache) {
    self.columns = columns
    self.cache = cache
  }

  /// A value as it is told of.
  struct Found: Equatable {
    let text: String
    /// How many rows have it; nil where that is not known.
    var rows: Int?
    var remark: String?
    /// How well it goes with what is typed.
    let score: Int
  }

  /// Offers the texts that go with what is typed, in quotes where they need them.
  /// - Parameter names: columns, with which a bare word could be confused.
  func offerTexts(notNamed names: [String], to completer: inout Completer) {
    let taken = Set(names.map { $0.lowercased() })
    let (found, omitted) = texts(for: completer.pattern, typed: completer.cursor.typed)
    for value in found { ColumnValues.offer(value, notAmong: taken, to: &completer) }
    completer.omit(omitted)
  }

  /// Offers a text in the quotes that are open, or in such as it needs.
  /// - Parameter taken: names in lower case with which a bare word could be confused.
  static func offer(_ value: Found, notAmong taken: Set<String>, to completer: inout Completer) {
    let typed: String
    switch completer.cursor.opening {
    case .quote(let quote): typed = quoted(value.text, by: quote)
    case .nothing:
      typed =
        taken.contains(value.text.lowercased())
        ? quoted(value.text) : typedText(value.text, vocabulary: completer.vocabulary)
    case .bracket, .dollar: return
    }
    completer.add(
      Candidate(typed, label: value.text, kind: "value", remark: value.remark), score: value.score)
  }

  /// Texts that go with what is typed, at most `limit`, by how many rows have them, and how many more there are.
  func texts(for pattern: TypedPattern, typed: String) -> (found: [Found], omitted: Int) {
    var all: [Found] = []
    var places: [String: Int] = [:]
    var omitted = 0
    for column in columns where column.kind == .text {
      let (found, more) = texts(of: column, pattern, typed)
      omitted += more
      for value in found {
        guard let place = places[value.text] else {
          places[value.text] = all.count
          all.append(value)
          continue
        }
        all[place].rows = all[place].rows.flatMap { rows in value.rows.map { rows + $0 } }
        // The table is still open: the rows of several tell nothing of any of them.
        all[place].remark = nil
      }
    }
    let ranked = all.enumerated().sorted { a, b in
      (b.element.score, b.element.rows ?? 0, a.offset) < (a.element.score, a.element.rows ?? 0, b.offset)
    }
    let listed = ranked.prefix(ColumnValues.limit).map(\.element)
    return (listed, omitted + all.count - listed.count)
  }

  /// - Complexity: a pass over the dictionary's texts, of which `textLimit` are looked at where more than their
  ///   beginnings count or nearly all differ.
  private func texts(of column: Column, _ pattern: TypedPattern, _ typed: String) -> (
    found: [Found], more: Int
  ) {
    guard let dictionary = column.storage.dictionary, dictionary.count > 0 else { return ([], 0) }
    let counts = cache.counts(of: column).flatMap { $0.counts.count == dictionary.count ? $0 : nil }
    if counts == nil, cache.isHurried { return ([], 0) }
    let sieve = TextSieve(pattern, typed: typed)
    let missing = ColumnValues.missingTexts(of: column)
    let isBounded = counts == nil || pattern.fit != .beginning
    let looked = isBounded ? min(dictionary.count, ColumnValues.textLimit) : dictionary.count
    // Evenly over the texts: those of one kind often lie together.
    let step = max(1, dictionary.count / looked)
    let closely = pattern.fit == .scattered ? ColumnValues.alignmentLimit : ColumnValues.matchLimit
    var best = Commonest(limit: sieve.isExact ? ColumnValues.limit : closely)
    dictionary.bytes.withUnsafeBufferPointer { bytes in
      dictionary.offsets.withUnsafeBufferPointer { offsets in
        for number in 0..<looked {
          let code = number * step
          let rows = counts?.counts[code] ?? 1
          // What no row has is what stands in the place of the unknown.
          if rows == 0 || missing?[code] == true { continue }
          let text = UnsafeBufferPointer(rebasing: bytes[offsets[code]..<offsets[code + 1]])
          if sieve.passes(text) { best.add(code, rows: rows) }
        }
      }
    }
    let found: [Found] = best.codes.compactMap { code in
      let text = dictionary[code]
      guard let score = sieve.isExact ? 0 : pattern.score(text) else { return nil }
      return Found(text: text, rows: counts?.rows(at: code), remark: counts?.remark(at: code), score: score)
    }
    let listed = found.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
      .prefix(ColumnValues.limit).map(\.element)
    let more = sieve.isExact && counts != nil ? best.total - listed.count : found.count - listed.count
    return (listed, more)
  }

  /// The texts that stand in the place of the unknown, where each row has a text of its own; codes of texts that
  /// rows share are no rows.
  private static func missingTexts(of column: Column) -> NullMask? {
    if case .plain = column.storage { column.best.missing } else { nil }
  }
}

/// The codes with the most rows among those that are added.
private struct Commonest {
  /// The most rows first, the lower code first where they are alike.
  private var ranked: [(rows: UInt32, code: Int)] = []
  private let limit: Int
  private(set) var total = 0

  init(limit: Int) { self.limit = limit }

  var codes: [Int] { ranked.map(\.code) }

  /// Codes come in rising order.
  mutating func add(_ code: Int, rows: UInt32) {
    total += 1
    if ranked.count == limit {
      guard let last = ranked.last, rows > last.rows else { return }
      ranked.removeLast()
    }
    var (low, high) = (0, ranked.count)
    while low < high {
      let middle = (low + high) / 2
      if ranked[middle].rows >= rows { low = middle + 1 } else { high = middle }
    }
    ranked.insert((rows, code), at: low)
  }
}

/// A text in quotes of one kind.
private func quoted(_ text: String, by quote: Character) -> String {
  let doubled = text.split(separator: quote, omittingEmptySubsequences: false).joined(
    separator: "\(quote)\(quote)")
  return "\(quote)\(doubled)\(quote)"
}
