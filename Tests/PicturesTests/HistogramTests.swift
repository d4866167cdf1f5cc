import TallyColumns
import Testing

@testable import TallyPictures

/// Bins hold all values, and figures with bounds in each bin that they may lie in.
@Suite struct HistogramTests {
  private func bins(_ kind: Kind, _ values: [Value]) throws -> [(label: String, text: String)] {
    let picture = try makePicture(.histogram, [("n", kind, values)], figures: [0])
    guard case .histogram(let chart) = picture.body else { return [] }
    return chart.groups.map { ($0.label, $0.bars[0].text) }
  }

  @Test func wholeNumbersHaveWholeBins() throws {
    let bins = try bins(.whole, [1, 1, 2, 3, 3, 3, 4].map { .whole($0) })
    #expect(bins.map(\.label) == ["1", "2", "3", "4"])
    #expect(bins.map(\.text) == ["2", "1", "3", "1"])
  }

  @Test func everyValueIsInOneBin() throws {
    var state: UInt64 = 1
    let values = (0..<500).map { _ -> Value in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return .real(Double(state >> 40) / 1000)
    }
    let bins = try bins(.real, values)
    #expect((5...21).contains(bins.count))
    #expect(bins.reduce(0) { $0 + (Int($1.text) ?? 0) } == 500)
  }

  @Test func figuresAreWhereTheyMayBe() throws {
    let open = Value.figure(Figure(low: .whole(3), best: nil, high: nil), .whole)
    let between = Value.figure(Figure(low: .whole(1), best: nil, high: .whole(2)), .whole)
    let bins = try bins(.whole, [.whole(1), .whole(4), open, between])
    #expect(bins.map(\.label) == ["1", "2", "3", "4+"])
    #expect(bins.map(\.text) == ["1..2", "0..1", "0..1", "1..2"])
  }

  @Test func datesAreInPeriods() throws {
    let bins = try bins(.date, [.date(20_232), .date(20_233), .date(20_235)])
    #expect(bins.map(\.label) == ["2025-05-24", "2025-05-25", "2025-05-26", "2025-05-27"])
    let years = try self.bins(.date, [.date(0), .date(20_232)])
    #expect(years.first?.label == "1970..1974")
    #expect(years.last?.label == "2025..2029")
  }

  @Test func nothingKnownIsNothingDrawn() throws {
    let picture = try makePicture(.histogram, [("n", .whole, [.unknown, .unknown])], figures: [0])
    #expect(picture.shown() == ["(no rows)", "… n is unknown in 2 of 2 rows, not drawn"])
  }
}
