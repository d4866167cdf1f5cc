import TallyColumns
import TallyWorkers

/// Puts the sections of one column together.
struct ColumnAssembler: Sendable {
  /// The column's part of each section and the row at which that begins, in order.
  let sections: [(column: ColumnBuilder, start: Int)]
  let rowCount: Int
  let kind: CellKind
  /// Whether real numbers that are all whole become whole numbers, as they do where nothing is declared.
  let mayBecomeWhole: Bool

  /// A column of which there is as much as one thread has to do alone.
  enum Begun: Sendable {
    case column(Column)
    case wholes([WholeRun], RowJoiner, Kind)
    case reals([RealRun], RowJoiner, mayBecomeWhole: Bool)
    case texts([TextRun], RowJoiner, JoinedDictionary)
  }

  /// - Complexity: O(texts) for dictionaries; O(rows) for figures, and for texts of which nearly every one differs.
  func begun() throws -> Begun {
    let builders = sections.map(\.column)
    let missing = UnknownRows.joined(sections.map { ($0.column.unknown, $0.start) }, count: rowCount)
    let joiner = RowJoiner(starts: sections.map(\.start), rowCount: rowCount, missing: missing)
    switch kind {
    case .blank, .text:
      let runs = builders.map(\.texts)
      let joined = JoinedDictionary(runs)
      guard joined.isWorthCodes(rowCount) else {
        return .column(
          Column(kind: .text, .plain(try joined.spread(runs, joiner)), missing: missing))
      }
      return .texts(runs, joiner, joined)
    case .wholeFigure, .realFigure, .durationFigure:
      return .column(FigureRun.joined(builders.map(\.filledFigures), kind: kind))
    case .real:
      return .reals(
        builders.map(\.filledReals), joiner,
        mayBecomeWhole: mayBecomeWhole && builders.allSatisfy(\.reals.areWhole))
    case .boolean, .whole, .date, .time, .duration:
      return .wholes(builders.map(\.filledWholes), joiner, kind.kind)
    }
  }
}

extension ColumnAssembler.Begun {
  /// The column, with all threads at work on parts of its rows.
  /// - Throws: `Cancelled`.
  /// - Complexity: O(rows).
  func finished(_ workers: Workers, _ cancellation: Cancellation) throws -> Column {
    switch self {
    case .column(let column):
      return column
    case .wholes(let runs, let joiner, let kind):
      let part = { (storage: Storage, zones: ZoneMap) in
        Column(kind: kind, best: Column.Part(storage, missing: joiner.missing, zones: zones))
      }
      switch runs.map(\.width).max() ?? .bits8 {
      case .bits8:
        let (values, zones): ([Int8], _) = try joiner.numbers(workers, cancellation) {
          runs[$0].copy($1, to: $2)
        } discard: {
          runs[$0].discard()
        }
        return part(.int8(values), zones)
      case .bits16:
        let (values, zones): ([Int16], _) = try joiner.numbers(workers, cancellation) {
          runs[$0].copy($1, to: $2)
        } discard: {
          runs[$0].discard()
        }
        return part(.int16(values), zones)
      case .bits32:
        let (values, zones): ([Int32], _) = try joiner.numbers(workers, cancellation) {
          runs[$0].copy($1, to: $2)
        } discard: {
          runs[$0].discard()
        }
        return part(.int32(values), zones)
      case .bits64:
        let (values, zones): ([Int64], _) = try joiner.numbers(workers, cancellation) {
          runs[$0].copy($1, to: $2)
        } discard: {
          runs[$0].discard()
        }
        return part(.int64(values), zones)
      }
    case .reals(let runs, let joiner, let mayBecomeWhole):
      let (values, zones): ([Double], _) = try joiner.numbers(workers, cancellation) {
        runs[$0].copy($1, to: $2)
      } discard: {
        runs[$0].discard()
      }
      guard mayBecomeWhole else {
        return Column(
          kind: .real, best: Column.Part(.real(values), missing: joiner.missing, zones: zones))
      }
      let storage = Storage.narrowest(values.map { Int64($0) })
      return Column(
        kind: .whole,
        best: Column.Part(
          storage, missing: joiner.missing, zones: ZoneMap(storage, missing: joiner.missing)))
    case .texts(let runs, let joiner, let joined):
      let storage: Storage
      let dictionary = joined.dictionary
      switch TextRun.Width(count: dictionary.count) {
      case .bits8: storage = .code8(try joined.codes(runs, joiner, workers, cancellation), dictionary)
      case .bits16: storage = .code16(try joined.codes(runs, joiner, workers, cancellation), dictionary)
      case .bits32: storage = .code32(try joined.codes(runs, joiner, workers, cancellation), dictionary)
      }
      return Column(kind: .text, storage, missing: joiner.missing)
    }
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

  /// The same for reals.
  fileprivate var filledReals: RealRun {
    guard kind == .blank else { return reals }
    var zeros = RealRun()
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
