import TallyColumns

/// How an answer differs from another that it should be.
public enum AnswerDifference: Sendable, Hashable {
  /// The same rows, which stand in another order.
  case order
  /// The same but for what columns are called: those that are lacking.
  case names([String])
  /// All columns that it should have, and this many more.
  case moreColumns(Int)
  case columnCount(is: Int, shouldBe: Int)
  case rowCount(is: Int, shouldBe: Int)
  /// Columns whose values are in none of the answer's, by their names.
  case values([String])
  /// Each column has its values, and they do not stand beside one another.
  case rows
}

extension AnswerDifference {
  /// How a table differs from another as an answer; nil where it comes to the same.
  ///
  /// Columns are held against one another by their values, in any order. Rows may stand in any order unless theirs
  /// matters. Real numbers are the same to nine digits, figures in all three parts; unknown is the same as unknown
  /// alone.
  /// - Parameter keys: columns that the wanted rows are sorted by, where their order matters: those that are the same
  ///   in all of them may stand in any order. Where none is named, or one is not there, all rows stand as they do.
  /// - Complexity: O(rows · columns²) where columns have different values.
  public init?(
    of answer: Table, from wanted: Table, orderMatters: Bool = false, sortedBy keys: [String] = [],
    namesMatter: Bool = false
  ) {
    guard answer.rowCount == wanted.rowCount else {
      self = .rowCount(is: answer.rowCount, shouldBe: wanted.rowCount)
      return
    }
    guard answer.columns.count >= wanted.columns.count else {
      self = .columnCount(is: answer.columns.count, shouldBe: wanted.columns.count)
      return
    }
    let given = answer.columns.map(AnswerColumn.init)
    let needed = wanted.columns.map(AnswerColumn.init)
    let lacking = needed.indices.filter { place in !given.contains { $0.sorted == needed[place].sorted } }
    if !lacking.isEmpty {
      let isCount = answer.columns.count != wanted.columns.count
      self =
        isCount
        ? .columnCount(is: answer.columns.count, shouldBe: wanted.columns.count)
        : .values(lacking.map { wanted.fields[$0].name })
      return
    }
    var search = ColumnSearch(given: given, wanted: needed, rowCount: wanted.rowCount)
    guard search.finds(inOrder: false) else {
      self = .rows
      return
    }
    if answer.columns.count > wanted.columns.count {
      self = .moreColumns(answer.columns.count - wanted.columns.count)
      return
    }
    if orderMatters, !search.finds(inOrder: true) {
      let places = keys.compactMap { key in
        wanted.fields.firstIndex { $0.name.lowercased() == key.lowercased() }
      }
      // Rows that are alike in what they are sorted by have no order of their own.
      let isSorted =
        !keys.isEmpty && places.count == keys.count
        && places.allSatisfy { place in given.contains { $0.keys == needed[place].keys } }
      if !isSorted {
        self = .order
        return
      }
    }
    if namesMatter {
      let names = Set(answer.fields.map { $0.name.lowercased() })
      let lost = wanted.fields.map(\.name).filter { !names.contains($0.lowercased()) }
      if !lost.isEmpty {
        self = .names(lost)
        return
      }
    }
    return nil
  }
}

/// The values of a column as texts that equal values have in common.
private struct AnswerColumn {
  let keys: [String]
  let sorted: [String]

  init(_ column: Column) {
    keys = column.values.map(\.comparedText)
    sorted = keys.sorted()
  }
}

/// Looks for a column of the answer for each that is wanted, so that rows are the same.
private struct ColumnSearch {
  let given: [AnswerColumn]
  let wanted: [AnswerColumn]
  let rowCount: Int
  /// How many columns have been tried, so that columns that are alike cannot keep it busy.
  private var tries = 0
  private static let mostTries = 5_000

  init(given: [AnswerColumn], wanted: [AnswerColumn], rowCount: Int) {
    self.given = given
    self.wanted = wanted
    self.rowCount = rowCount
  }

  mutating func finds(inOrder: Bool) -> Bool {
    tries = 0
    let rows = [String](repeating: "", count: rowCount)
    return place(0, taken: [], rows, rows, inOrder)
  }

  /// - Parameters:
  ///   - taken: columns of the answer that stand for the first columns that are wanted.
  ///   - a: the rows of those, and `b` the rows that are wanted.
  private mutating func place(
    _ number: Int, taken: Set<Int>, _ a: [String], _ b: [String], _ inOrder: Bool
  ) -> Bool {
    guard number < wanted.count else { return true }
    let rows = ColumnSearch.joined(b, wanted[number].keys)
    let sorted = inOrder ? rows : rows.sorted()
    for other in given.indices where !taken.contains(other) && given[other].sorted == wanted[number].sorted {
      tries += 1
      guard tries < ColumnSearch.mostTries else { return false }
      let candidate = ColumnSearch.joined(a, given[other].keys)
      guard (inOrder ? candidate : candidate.sorted()) == sorted else { continue }
      if place(number + 1, taken: taken.union([other]), candidate, rows, inOrder) { return true }
    }
    return false
  }

  private static func joined(_ rows: [String], _ keys: [String]) -> [String] {
    zip(rows, keys).map { "\($0)\u{1F}\($1)" }
  }
}

extension Value {
  /// A text that values have in common that come to the same as parts of an answer.
  var comparedText: String {
    switch self {
    case .unknown: "?"
    case .text(let text): "\"\(text)"
    case .boolean(let isSo): isSo ? "yes" : "no"
    case .date(let day): "date \(day)"
    case .time(let moment): "time \(moment)"
    case .whole(let whole): Value.comparedText(.whole(whole))
    case .real(let real): Value.comparedText(.real(real))
    case .duration(let length): "length \(length)"
    case .figure(let figure, let kind):
      ([kind == .duration ? "length" : ""]
        + [figure.low, figure.best, figure.high].map { $0.map(Value.comparedText) ?? "" })
        .joined(separator: "|")
    }
  }

  /// The same for a whole number and a real one of its size, and for reals that differ behind the ninth digit.
  private static func comparedText(_ number: Number) -> String {
    guard case .real(let real) = number else {
      if case .whole(let whole) = number { return String(whole) }
      return ""
    }
    guard real.isFinite else { return String(describing: real) }
    if let whole = Int64(exactly: real) { return String(whole) }
    let scale = 0x1p30
    let rounded = Double(
      sign: real.sign, exponent: real.exponent, significand: (real.significand * scale).rounded() / scale)
    if let whole = Int64(exactly: rounded) { return String(whole) }
    return String(describing: rounded)
  }
}
