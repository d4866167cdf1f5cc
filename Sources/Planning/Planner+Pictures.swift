import TallyColumns
import TallyDiagnostics
import TallySyntax

// Which picture an answer can be drawn as.

extension Planner {
  /// The picture that is asked for, its columns told apart.
  /// - Throws: a `Diagnostic` where the answer cannot be drawn so.
  mutating func picture(_ drawing: DrawSyntax, of output: StageOutput, _ query: QuerySyntax) throws
    -> PicturePlan
  {
    let columns = DrawnColumns(output)
    guard let kind = drawing.kind else {
      guard let plan = columns.obviousPicture else {
        throw PlanningDiagnostics.nothingToDraw(nil, drawing.span, query, in: source)
      }
      note("drawn as \(plan.kind.phrase)")
      return plan
    }
    let fault: PictureFault
    switch columns.picture(kind) {
    case .success(let plan): return plan
    case .failure(let found): fault = found
    }
    switch fault {
    case .noFigure: throw PlanningDiagnostics.nothingToDraw(kind, drawing.span, query, in: source)
    case .noDate:
      throw PlanningDiagnostics.timelineWithoutDate(
        drawing.span, hasFigures: (try? columns.picture(.bars).get()) != nil, in: source)
    case .manyColumns(let numbers):
      throw PlanningDiagnostics.drawnOfMany(
        kind, drawing.span, numbers.map { output.scope.fields[$0].name }, query, in: source)
    case .manyKeys(let keys):
      throw PlanningDiagnostics.drawnByMany(
        kind, drawing.span, keys.map { output.scope.fields[$0].name }, query, in: source)
    case .fewKeys:
      throw PlanningDiagnostics.heatmapOfOneKey(drawing.span, in: source)
    }
  }
}

extension QueryPlan {
  /// The same plan with the picture that its answer is plainly drawn as; nil where there is none.
  public var drawnPlainly: QueryPlan? {
    guard picture == nil else { return self }
    guard let picture = DrawnColumns(fields: fields, types: types, keyCount: keyCount).obviousPicture else {
      return nil
    }
    var plan = self
    plan.picture = picture
    plan.notes.append("drawn as \(picture.kind.phrase)")
    return plan
  }
}

extension PictureKind {
  /// In a sentence: `drawn as a line`
  fileprivate var phrase: String {
    switch self {
    case .bars: "bars"
    case .line, .histogram, .heatmap, .timeline: "a \(rawValue)"
    case .spark: "sparks"
    }
  }
}

/// Why an answer cannot be drawn as a picture.
enum PictureFault: Error {
  /// No column has figures.
  case noFigure
  /// No column has dates or times.
  case noDate
  /// More columns than one could be counted.
  case manyColumns([Int])
  /// More keys than the two that a picture has room for.
  case manyKeys([Int])
  /// Fewer keys than a picture takes.
  case fewKeys
}

/// The columns of an answer, told apart by the part they can play in a picture.
///
/// Keys are what rows were grouped by; where no question has grouped them, what is no amount: texts, dates, and
/// numbers that name rather than count, such as years.
struct DrawnColumns {
  private let types: [ValueType]
  private let keys: [Int]
  private let amounts: [Int]
  private let isGrouped: Bool

  init(_ output: StageOutput) {
    self.init(fields: output.scope.fields, types: output.scope.types, keyCount: output.keyCount)
  }

  init(fields: [Field], types: [ValueType], keyCount: Int?) {
    self.types = types
    let isAmount = { (type: ValueType) in
      guard type.kind.canBeBounded else { return false }
      return type.presentation == .plain || type.presentation == .percent
    }
    if let keyCount {
      keys = Array(types.indices.prefix(keyCount))
      amounts = types.indices.dropFirst(keyCount).filter { isAmount(types[$0]) }
    } else {
      keys = types.indices.filter { !isAmount(types[$0]) }
      amounts = types.indices.filter { isAmount(types[$0]) }
    }
    isGrouped = keyCount != nil
  }

  private func isTime(_ column: Int) -> Bool { types[column].kind == .date || types[column].kind == .time }

  /// Numbers and the like, which have places along an axis.
  private func isNumber(_ column: Int) -> Bool {
    types[column].kind.canBeBounded && types[column].presentation != .weekday
  }

  var times: [Int] { types.indices.filter(isTime) }

  /// The picture that shows the most of the answer without being asked for; nil where nothing can be drawn.
  var obviousPicture: PicturePlan? {
    func plan(_ kind: PictureKind) -> PicturePlan? { try? picture(kind).get() }
    let times = keys.filter(isTime)
    if !isGrouped, times.count > 1 { return plan(.timeline) }
    if amounts.isEmpty { return plan(times.count == keys.count ? .histogram : .timeline) }
    if times.count == 1, keys.count <= 2 { return plan(.line) }
    if keys.count == 2, amounts.count == 1, isGrouped { return plan(.heatmap) }
    if keys.isEmpty, amounts.count == 1, !isGrouped { return plan(.histogram) }
    return plan(.bars)
  }

  func picture(_ kind: PictureKind) -> Result<PicturePlan, PictureFault> {
    switch kind {
    case .bars: bars
    case .line, .spark: line(kind)
    case .histogram: histogram
    case .heatmap: heatmap
    case .timeline: timeline
    }
  }

  private var bars: Result<PicturePlan, PictureFault> {
    amounts.isEmpty
      ? .failure(.noFigure) : .success(PicturePlan(.bars, labels: labels(keys), figures: amounts))
  }

  /// What names rows: all that they were grouped by, or else two columns, and of more the first.
  private func labels(_ columns: [Int]) -> [Int] {
    isGrouped || columns.count <= 2 ? columns : Array(columns.prefix(1))
  }

  /// Along the one key that is a time, or else the first that is a number or names the rows; what other key
  /// there is has lines of its own. Of rows that nothing names, the first number is what the others stand over.
  private func line(_ kind: PictureKind) -> Result<PicturePlan, PictureFault> {
    guard !amounts.isEmpty else { return .failure(.noFigure) }
    guard keys.count <= 2 else { return .failure(.manyKeys(keys)) }
    guard let first = keys.first(where: isTime) ?? keys.first(where: isNumber) ?? keys.first else {
      let along = kind == .line && !isGrouped && amounts.count > 1 && !types[amounts[0]].isBounded
      return .success(
        PicturePlan(
          kind, position: along ? amounts[0] : nil, figures: along ? Array(amounts.dropFirst()) : amounts))
    }
    let other = keys.first { $0 != first }
    let isPlaced = isTime(first) || isNumber(first)
    return .success(
      PicturePlan(
        kind, labels: isPlaced ? [] : [first], position: isPlaced ? first : nil, series: other,
        figures: amounts))
  }

  private var histogram: Result<PicturePlan, PictureFault> {
    let times = keys.filter(isTime)
    let counted = amounts.isEmpty ? (times.isEmpty ? keys.filter(isNumber) : times) : amounts
    if counted.isEmpty { return .failure(.noFigure) }
    guard counted.count == 1 else { return .failure(.manyColumns(counted)) }
    return .success(PicturePlan(.histogram, figures: counted))
  }

  /// Two keys and the first figure of each pair, or one key and a column of shades for each figure.
  private var heatmap: Result<PicturePlan, PictureFault> {
    guard !amounts.isEmpty else { return .failure(.noFigure) }
    guard keys.count <= 2 else { return .failure(.manyKeys(keys)) }
    if keys.count == 2 {
      guard amounts.count == 1 else { return .failure(.manyColumns(amounts)) }
      return .success(PicturePlan(.heatmap, labels: [keys[0]], series: keys[1], figures: amounts))
    }
    guard amounts.count > 1 else { return .failure(.fewKeys) }
    return .success(PicturePlan(.heatmap, labels: keys, figures: amounts))
  }

  private var timeline: Result<PicturePlan, PictureFault> {
    let times = times
    guard let start = times.first else { return .failure(.noDate) }
    let end = times.dropFirst().first { types[$0].kind == types[start].kind }
    return .success(
      PicturePlan(
        .timeline, labels: labels(keys.filter { !isTime($0) }), position: start, end: isGrouped ? nil : end,
        figures: amounts))
  }
}
