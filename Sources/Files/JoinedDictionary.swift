import TallyColumns
import TallyWorkers

/// One dictionary for the texts of all sections of a column.
///
/// Its entries stand in the order in which the file has them first, however it was cut and whichever thread has
/// read which section.
struct JoinedDictionary: Sendable {
  let dictionary: TextDictionary
  /// For each section what its codes are in it.
  private let tables: [TextRun.CodeTable]

  /// - Parameter runs: of the sections, in order.
  /// - Complexity: O(texts of the threads' dictionaries).
  init(_ runs: [TextRun]) {
    let threads = runs.compactMap(\.dictionary)
    if let only = threads.first, threads.allSatisfy({ $0 === only }), only.interner.count > 0 {
      dictionary = only.interner.dictionary()
      tables = runs.map { _ in .same }
      return
    }
    var interner = TextInterner()
    var codes: [ObjectIdentifier: [UInt32]] = [:]
    for run in runs {
      guard let thread = run.dictionary else { continue }
      // A thread's sections stand in order, and what each of them was the first of its sections to have, too.
      let done = codes[ObjectIdentifier(thread)]?.count ?? 0
      guard run.newEntries.upperBound > done else { continue }
      codes[ObjectIdentifier(thread), default: []] += interner.absorb(
        thread.interner, done..<run.newEntries.upperBound)
    }
    if interner.count == 0 { _ = interner.intern("") }
    dictionary = interner.dictionary()
    tables = runs.map { run in .codes(run.dictionary.flatMap { codes[ObjectIdentifier($0)] } ?? []) }
  }

  /// Whether codes save more than they cost: not where nearly every value differs, in more than 1,000 rows of which
  /// more than half have a text of their own.
  func isWorthCodes(_ rowCount: Int) -> Bool { rowCount <= 1000 || dictionary.count <= rowCount / 2 }

  /// The codes of all rows.
  func codes<Code: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ runs: [TextRun], _ joiner: RowJoiner, _ workers: Workers, _ cancellation: Cancellation
  ) throws -> [Code] {
    try joiner.rows(workers, cancellation) {
      runs[$0].copy($1, as: tables[$0], to: $2)
    } discard: {
      runs[$0].discard()
    } summing: { _, _ in
    }.0
  }

  /// The texts of all rows, one after the other; nothing for rows that are unknown.
  func spread(_ runs: [TextRun], _ joiner: RowJoiner) throws -> TextDictionary {
    let codes: [UInt32] = try codes(runs, joiner, Workers(count: 1), .never)
    let missing = joiner.missing
    var bytes: [UInt8] = []
    bytes.reserveCapacity(dictionary.bytes.count)
    var offsets = [0]
    offsets.reserveCapacity(codes.count + 1)
    for (row, code) in codes.enumerated() {
      if !(missing?[row] ?? false) {
        bytes.append(
          contentsOf: dictionary.bytes[dictionary.offsets[Int(code)]..<dictionary.offsets[Int(code) + 1]])
      }
      offsets.append(bytes.count)
    }
    return TextDictionary(bytes: bytes, offsets: offsets)
  }
}
