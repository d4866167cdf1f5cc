import TallyFunctions
import Testing

/// Values added in runs spread as values added one by one do, to the last bit.
@Suite struct SpreadTests {
  @Test(arguments: [0.0, 1e15, -0.125])
  func runsAreTheSameAsSingleValues(_ base: Double) {
    let values = (0..<40).map { base + Double($0 * 7919 % 101) / 8 }
    for count in 0...values.count {
      for cut in [0, 1, count / 2, count] where cut <= count {
        var single = Spread()
        for value in values[..<count] { single.add(value) }
        for usesVectors in [false, true] {
          var inRuns = Spread()
          values[..<cut].withUnsafeBufferPointer { inRuns.add($0, usesVectors: usesVectors) }
          values[cut..<count].withUnsafeBufferPointer { inRuns.add($0, usesVectors: usesVectors) }
          #expect(inRuns.variance == single.variance)
        }
      }
    }
  }

  @Test func infiniteValuesHaveNoVariance() {
    for count in [5, 20] {
      var spread = Spread()
      ([1, .infinity] + (2..<count).map(Double.init)).withUnsafeBufferPointer { spread.add($0) }
      #expect(spread.variance == nil)
    }
  }
}
