import TallyColumns
import TallyPlanning
import TallySyntax

/// Makes questions that are well typed for some tables: it knows which columns of which types can be named at
/// each place, and fills the gaps of what gives the type that is wanted there.
public struct QuestionMaker {
  var chance: SeededGenerator
  let set: Dataset
  /// The columns that names mean where text is being made.
  var columns: [KnownColumn] = []
  /// What names and literals stand beside where nothing is nested any deeper.
  var leaves = Leaves.columns
  var features: [String] = []
  /// No figure is to be made: what is asked of one has bounds itself.
  var avoidsFigures = false
  private var nameCount = 0
  var joinCount = 0
  /// Whether periods are filled in already: those of two keys together soon become too many.
  var isFilled = false
  /// How many rows there can be before the first join.
  var rowLimit = 0

  enum Leaves {
    /// Columns of the rows.
    case columns
    /// Aggregates of the rows, and what they are grouped by.
    case aggregates(keys: [KnownColumn])
    /// Windows over the rows, or their columns.
    case windows
  }

  public init(chance: SeededGenerator, set: Dataset) {
    self.chance = chance
    self.set = set
  }

  public mutating func question() -> Question {
    features = []
    let table = chance.pick(set.tables)
    columns = known(table)
    rowLimit = table.rowCount
    var stages: [String] = []
    var grades: [String: Grade] = [:]
    let count = chance.pick([1, 1, 1, 1, 1, 2, 2, 2, 3, 4])
    for number in 0..<count {
      let stage = stage(number == 0 ? "from \(typed(table.name))" : nil)
      stages.append(stage.text)
      grades = stage.grades
      let text = stages.joined(separator: " | ")
      // What cannot be planned is told by whoever asks it.
      guard let plan = try? Question.plan(text, catalog: set.catalog),
        // A name that goes over two lines, such as a text that went across, cannot be typed.
        !plan.fields.contains(where: { $0.name.contains("\n") })
      else { break }
      columns = zip(plan.fields, plan.types).map { field, type in
        KnownColumn(
          name: field.name, text: typed(field.name), type: ValueType(type.kind, isBounded: type.isBounded),
          grade: grades[field.name.lowercased()]
            ?? ([.real, .time, .duration].contains(type.kind) ? .rough : .determined))
      }
    }
    var question = Question(stages.joined(separator: " | "))
    question.features = Set(features)
    // What goes across is called by values, which are not told apart here.
    if !features.contains("across") {
      question.rough = Set(columns.filter { $0.grade == .rough }.map { $0.name.lowercased() })
    }
    return question
  }

  func known(_ table: Table) -> [KnownColumn] {
    zip(table.fields, table.columns).map { field, column in
      KnownColumn(
        name: field.name, text: typed(field.name), type: ValueType(column.kind, isBounded: column.isBounded),
        grade: set.grades["\(table.name).\(field.name)"] ?? .determined,
        isClose: set.closeDates.contains("\(table.name).\(field.name)"))
    }
  }

  func typed(_ name: String) -> String { NameSyntax.typed(name, vocabulary: .standard) }

  /// A name that no column has.
  mutating func newName() -> String {
    nameCount += 1
    return chance.oneIn(15) ? "col \(nameCount)" : "c\(nameCount)"
  }

  // MARK: - What may be asked for

  /// Any type there is a value of here; figures only where some column has bounds, or now and then.
  mutating func anyType(_ isWanted: (ValueType) -> Bool = { _ in true }) -> ValueType {
    let hasFigures = !avoidsFigures && (columns.contains { $0.type.isBounded } || chance.oneIn(12))
    let weighted: [(Int, ValueType)] = [
      (4, ValueType(.whole)), (4, ValueType(.real)), (4, ValueType(.text)), (2, ValueType(.date)),
      (2, ValueType(.time)), (2, ValueType(.duration)), (2, ValueType(.boolean)),
      (hasFigures ? 3 : 0, ValueType(.whole, isBounded: true)),
      (hasFigures ? 2 : 0, ValueType(.real, isBounded: true)),
      (hasFigures ? 1 : 0, ValueType(.duration, isBounded: true)),
    ]
    let fitting = weighted.filter { $0.0 > 0 && isWanted($0.1) }
    return fitting.isEmpty ? ValueType(.whole) : chance.pick(weighted: fitting)
  }
}
