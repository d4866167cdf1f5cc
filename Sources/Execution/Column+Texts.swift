import TallyColumns
import TallyWorkers

extension Column {
  /// Rows a thread takes at once.
  private static let pieceRows = 1 << 14

  /// The same column with a dictionary in which every text stands once.
  /// - Throws: `Cancelled`; a `Diagnostic` where there is no memory for it.
  /// - Complexity: O(bytes of the texts), on all cores.
  func withoutRepeatedEntries(_ context: ExecutionContext) throws -> Column {
    guard case .plain(let dictionary) = storage else { return self }
    let (codes, different) = try EqualRows(entriesOf: dictionary, context).numbered(context)
    let texts = different.count == dictionary.count ? dictionary : try dictionary.taking(different, context)
    return Column(kind: .text, .code32(codes, texts), missing: best.missing)
  }

  /// Some rows of a column of codes, with a dictionary that has the texts of these only. It takes no longer than
  /// looking at the rows and at a mark for each text of the column.
  func withTextsOfItsOwn(_ rows: Rows, _ context: ExecutionContext) throws -> Column {
    guard let dictionary = storage.dictionary else { return self }
    var numbers = [UInt32](repeating: .max, count: dictionary.count)
    var used: [UInt32] = []
    var missing = NullMask(count: rows.count)
    var codes: [UInt32] = []
    codes.reserveCapacity(rows.count)
    for start in stride(from: 0, to: rows.count, by: Column.pieceRows) {
      try context.cancellation.check()
      let positions = start..<min(start + Column.pieceRows, rows.count)
      let lane = best.gather(rows.batch(positions))
      guard case .codes(let entries, _) = lane.payload else { continue }
      for (place, entry) in entries.enumerated() {
        if lane.isMissing(place) {
          missing.setNull(start + place)
          codes.append(0)
          continue
        }
        if numbers[Int(entry)] == .max {
          numbers[Int(entry)] = UInt32(truncatingIfNeeded: used.count)
          used.append(entry)
        }
        codes.append(numbers[Int(entry)])
      }
    }
    // What stands at an unknown row is a text all the same.
    let texts = used.isEmpty ? TextDictionary([""], origin: dictionary) : try dictionary.taking(used, context)
    return Column(kind: kind, .code32(codes, texts), missing: missing.ifAny)
  }
}
