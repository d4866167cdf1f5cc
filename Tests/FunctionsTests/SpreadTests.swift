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
        var inRuns = Spread()
        values[..<cut].withUnsafeBufferPointer { inRuns.add($0) }
        values[cut..<count].withUnsafeBufferPointer { inRuns.add($0) }
        #expect(inRuns.variance == single.variance)
      }
    }
  }

  @Test func infiniteValuesHaveNoVariance() {
    var spread = Spread()
    [1, .infinity, 2, 3, 4].withUnsafeBufferPointer { spread.add($0) }
    #expect(spread.variance == nil)
  }
}
