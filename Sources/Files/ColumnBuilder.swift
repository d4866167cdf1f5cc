import TallyColumns

/// One column of one section, built block by block as the kind its cells have had so far.
///
/// A block whose cells do not fit is read again as a wider kind. Rows of earlier blocks are then no
/// longer held as that kind, and the section's column is read again once the kind of the whole column
/// is known; until then the builder goes on only to find that kind.
struct ColumnBuilder: Sendable {
  /// Which cell of a record the column is.
  let position: Int
  let rules: CellRules
  private(set) var kind: CellKind
  /// Whether every row so far is held as `kind`.
  private(set) var isComplete = true
  private(set) var rowCount = 0
  var unknown = UnknownRows()
  var wholes = WholeRun()
  var reals = RealRun()
  var texts = TextRun()
  var figures = FigureRun()
  var notes = CellNotes()

  init(position: Int, rules: CellRules, kind: CellKind) {
    self.position = position
    self.rules = rules
    self.kind = kind
  }

  /// Adds the column's cells of a block, as a wider kind if need be.
  /// - Throws: `Fault` where a cell is not what the column is declared to be.
  mutating func append(_ cells: CellReader) throws {
    while let misfit = read(cells) {
      let wider = kind.joined(with: misfit.kind)
      if let declared = rules.declared, !declared.allows(wider) {
        let cell = String(decoding: cells[misfit.row, position].prefix(60), as: UTF8.self)
        throw Fault(
          offset: cells.textOffset(row: misfit.row, column: position),
          diagnostic: FileDiagnostics.cellDoesNotFit(cell, column: rules.columnName, declared: declared))
      }
      widen(to: wider)
    }
    rowCount += cells.rowCount
  }

  /// So many rows are expected in all.
  mutating func expect(rows: Int) {
    wholes.expectedCount = rows
    reals.expectedCount = rows
    texts.expectedCount = rows
  }

  /// Whether the section must be read again to have the column as `final`.
  func mustBeReread(as final: CellKind) -> Bool {
    if !isComplete { return true }
    if kind == .blank { return final == .text && notes.placeholderCount > 0 }
    return kind != final
  }

  private mutating func widen(to wider: CellKind) {
    let wordsBecomeText = wider == .text && notes.placeholderCount > 0
    if kind == .blank, !wordsBecomeText, isComplete {
      padForBlanks(as: wider)
    } else if rowCount > 0 {
      isComplete = false
      unknown = UnknownRows()
      wholes = WholeRun()
      reals = RealRun()
      texts.removeRows()
      figures = FigureRun()
    }
    if wider == .text { notes = CellNotes() }
    kind = wider
  }

  /// Rows in which nothing is known take room in storage all the same.
  private mutating func padForBlanks(as kind: CellKind) {
    switch kind {
    case .blank: break
    case .boolean, .whole, .date, .time, .duration: wholes.appendZeros(rowCount)
    case .real: reals.appendZeros(rowCount)
    case .wholeFigure, .realFigure, .durationFigure: figures.appendUnknown(rowCount)
    case .text: texts.appendUnknown(rowCount)
    }
  }
}
