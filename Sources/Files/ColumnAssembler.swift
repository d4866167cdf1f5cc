import TallyColumns

/// Puts the sections of one column together.
struct ColumnAssembler {
  /// The column's part of each section and the row at which that begins, in order.
  let sections: [(column: ColumnBuilder, start: Int)]
  let rowCount: Int
  let kind: CellKind
  /// Whether real numbers that are all whole become whole numbers, as they do where nothing is declared.
  let mayBecomeWhole: Bool

  /// - Complexity: O(rows), and O(texts) for the dictionaries.
  func column() -> Column {
    let builders = sections.map(\.column)
    let missing = UnknownRows.joined(sections.map { ($0.column.unknown, $0.start) }, count: rowCount)
    switch kind {
    case .blank, .text:
      return Column(
        kind: .text,
        TextRun.joined(builders.map { ($0.texts, $0.rowCount) }, count: rowCount, missing: missing),
        missing: missing)
    case .wholeFigure, .realFigure, .durationFigure:
      return FigureRun.joined(builders.map(\.filledFigures), kind: kind)
    case .real:
      let values = reals(builders)
      if mayBecomeWhole, builders.allSatisfy(\.reals.areWhole) {
        return numbers(.whole, .narrowest(values.map { Int64($0) }), missing)
      }
      return numbers(.real, .real(values), missing)
    case .boolean, .whole, .date, .time, .duration:
      return numbers(kind.kind, WholeRun.joined(builders.map(\.filledWholes), count: rowCount), missing)
    }
  }

  private func numbers(_ kind: Kind, _ storage: Storage, _ missing: NullMask?) -> Column {
    Column(
      kind: kind, best: Column.Part(storage, missing: missing, zones: ZoneMap(storage, missing: missing)))
  }

  private func reals(_ builders: [ColumnBuilder]) -> [Double] {
    var values: [Double] = []
    values.reserveCapacity(rowCount)
    for builder in builders {
      if builder.kind == .blank {
        values.append(contentsOf: repeatElement(0, count: builder.rowCount))
      } else {
        values.append(contentsOf: builder.reals.values)
      }
    }
    return values
  }
}

extension ColumnBuilder {
  /// The whole numbers, or as many zeros for a section in which nothing is known.
  fileprivate var filledWholes: WholeRun {
    guard kind == .blank else { return wholes }
    var zeros = WholeRun()
    zeros.appendZeros(rowCount)
    return zeros
  }

  fileprivate var filledFigures: FigureRun {
    guard kind == .blank else { return figures }
    var unknown = FigureRun()
    unknown.appendUnknown(rowCount)
    return unknown
  }
}
