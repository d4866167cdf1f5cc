import TallyColumns

/// What a set of cells can all be read as. Joining is order-free, so a column's kind does not depend on
/// how its file was cut.
///
///     blank < whole < real, wholeFigure < realFigure < text
///     blank < date < time < text
///     blank < duration < durationFigure < text
///     blank < boolean < text
enum CellKind: Sendable, Equatable {
  /// Nothing known so far.
  case blank
  case boolean, whole, real, date, time, duration
  /// Numbers or durations of which some have bounds.
  case wholeFigure, realFigure, durationFigure
  case text

  /// The narrowest kind that has room for both.
  func joined(with other: CellKind) -> CellKind {
    if self == other || other == .blank { return self }
    if self == .blank { return other }
    if isNumeric, other.isNumeric {
      let isReal = holdsReals || other.holdsReals
      return isFigure || other.isFigure ? (isReal ? .realFigure : .wholeFigure) : .real
    }
    switch (self, other) {
    case (.date, .time), (.time, .date): return .time
    case (.duration, .durationFigure), (.durationFigure, .duration): return .durationFigure
    default: return .text
    }
  }

  private var isNumeric: Bool {
    switch self {
    case .whole, .real, .wholeFigure, .realFigure: true
    default: false
    }
  }

  var holdsReals: Bool { self == .real || self == .realFigure }
  var isFigure: Bool { self == .wholeFigure || self == .realFigure || self == .durationFigure }

  /// The kind of the column's values.
  var kind: Kind {
    switch self {
    case .blank, .text: .text
    case .boolean: .boolean
    case .whole, .wholeFigure: .whole
    case .real, .realFigure: .real
    case .date: .date
    case .time: .time
    case .duration, .durationFigure: .duration
    }
  }
}

extension CellKind {
  /// What one cell, not blank and without spaces around it, can be read as.
  init(of cell: Bytes) {
    if CellScanner.isPhoneNumber(cell) {
      self = .text
    } else if LiteralScanner.whole(cell) != nil {
      self = .whole
    } else if let number = LiteralScanner.number(cell), case .real = number {
      self = .real
    } else if LiteralScanner.date(cell) != nil {
      self = .date
    } else if LiteralScanner.time(cell) != nil {
      self = .time
    } else if LiteralScanner.boolean(cell) != nil {
      self = .boolean
    } else if LiteralScanner.duration(cell) != nil {
      self = .duration
    } else if let (_, kind) = LiteralScanner.figure(cell) {
      self = kind == .duration ? .durationFigure : kind == .real ? .realFigure : .wholeFigure
    } else {
      self = .text
    }
  }
}
