import TallyColumns
import TallyDiagnostics
import TallySyntax

/// Makes a case smaller for as long as the same sort of problem stays.
///
/// The question is cut by tokens rather than by its tree: what no longer reads as a question is no such
/// problem, and so is not kept. (The idea is delta debugging: Zeller and Hildebrandt 2002.)
public struct Minimiser {
  private let trial: Trial
  /// How many more cases may be tried.
  private var budget: Int
  private var tested: Case
  private var problem: Problem

  /// The smallest case found with the problem, and the problem as it is there.
  public static func smallest(
    _ tested: Case, _ problem: Problem, _ trial: Trial, budget: Int = 20_000
  ) -> (Case, Problem) {
    var minimiser = Minimiser(trial: trial, budget: budget, tested: tested, problem: problem)
    minimiser.run()
    return (minimiser.tested, minimiser.problem)
  }

  private mutating func run() {
    // A part of the question has other columns: unless the problem is one of last bits, these do not count.
    _ = keep { $0.question.rough = nil }
    var size = -1
    while size != weight, budget > 0 {
      size = weight
      cutText()
      replaceText()
      dropTables()
      dropRows()
      dropColumns()
      simplifyValues()
    }
  }

  private var weight: Int {
    tested.question.text.utf8.count
      + tested.set.tables.reduce(0) { $0 + ($1.rowCount + 1) * ($1.columns.count + 1) }
  }

  /// Keeps a case if its problem is of the same sort.
  private mutating func keep(_ change: (inout Case) -> Void) -> Bool {
    guard budget > 0 else { return false }
    budget -= 1
    var smaller = tested
    change(&smaller)
    guard let found = trial.outcome(of: smaller).problem, found.sort == problem.sort,
      found.against == problem.against
    else { return false }
    (tested, problem) = (smaller, found)
    return true
  }

  // MARK: - The question

  /// Takes out runs of tokens, the longest first.
  private mutating func cutText() {
    var length = tokens.count - 1
    while length > 0 {
      var start = 0
      while start + length <= tokens.count {
        if !replace(start, length, with: "") { start += 1 }
      }
      length -= 1
    }
  }

  /// Puts a leaf in the place of a run of tokens, the longest first.
  private mutating func replaceText() {
    var length = min(tokens.count - 1, 40)
    while length > 1 {
      var start = 0
      while start + length <= tokens.count {
        _ =
          isBalanced(start, length)
          && (tested.set.tables.flatMap { $0.fields.prefix(12) }.map {
            NameSyntax.typed($0.name, vocabulary: .standard)
          } + ["1", "\"a\"", "count"]).contains { replace(start, length, with: $0) }
        start += 1
      }
      length -= 1
    }
  }

  private var tokens: [Token] {
    Lexer.tokens(in: SourceText(tested.question.text)).filter { $0.kind != .end }
  }

  private func isBalanced(_ start: Int, _ length: Int) -> Bool {
    var depth = 0
    for token in tokens[start..<(start + length)] {
      if token.kind == .symbol(.openParenthesis) { depth += 1 }
      if token.kind == .symbol(.closeParenthesis) { depth -= 1 }
      if depth < 0 { return false }
    }
    return depth == 0
  }

  private mutating func replace(_ start: Int, _ length: Int, with leaf: String) -> Bool {
    let tokens = tokens
    let text = Array(tested.question.text.utf8)
    let before = text[..<tokens[start].span.start]
    let after = text[tokens[start + length - 1].span.end...]
    let smaller = String(decoding: before + Array(leaf.utf8) + after, as: UTF8.self)
    // What cannot be read need not be tried.
    guard (try? Parser.statement(SourceText(smaller), vocabulary: .standard)) != nil || isOfSyntax else {
      return false
    }
    return keep { $0.question.text = smaller }
  }

  private var isOfSyntax: Bool {
    if case .refused = problem.sort { true } else { problem.sort == .reformatted }
  }

  // MARK: - The tables

  private mutating func dropTables() {
    for index in tested.set.tables.indices.reversed() where tested.set.tables.count > 1 {
      _ = keep { $0.set.tables.remove(at: index) }
    }
    for name in tested.set.values.keys.sorted() {
      _ = keep { $0.set.values[name] = nil }
    }
  }

  private mutating func dropRows() {
    for index in tested.set.tables.indices {
      var length = tested.set.tables[index].rowCount
      while length > 0 {
        var start = 0
        while start + length <= tested.set.tables[index].rowCount {
          let range = start..<(start + length)
          if !keep({ $0.set.tables[index] = $0.set.tables[index].dropping(rows: range) }) {
            start += max(1, length / 2)
          }
        }
        length = length > 4 ? length / 2 : length - 1
      }
    }
  }

  private mutating func dropColumns() {
    for index in tested.set.tables.indices {
      for column in tested.set.tables[index].columns.indices.reversed()
      where tested.set.tables[index].columns.count > 1 {
        _ = keep { $0.set.tables[index] = $0.set.tables[index].dropping(column: column) }
      }
    }
  }

  private mutating func simplifyValues() {
    for index in tested.set.tables.indices {
      let table = tested.set.tables[index]
      for column in table.columns.indices {
        for row in 0..<table.rowCount {
          let value = table.columns[column].value(at: row)
          for simple in Minimiser.simple(table.columns[column].kind) {
            if simple == value { break }
            if keep({ $0.set.tables[index] = $0.set.tables[index].setting(column, row, simple) }) { break }
          }
        }
      }
    }
  }

  private static func simple(_ kind: Kind) -> [Value] {
    switch kind {
    case .boolean: [.boolean(false)]
    case .whole: [.whole(0), .whole(1), .whole(2)]
    case .real: [.real(0), .real(1), .real(0.5)]
    case .text: [.text(""), .text("a"), .text("b")]
    case .date: [.date(0), .date(20_232)]
    case .time: [.time(0), .time(20_232 * Moment.perDay)]
    case .duration: [.duration(0), .duration(Moment.perHour)]
    }
  }
}

extension Table {
  fileprivate func dropping(rows: Range<Int>) -> Table {
    let kept = (0..<rowCount).filter { !rows.contains($0) }
    return Table(
      name: name, fields: fields,
      columns: columns.map { column in Column(kind: column.kind, values: kept.map { column.value(at: $0) }) },
      rowCount: kept.count)
  }

  fileprivate func dropping(column: Int) -> Table {
    let kept = columns.indices.filter { $0 != column }
    return Table(
      name: name, fields: kept.map { fields[$0] }, columns: kept.map { columns[$0] }, rowCount: rowCount)
  }

  fileprivate func setting(_ column: Int, _ row: Int, _ value: Value) -> Table {
    var columns = columns
    var values = columns[column].values
    values[row] = value
    columns[column] = Column(kind: columns[column].kind, values: values)
    return Table(name: name, fields: fields, columns: columns, rowCount: rowCount)
  }
}
