import TallyColumns
import TallyDiagnostics
import TallyFunctions
import TallyPlanning
import TallySyntax

/// Every way in which the builtins can be applied, found by asking the planner: what it plans for columns of
/// certain types is a signature. A new builtin is in here without being named.
enum Signatures {
  /// Every type of a column, without regard to how it wants to be shown.
  static let types: [ValueType] =
    Kind.allCases.map { ValueType($0) }
    + Kind.allCases.filter(\.canBeBounded).map { ValueType($0, isBounded: true) }

  /// Functions, operators and steps of the calendar.
  static let scalar: [Signature] = {
    var found = ScalarFunction.all.flatMap(signatures) + ArithmeticOperator.allCases.flatMap(signatures)
    found += planned("negate", ["(-(", "))"], "list ")
    for level in DateLevel.allCases.map(\.rawValue) + ["weekday"] {
      found += planned("\(level) of", ["(\(level) of (", "))"], "list ")
    }
    return found
  }()

  static let aggregates: [Signature] =
    Aggregate.all.map(\.name).flatMap { name -> [Signature] in
      var found = planned(name, ["(\(name) (", "))"], "")
      found += planned("\(name) distinct", ["(\(name) distinct (", "))"], "")
      found += planned(name, ["(\(name) of (", "))"], "")
      for fraction in ["0", "0.25", "0.5", "0.9", "1"] {
        found += planned(name, ["(\(name) \(fraction) of (", "))"], "")
      }
      return found + planned(name, ["(\(name) of (", ") and (", "))"], "")
    } + planned(WindowKind.share.rawValue, ["(share of (", "))"], "")

  static let windows: [Signature] = WindowKind.allCases.flatMap { kind in
    planned(
      kind.rawValue, ["(\(kind.rawValue) \(kind.takesOf ? "of " : "")(", "))"], "from kinds | add answer = ",
      column: types.count)
  }

  /// The signatures by what they give and what they are counted as.
  static let scalarByResult = byResult(scalar)
  static let aggregatesByResult = byResult(aggregates)
  static let windowsByResult = byResult(windows)

  private static func byResult(_ signatures: [Signature]) -> [ValueType: [String: [Signature]]] {
    Dictionary(grouping: signatures, by: \.result).mapValues { Dictionary(grouping: $0, by: \.name) }
  }

  private static func signatures(_ operation: ArithmeticOperator) -> [Signature] {
    planned(operation.rawValue, ["(", " \(operation.rawValue) ", ")"], "list ")
  }

  private static func signatures(_ function: ScalarFunction) -> [Signature] {
    let most = max(function.parameters.count, function.minimumCount + (function.isVariadic ? 1 : 0))
    return (function.minimumCount...max(function.minimumCount, most)).flatMap { count -> [Signature] in
      guard count > 0 else { return [] }
      let pieces = ["\(function.name)("] + Array(repeating: ", ", count: count - 1) + [")"]
      return planned(function.name, pieces, "list ") { index, type in
        function.parameter(at: index)?.accepts(type.kind) ?? false
      }
    }
  }

  /// What the planner makes of the text for each choice of types.
  private static func planned(
    _ name: String, _ pieces: [String], _ start: String, column: Int = 0,
    _ accepts: (Int, ValueType) -> Bool = { _, _ in true }
  ) -> [Signature] {
    let gaps = pieces.count - 1
    var choices: [[Int]] = [[]]
    for gap in 0..<gaps {
      choices = choices.flatMap { choice in
        types.indices.filter { accepts(gap, types[$0]) && (gap < 3 || $0 == choice[0]) }.map { choice + [$0] }
      }
    }
    let found = choices.compactMap {
      signature(name, pieces, $0, start, column, literals: [])
    }
    guard found.isEmpty, gaps > 1 else { return found }
    // Some arguments have to be written out.
    return choices.compactMap {
      signature(name, pieces, $0, start, column, literals: Set(1..<gaps))
    }
  }

  private static func signature(
    _ name: String, _ pieces: [String], _ choice: [Int], _ start: String, _ column: Int, literals: Set<Int>
  ) -> Signature? {
    let gaps = choice.map { types[$0] }
    var signature = Signature(
      name: name, pieces: pieces, gaps: gaps, literals: literals, result: ValueType(.whole))
    let arguments = choice.enumerated().map { gap, type in
      literals.contains(gap) ? example[type] : "c\(type)"
    }
    let text = start + signature.text(arguments) + (start.hasPrefix("from") ? "" : " from kinds")
    guard let plan = try? Question.plan(text, catalog: kinds), plan.types.indices.contains(column) else {
      return nil
    }
    let type = plan.types[column]
    signature = Signature(
      name: name, pieces: pieces, gaps: gaps, literals: literals,
      result: ValueType(type.kind, isBounded: type.isBounded))
    return signature
  }

  /// A table with a column of each type.
  private static let kinds = Catalog(tables: [
    Table(
      name: "kinds", fields: types.indices.map { Field("c\($0)") },
      columns: types.map { type in
        let some: Value =
          switch type.kind {
          case .boolean: .boolean(true)
          case .whole: .whole(1)
          case .real: .real(1)
          case .text: .text("a")
          case .date: .date(1)
          case .time: .time(1)
          case .duration: .duration(1)
          }
        let number: Number = type.kind == .real ? .real(1) : .whole(1)
        return Column(
          kind: type.kind,
          values: [type.isBounded ? .figure(Figure(low: number, best: nil, high: nil), type.kind) : some])
      })
  ])

  /// Something written out of each type.
  private static let example: [String] = types.map { type in
    switch type.kind {
    case .boolean: "(1 = 1)"
    case .whole: type.isBounded ? "15+" : "2"
    case .real: type.isBounded ? "1.5+" : "2.5"
    case .text: "\"a\""
    case .date: "2025-05-24"
    case .time: "2025-05-24T07:30"
    case .duration: type.isBounded ? "3h+" : "3h"
    }
  }
}
