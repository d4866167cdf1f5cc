import CKernels
import TallyColumns

extension RowMarks {
  /// Marks the reals of a run of rows from one to another by the sketch of their column.
  /// - Returns: nil where there is none of the rows yet, and for rows of several zones.
  init?(
    _ sketch: RealSketch, _ values: [Double], _ rows: Range<Int>, low: Double, high: Double,
    usesVectors: Bool = true
  ) {
    let scale = sketch.scale
    guard let last = rows.last, low <= high, low <= scale.high, high >= scale.low else { return nil }
    let zone = rows.lowerBound / ZoneMap.rowsPerZone
    guard last / ZoneMap.rowsPerZone == zone else { return nil }
    let all = sketch.codes(ofZone: zone) { rows, codes in
      RowMarks.sketch(values, rows, scale, codes, usesVectors: usesVectors)
    }
    guard let all else { return nil }
    let start = rows.lowerBound - zone * ZoneMap.rowsPerZone
    let codes = UnsafeBufferPointer(rebasing: all[start..<(start + rows.count)])
    // Stretches between those in which the ends are pass, and those of the ends have to be looked at.
    let lowest = low > scale.low ? scale.code(low) : nil
    let highest = high < scale.high ? scale.code(high) : nil
    let (first, behind) = (lowest.map { Int($0) + 1 } ?? 0, highest.map { Int($0) } ?? 256)
    self.init(repeating: false, count: rows.count)
    if first < behind {
      self = RowMarks(
        codes, low: UInt8(first), width: UInt8(behind - 1 - first), usesVectors: usesVectors)
    }
    for end in Set([lowest, highest].compactMap { $0 }) {
      let open = RowMarks(codes, low: end, width: 0, usesVectors: usesVectors).rows(from: rows.lowerBound)
      values.withUnsafeBufferPointer { values in
        // Listed first: none waits for the one before to be read.
        for row in open where values[Int(row)] >= low && values[Int(row)] <= high {
          mark(Int(row) - rows.lowerBound)
        }
      }
    }
  }

  private static func sketch(
    _ values: [Double], _ rows: Range<Int>, _ scale: RealSketch.Scale, _ codes: UnsafeMutablePointer<UInt8>,
    usesVectors: Bool
  ) {
    values.withUnsafeBufferPointer { values in
      let run = UnsafeBufferPointer(rebasing: values[rows])
      if usesVectors, tally_sketch_reals(run.baseAddress, run.count, scale.low, scale.perUnit, codes) {
        return
      }
      for row in 0..<run.count { codes[row] = scale.code(run[row]) }
    }
  }
}
