import TallyColumns
import Testing

@testable import TallyExecution

/// Marked rows are those that pass, at every small count, with vectors and without.
@Suite struct RowMarksTests {
  /// Numbers all over the width, with its ends and what lies beside the ends of ranges.
  private func values<Value: FixedWidthInteger & SignedInteger>(_ count: Int) -> [Value] {
    (0..<count).map { row in
      switch row % 5 {
      case 0: .max
      case 1: .min
      case 2: Value(truncatingIfNeeded: row &* 0x1E37_79B9_7F4A_7C15 >> 17)
      default: Value(row % 7 - 3)
      }
    }
  }

  private func check<Value: FixedWidthInteger & SignedInteger>(_: Value.Type) {
    let ranges: [(Value, Value)] = [(-2, 2), (0, 0), (.min, -1), (3, .max), (.min, .max), (.max, .max)]
    for count in Array(0...70) + [127, 128, 129, 1000] {
      let values: [Value] = self.values(count + 3)
      for rows in [0..<count, 3..<(count + 3)] {
        for (low, high) in ranges {
          let passing = rows.filter { values[$0] >= low && values[$0] <= high }
          let expected = passing.map { UInt32($0 - rows.lowerBound + 9) }
          for usesVectors in [false, true] {
            let marks = RowMarks(
              values, rows, low: low,
              width: Value.Magnitude(truncatingIfNeeded: high) &- Value.Magnitude(truncatingIfNeeded: low),
              usesVectors: usesVectors)
            #expect(marks.markedCount == expected.count)
            #expect(marks.rows(from: 9, usesVectors: usesVectors) == expected)
          }
        }
      }
    }
  }

  @Test func wholeNumbersOfEveryWidth() {
    check(Int8.self)
    check(Int16.self)
    check(Int32.self)
    check(Int64.self)
  }

  @Test func reals() {
    let some: [Double] = [0, -0.0, 1.5, -1.5, .infinity, -.infinity, 2, .leastNonzeroMagnitude]
    for count in Array(0...70) + [200] {
      let values = (0..<count).map { some[$0 % some.count] }
      for (low, high) in [(0, 0), (-1.5, 2), (-Double.infinity, .infinity), (2, 1)] as [(Double, Double)] {
        let expected = (0..<count).filter { values[$0] >= low && values[$0] <= high }.map { UInt32($0) }
        for usesVectors in [false, true] {
          let marks = RowMarks(values, 0..<count, low: low, high: high, usesVectors: usesVectors)
          #expect(marks.rows(from: 0) == expected)
        }
      }
    }
  }

  @Test func marksAreJoinedAndTurnedRound() {
    for count in [0, 1, 63, 64, 65, 130] {
      let codes = (0..<count).map { UInt8($0 % 3) }
      var marks = RowMarks(codes, 0..<count, where: [true, false, true])
      let rows = Array(0..<UInt32(count))
      let outer = rows.filter { $0 % 3 != 1 }
      let last = rows.filter { $0 % 3 == 2 }
      #expect(marks.rows(from: 0) == outer)
      marks.formIntersection(RowMarks(codes, 0..<count, where: [false, true, true]))
      #expect(marks.rows(from: 0) == last)
      marks.invert()
      #expect(marks.markedCount == count - last.count)
      marks.formUnion(RowMarks(repeating: true, count: count))
      #expect(marks.markedCount == count)
    }
  }

  /// With a sketch, which is made as it is asked of for the second time, with its ends and what lies beside them.
  @Test(arguments: [false, true])
  func realsByTheirSketch(_ usesVectors: Bool) throws {
    let count = 2 * ZoneMap.rowsPerZone + 37
    for make in [
      { Double($0 &* 7919 % 1000) / 8 - 20 }, { $0 == 5 ? 1e300 : Double($0 % 9) }, { Double($0) * 1e-300 },
      { $0 % 2 == 0 ? -0.0 : 0.1 * Double($0 % 10) },
    ] as [(Int) -> Double] {
      let values = (0..<count).map(make)
      let part = Column.Part(.real(values), zones: ZoneMap(.real(values), missing: nil))
      let sketch = try #require(part.sketch)
      let some = [0, 5, 17, count - 1].map { values[$0] } + [sketch.scale.low, sketch.scale.high, 50, -3.25]
      let ends = some.flatMap { [$0, $0.nextUp, $0.nextDown] } + [.infinity, -.infinity]
      let runs = [
        0..<ZoneMap.rowsPerZone, 100..<1003, 2 * ZoneMap.rowsPerZone..<count,
        2 * ZoneMap.rowsPerZone..<count - 1,
      ]
      for rows in runs {
        _ = RowMarks(sketch, values, rows, low: -.infinity, high: .infinity, usesVectors: usesVectors)
        for low in ends {
          for high in [low, 50, .infinity]
          where low <= high && low <= sketch.scale.high && high >= sketch.scale.low {
            let marks = try #require(
              RowMarks(sketch, values, rows, low: low, high: high, usesVectors: usesVectors))
            let plain = RowMarks(values, rows, low: low, high: high, usesVectors: false)
            #expect(marks.words == plain.words, "\(low) to \(high) of \(rows)")
          }
        }
      }
    }
  }

  @Test func thereIsNoSketchOfFewOrEndlessValues() {
    for values in [
      [1, 2], (0..<40_000).map { $0 == 9 ? .infinity : Double($0) }, [Double](repeating: 1, count: 40_000),
    ] {
      #expect(Column.Part(.real(values), zones: ZoneMap(.real(values), missing: nil)).sketch == nil)
    }
    #expect(Column.Part(.real([1, 2])).sketch == nil)
  }
}
