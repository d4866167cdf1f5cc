import TallyColumns
import TallyDiagnostics
import TallyFiles
import TallyLessons
import TallyPlanning
import TallySyntax
import TallyWorkers

/// The tables of a lesson, or others that look like them, with a session that answers from them.
final class LessonWorld {
  let data: LessonData
  private let session: Session
  /// Whether parameters are something else here than scripts say, so that questions that do not ask for them are told
  /// apart from those that do.
  private let turnsParameters: Bool

  /// - Parameter like: the session in which the lesson is done.
  init(_ data: LessonData, like session: Session, turnsParameters: Bool = false) {
    self.data = data
    self.turnsParameters = turnsParameters
    self.session = session.another()
    self.session.catalog.give(asIn: session.catalog)
    self.session.begin(data)
  }

  /// What the last of some statements answers that answers anything.
  /// - Throws: what is wrong with a statement, which knows its place; `Cancelled`.
  func answer(of program: SourceText) throws -> LessonAnswer? {
    session.begin(data)
    var last: LessonAnswer?
    for statement in Script.statements(in: program, vocabulary: session.vocabulary) {
      let outcome: Outcome
      do {
        outcome = try journey(of: statement)
      } catch let diagnostic as Diagnostic {
        // What stands in a lesson's file is wrong in a place of it.
        guard let path = statement.name else { throw diagnostic }
        let place = statement.position(of: diagnostic.span?.start ?? 0)
        throw FileError(path: path, line: place.line, column: place.column, diagnostic.withoutFix)
      }
      last = session.lessonAnswer(statement, outcome) ?? last
    }
    return last
  }

  /// The same; nil also where something is wrong with a statement.
  /// - Throws: `Cancelled`.
  func answerIfAny(of program: SourceText) throws -> LessonAnswer? {
    try Session.unlessStopped { try answer(of: program) }
  }

  /// What `statement` is where a bar in front of it goes on from what was asked before it.
  /// - Throws: `Cancelled`.
  func follow(_ statement: SourceText, behind question: String?) throws -> LessonAnswer? {
    session.lastQuestion = question
    return try Session.unlessStopped { session.lessonAnswer(statement, try journey(of: statement)) }
  }

  private func journey(of statement: SourceText) throws -> Outcome {
    let outcome = try session.journey(of: statement)
    if turnsParameters,
      case .parameter(let parameter)? = try? Parser.statement(statement, vocabulary: session.vocabulary)
    {
      turn(parameter.name.text)
    }
    return outcome
  }

  /// Makes a parameter another text of the column that has it, or the next number.
  private func turn(_ name: String) {
    switch session.catalog.values[name.lowercased()] {
    case .whole(let number)?:
      session.catalog.setParameter(name, to: Value.whole(number &+ 1).text(), isText: false)
    case .text(let text)?:
      let texts = data.tables.lazy.flatMap(\.columns).filter { $0.kind == .text }.map { column in
        Set(column.values.compactMap { if case .text(let text) = $0 { text } else { nil } }).sorted()
      }
      guard let texts = texts.first(where: { $0.contains { TextOrder.isSame($0, text) } }),
        let place = texts.firstIndex(where: { TextOrder.isSame($0, text) })
      else { return }
      session.catalog.setParameter(name, to: texts[(place + 1) % texts.count], isText: true)
    default: return
    }
  }

  /// Knows what somebody has said to a script that asked.
  func take(_ text: String, for request: ParameterRequest) {
    if session.take(text, for: request), turnsParameters { turn(request.name) }
  }

  // MARK: - Mistakes

  /// Programs that are a right one with a mistake in them.
  /// - Throws: `Cancelled`.
  func mutants(of program: SourceText) throws -> [Mutant] {
    let vocabulary = session.vocabulary
    let statements = Script.statements(in: program, vocabulary: vocabulary)
      .compactMap { try? Parser.statement($0, vocabulary: vocabulary) }
    // Names that the program gives are known behind it.
    guard try answerIfAny(of: program) != nil else { return [] }
    var seen: Set<String> = [statements.map(\.formatted).joined(separator: "\n")]
    var mutants: [Mutant] = []
    for mistake in Mistake.all {
      for (place, statement) in statements.enumerated() {
        guard let query = statement.asked, let columns = columns(of: query) else { continue }
        for stage in query.stages.indices {
          for other in mistake.stages(query.stages[stage], columns) {
            var stages = query.stages
            stages[stage] = other
            // A stage of nothing but a condition is nothing without it.
            if other.formatted.isEmpty, stages.count > 1 { stages.remove(at: stage) }
            var texts = statements.map(\.formatted)
            texts[place] = statement.asking(QuerySyntax(stages: stages))
            let text = texts.joined(separator: "\n")
            if seen.insert(text).inserted {
              mutants.append(Mutant(mistake: mistake, program: SourceText(text)))
            }
          }
        }
      }
    }
    return mutants
  }

  /// A right program with a mistake in it.
  struct Mutant {
    let mistake: Mistake
    let program: SourceText
  }

  /// Texts of a column that are few enough to be taken for one another.
  private static let mostTexts = 24

  private func columns(of query: QuerySyntax) -> Mistake.MistakenColumns? {
    var clock = StageClock()
    let source = SourceText(query.formatted)
    guard case .query(let read)? = try? Parser.statement(source, vocabulary: session.vocabulary),
      let plan = try? session.plan(read, source, &clock)
    else { return nil }
    var names: [String] = []
    var texts: [String: [String]] = [:]
    var parts: [String: [String]] = [:]
    for table in plan.relation.tablesRead.map(\.table) {
      for (whole, columns) in table.roles.includes {
        parts[table.fields[whole].name.lowercased()] = columns.map { table.fields[$0].name }
      }
      for (field, column) in zip(table.fields, table.columns) where !names.contains(field.name) {
        names.append(field.name)
        guard column.kind == .text else { continue }
        let different = Set(column.values.filter { !$0.isUnknown }.map { $0.text() })
        if different.count <= LessonWorld.mostTexts { texts[field.name.lowercased()] = different.sorted() }
      }
    }
    return Mistake.MistakenColumns(names: names, parts: parts, texts: texts)
  }
}

extension StatementSyntax {
  /// The question in it: its own, or the one that `let` names the answer of.
  fileprivate var asked: QuerySyntax? {
    switch self {
    case .query(let query): return query
    case .binding(let binding):
      if case .query(let query) = binding.bound { return query }
      return nil
    default: return nil
    }
  }

  /// The same as text, with another question.
  fileprivate func asking(_ query: QuerySyntax) -> String {
    guard case .binding(let binding) = self else { return query.formatted }
    return "let \(binding.name.formatted) = \(query.formatted)"
  }
}

extension Session {
  /// Knows these tables and nothing else, but for the values given from outside.
  func begin(_ data: LessonData) {
    var catalog = Catalog(tables: data.tables, today: catalog.today)
    catalog.findsValues = self.catalog.findsValues
    catalog.places = data.places
    catalog.events = data.events
    catalog.give(asIn: self.catalog)
    self.catalog = catalog
    openTables = [:]
    (lastPlan, lastAnswer, lastQuestion, lastNotes) = (nil, nil, nil, [])
  }

  /// A session of its own that reads what this one may: what it says of memory binds nobody else.
  func another() -> Session {
    var opener = opener
    opener.options.memory = MemoryBudget(limit: memory.limit)
    return Session(opener: opener, today: catalog.today, cancellation: executor.cancellation)
  }

  /// Nil where something goes wrong.
  /// - Throws: `Cancelled` alone.
  fileprivate static func unlessStopped<Result>(_ body: () throws -> Result?) throws -> Result? {
    do {
      return try body()
    } catch let stopped as Cancelled {
      throw stopped
    } catch {
      return nil
    }
  }
}
