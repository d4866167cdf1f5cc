import TallyColumns

/// What a data package says that a column's cells are.
public enum DeclaredKind: String, Sendable, Hashable, CaseIterable {
  case boolean, whole, real, text, date, time
  /// Lengths of time, with bounds or without.
  case duration
  /// Numbers or lengths of time, with bounds or without.
  case figure

  /// The kind in plain words: `a whole number`.
  var phrase: String {
    switch self {
    case .boolean: Kind.boolean.phrase
    case .whole: Kind.whole.phrase
    case .real: Kind.real.phrase
    case .text: Kind.text.phrase
    case .date: Kind.date.phrase
    case .time: Kind.time.phrase
    case .duration: Kind.duration.phrase
    case .figure: "a figure"
    }
  }

  /// What reading starts with.
  var first: CellKind {
    switch self {
    case .boolean: .boolean
    case .whole: .whole
    case .real: .real
    case .text: .text
    case .date: .date
    case .time: .time
    case .duration: .duration
    case .figure: .blank
    }
  }

  /// What a column is in which nothing is known.
  var whenBlank: CellKind { self == .figure ? .whole : first }

  /// Whether cells of a kind are as declared.
  func allows(_ kind: CellKind) -> Bool {
    switch self {
    case .duration: kind == .duration || kind == .durationFigure
    case .figure: kind != .text && kind != .boolean && kind != .date && kind != .time
    default: kind == first
    }
  }
}
