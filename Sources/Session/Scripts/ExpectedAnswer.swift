import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyPlanning
import TallySyntax
import TallyWorkers

/// An answer that is held against what is expected of it.
struct ExpectedAnswer {
  private let answer: Answer
  /// Those that are held against something: of the only row all, otherwise those that rows are not grouped by.
  private let columns: Range<Int>
  private let source: SourceText
  private let cancellation: Cancellation

  /// Rows between two looks at whether anybody still waits.
  private static let stride = 4096
  /// Values that a message shows at most.
  private static let shownCount = 6

  /// - Parameters:
  ///   - keyCount: how many of the columns, which come first, rows were grouped by.
  ///   - source: what messages point into.
  init(_ answer: Answer, keyCount: Int, in source: SourceText, cancellation: Cancellation) {
    self.answer = answer
    let count = answer.table.columns.count
    columns = min(keyCount, max(0, count - 1))..<count
    self.source = source
    self.cancellation = cancellation
  }

  /// What is otherwise than expected; nil where nothing is.
  /// - Parameter query: where the question stands.
  /// - Throws: a `Diagnostic` where the expectation cannot be meant; `Cancelled`.
  func failure(of test: ExpectationSyntax.Test, about query: Span) throws -> Diagnostic? {
    let rows = answer.table.rowCount
    switch test {
    case .rows(let isNegated):
      return (rows == 0) == isNegated ? nil : SessionDiagnostics.expectedRows(rows, query)
    case .within(let bounds):
      let range = try ExpectedRange(bounds)
      try checkShape(query)
      if rows == 0 { return SessionDiagnostics.expectedRows(0, query) }
      return try firstCell { !range.contains($0) }.map { SessionDiagnostics.outsideOf(bounds, text(of: $0)) }
    case .gives(let values, let tolerance):
      try checkShape(query)
      guard rows * columns.count == values.count else {
        return SessionDiagnostics.expectedCount(
          values, rows * columns.count, cells(atMost: ExpectedAnswer.shownCount).map(text), in: source)
      }
      for (number, (cell, value)) in zip(cells(atMost: values.count), values).enumerated() {
        let isSo =
          try tolerance.map { try ExpectedRange(around: value, within: $0).contains(cell.value) }
          ?? ExpectedValue(value).isSame(as: cell.value, cell.presentation)
        if isSo { continue }
        return SessionDiagnostics.expectedOther(
          value, tolerance, text(of: cell), number: values.count > 1 ? number + 1 : nil)
      }
      return nil
    }
  }

  private struct Cell {
    let value: Value
    let presentation: Presentation
  }

  /// One row or one column can be held against values; there is no telling the order of a table's cells.
  private func checkShape(_ query: Span) throws {
    guard columns.count == 1 || answer.table.rowCount <= 1 else {
      throw SessionDiagnostics.expectedShape(
        rows: answer.table.rowCount, columns: columns.count, query)
    }
  }

  private func cells(atMost limit: Int) -> [Cell] {
    (0..<min(answer.table.rowCount, limit)).flatMap { row in columns.map { cell($0, row) } }.prefix(limit).map
    { $0 }
  }

  private func cell(_ column: Int, _ row: Int) -> Cell {
    Cell(
      value: answer.table.columns[column].value(at: row),
      presentation: answer.table.fields[column].presentation)
  }

  private func firstCell(where isWanted: (Value) -> Bool) throws -> Cell? {
    for row in 0..<answer.table.rowCount {
      if row % ExpectedAnswer.stride == 0 { try cancellation.check() }
      for column in columns where isWanted(answer.table.columns[column].value(at: row)) {
        return cell(column, row)
      }
    }
    return nil
  }

  private func text(of cell: Cell) -> String {
    if cell.value.isUnknown { return answer.unknownWord.isEmpty ? "unknown" : answer.unknownWord }
    return cell.value.text(.readable, as: cell.presentation)
  }
}
