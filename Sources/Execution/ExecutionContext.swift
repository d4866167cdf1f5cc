import Synchronization
import TallyColumns
import TallyFunctions
import TallyPlanning
import TallyWorkers

/// What operators share while one query runs.
final class ExecutionContext: Sendable {
  let workers: Workers
  let cancellation: Cancellation
  let memory: MemoryBudget
  /// Rows worked on at once.
  let batchRows: Int
  let settler: (any ClaimSettler)?
  /// The tables that are read.
  let tables: [Table]
  /// Gathers what each step does, where somebody wants to see it.
  let recorder: StepRecorder?
  private let disputes = Mutex<[Dispute: Set<Int>]>([:])
  private let collected = Mutex<[ExecutionNote]>([])
  private let cache = Mutex(DictionaryCache())

  init(
    workers: Workers, cancellation: Cancellation, batchRows: Int, memory: MemoryBudget = MemoryBudget(),
    settler: (any ClaimSettler)? = nil, tables: [Table] = [], recorder: StepRecorder? = nil
  ) {
    self.tables = tables
    self.memory = memory
    self.settler = settler
    self.recorder = recorder
    self.workers = workers
    self.cancellation = cancellation
    self.batchRows = max(1, batchRows)
  }

  func note(_ note: ExecutionNote) {
    collected.withLock { notes in
      if !notes.contains(note) { notes.append(note) }
    }
  }

  /// What has been noted, in the order in which it arose.
  var notesAsTheyArose: [ExecutionNote] { collected.withLock { $0 } }

  /// What has been noted, the most important first.
  var notes: [ExecutionNote] {
    collected.withLock { notes in
      notes.enumerated().sorted { a, b in
        (a.element.weight, a.offset) < (b.element.weight, b.offset)
      }.map(\.element)
    }
  }

  /// Whether rows were put in an order that is open.
  var isOrderOpen: Bool { collected.withLock { $0.contains(.orderOpen) } }

  /// Rows of a table of claims whose figure in a column is disputed. Worked out once for each column.
  func disputedRows(_ column: Int, _ settling: SettlingPlan, _ columns: [Column]) throws -> Set<Int> {
    let dispute = Dispute(column: column, roles: settling.roles, fields: settling.fields)
    return try disputes.withLock { known in
      if let rows = known[dispute] { return rows }
      let count = columns.first?.count ?? 0
      let claims = ClaimSet(
        columns: columns, rows: (0..<count).map { UInt32(truncatingIfNeeded: $0) }, keys: [],
        measures: [ClaimSet.Measure(column: column, values: columns[column], name: "")])
      let rows = try settler?.disputedRows(claims, settling) ?? []
      known[dispute] = rows
      return rows
    }
  }

  // MARK: - Work done once per dictionary

  /// For each entry of a dictionary whether it passes the test. Worked out once for each dictionary and
  /// test, by whichever thread comes first; notes the nearest text where nothing passes.
  func mask(of match: TextMatch, over dictionary: TextDictionary) -> [Bool] {
    let key = DictionaryCache.Key(ObjectIdentifier(dictionary), match.cacheKey)
    return cache.withLock { cache in
      if let known = cache.masks[key] { return known.result }
      let mask = match.mask(over: dictionary)
      cache.masks[key] = .init(dictionary: dictionary, result: mask)
      // Texts of a few rows are held against all that the column has, so that no row means no row of it.
      let all = dictionary.origin ?? dictionary
      if !mask.contains(true), match.tellsMisses,
        let missed = match.missed(
          all === dictionary ? mask : match.mask(over: all), in: all, of: tables.flatMap(\.columns))
      {
        note(missed)
      }
      return mask
    }
  }

  /// A value for each entry of a dictionary, worked out by whichever thread comes first.
  /// - Parameter work: tells what is worked out from everything else.
  func results(over dictionary: TextDictionary, _ work: String, _ make: () -> Vector) -> Vector {
    let key = DictionaryCache.Key(ObjectIdentifier(dictionary), work)
    return cache.withLock { cache in
      if let known = cache.results[key] { return known.result }
      let result = make()
      cache.results[key] = .init(dictionary: dictionary, result: result)
      return result
    }
  }
}

/// A figure of which it is asked whether it is disputed: the same number may be another column where columns
/// were dropped before.
private struct Dispute: Hashable {
  let column: Int
  let roles: TableRoles
  let fields: [Field]
}

/// Results by dictionary; the dictionary is held so that its identity stays its own.
private struct DictionaryCache {
  struct Key: Hashable {
    let dictionary: ObjectIdentifier
    let work: String

    init(_ dictionary: ObjectIdentifier, _ work: String) {
      self.dictionary = dictionary
      self.work = work
    }
  }

  struct Entry<Result> {
    let dictionary: TextDictionary
    let result: Result
  }

  var masks: [Key: Entry<[Bool]>] = [:]
  var results: [Key: Entry<Vector>] = [:]
}
