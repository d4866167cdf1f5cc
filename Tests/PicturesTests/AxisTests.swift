import TallyColumns
import Testing

@testable import TallyPictures

/// Ticks are round and say what they stand for.
@Suite struct AxisTests {
  private func labels(_ low: Double, _ high: Double, _ unit: AxisUnit = .number, most: Int = 5) -> [String] {
    Axis.numbers(low...high, unit: unit, most: most).ticks.map(\.label)
  }

  @Test func numbersAreRound() {
    #expect(labels(0, 100) == ["0", "20", "40", "60", "80", "100"])
    #expect(labels(0, 1) == ["0", "0.2", "0.4", "0.6", "0.8", "1.0"])
    #expect(labels(-3, 4, most: 4) == ["-2", "0", "2", "4"])
    #expect(labels(0, 250_000) == ["0", "50,000", "100,000", "150,000", "200,000", "250,000"])
    #expect(labels(0, 5e6) == ["0", "1M", "2M", "3M", "4M", "5M"])
    #expect(labels(1e18, 3e18, most: 4) == ["1e18", "1.5e18", "2e18", "2.5e18", "3e18"])
  }

  @Test func wholeNumbersHaveNoTicksBetween() {
    let ticks = Axis.numbers(0...2, unit: .number, most: 5, isWhole: true).ticks.map(\.label)
    #expect(ticks == ["0", "1", "2"])
  }

  @Test func partsOfAWholeAreInPercent() {
    #expect(labels(0, 1, .percent) == ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"])
    #expect(labels(0, 0.01, .percent, most: 2) == ["0 %", "0.5 %", "1.0 %"])
  }

  @Test func lengthsOfTimeHaveTheStepsOfClocks() {
    let hour = Double(Moment.perHour)
    #expect(labels(0, 6 * hour, .duration, most: 6) == ["0", "1h", "2h", "3h", "4h", "5h", "6h"])
    #expect(labels(0, hour / 2, .duration, most: 3) == ["0", "10m", "20m", "30m"])
  }

  @Test func yearsHaveNoSeparators() {
    #expect(labels(2020, 2025, .ordinal) == ["2020", "2021", "2022", "2023", "2024", "2025"])
  }

  @Test func calendarsHaveDaysMonthsAndYears() {
    let day = { (text: String) -> Double in
      if case .date(let day) = Value(literal: text) { Double(day) } else { .nan }
    }
    let ticks = { (low: String, high: String, most: Int) in
      Axis.calendar(day(low)...day(high), finest: .minute) { $0.count <= most }.ticks.map(\.label)
    }
    #expect(ticks("2025-05-23", "2025-05-26", 4) == ["2025-05-23", "05-24", "05-25", "05-26"])
    #expect(ticks("2025-01-15", "2025-06-15", 5) == ["2025-02", "2025-03", "2025-04", "2025-05", "2025-06"])
    #expect(ticks("2020-06-01", "2025-05-01", 5) == ["2021", "2022", "2023", "2024", "2025"])
    #expect(ticks("2025-05-23", "2025-05-24", 3) == ["2025-05-23 00:00", "12:00", "05-24"])
    // Weeks begin on Monday.
    #expect(ticks("2025-05-01", "2025-05-31", 4) == ["2025-05-05", "05-12", "05-19", "05-26"])
  }

  private static let extremes: [(Double, Double)] = [
    (0, 0), (5, 5), (-1e307, 1e307), (0, .leastNonzeroMagnitude), (1e300, 1e300), (0, .leastNormalMagnitude),
    (9.2e18, 9.2e18 + 2048), (0, 1e307),
  ]

  @Test(arguments: extremes) func extremesHaveAnAxis(_ low: Double, _ high: Double) {
    for unit in [AxisUnit.number, .percent, .duration, .ordinal] {
      for withZero in [true, false] {
        let range = Axis.stretch(of: [low, high], withZero: withZero)
        #expect(range.lowerBound < range.upperBound)
        for most in [2, 5, 20] {
          let axis = Axis.numbers(range, unit: unit, most: most, isRounded: true)
          #expect(axis.ticks.count < 100)
          #expect((0...1).contains(axis.place(low)) && (0...1).contains(axis.place(high)))
        }
      }
    }
  }
}
