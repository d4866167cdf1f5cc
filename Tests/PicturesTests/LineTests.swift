import TallyColumns
import Testing

@testable import TallyPictures

/// Lines stand where their dates are, and are broken where something is missing.
@Suite struct LineTests {
  private func chart(_ days: [Int64?], _ figures: [Value], _ presentation: Presentation = .plain) throws
    -> LineChart
  {
    let picture = try makePicture(
      .line,
      [
        ("day", .date, days.map { $0.map(Value.date) ?? .unknown }), ("n", .whole, figures),
      ], position: 0, figures: [1], presentation: presentation)
    guard case .lines(let chart) = picture.body else {
      throw Failure()
    }
    return chart
  }

  private struct Failure: Error {}

  private func pieces(_ chart: LineChart) -> [[Double]] {
    chart.lines.flatMap { $0.pieces.map { $0.map(\.x) } }
  }

  @Test func aMissingDayBreaksTheLine() throws {
    let chart = try chart([10, 11, 12, 14, 15], (1...5).map { .whole($0) })
    #expect(pieces(chart) == [[10, 11, 12], [14, 15]])
  }

  @Test func anUnknownBreaksTheLine() throws {
    let chart = try chart([10, 11, 12, 13], [.whole(1), .unknown, .whole(3), .whole(4)])
    #expect(pieces(chart) == [[10], [12, 13]])
  }

  @Test func irregularDaysAreJoined() throws {
    let chart = try chart([10, 13, 20, 22], (1...4).map { .whole($0) })
    #expect(pieces(chart) == [[10, 13, 20, 22]])
  }

  @Test func aMissingMonthBreaksTheLine() throws {
    let months = ["2025-01-01", "2025-02-01", "2025-04-01"].map { text -> Int64 in
      if case .date(let day) = Value(literal: text) { day } else { 0 }
    }
    let chart = try chart(months, (1...3).map { .whole($0) }, .period(.month))
    #expect(pieces(chart) == [[Double(months[0]), Double(months[1])], [Double(months[2])]])
  }

  @Test func rowsNeedNotBeInOrder() throws {
    let chart = try chart([12, 10, 11], (1...3).map { .whole($0) })
    #expect(pieces(chart) == [[10, 11, 12]])
  }

  @Test func rowsWithoutADateAreSaid() throws {
    let picture = try makePicture(
      .line, [("day", .date, [.date(1), .unknown]), ("n", .whole, [.whole(1), .whole(2)])], position: 0,
      figures: [1])
    #expect(picture.remarks == ["day is unknown in 1 of 2 rows, not drawn"])
  }

  @Test func manyPointsAreThinnedToWhatIsSeen() throws {
    let count = 100_000
    let values = (0..<count).map { Value.whole($0 == 70_001 ? 1_000 : Int64($0 % 7)) }
    let picture = try makePicture(.line, [("n", .whole, values)], figures: [0])
    guard case .lines(let chart) = picture.body else { throw Failure() }
    let kept = chart.lines[0].pieces[0]
    #expect(kept.count < 5_000)
    #expect(kept.contains { $0.figure?.exact == 1_000 })
    #expect(kept.first?.x == 1 && kept.last?.x == Double(count))
  }

  @Test func moreLinesThanCanBeToldApartAreCutAndSaid() throws {
    let names = (0..<20).map { Value.text("s\($0)") }
    let picture = try makePicture(
      .line,
      [
        ("s", .text, names), ("day", .date, names.map { _ in .date(1) }),
        ("n", .whole, names.indices.map { .whole(Int64($0)) }),
      ], position: 1, series: 0, figures: [2])
    guard case .lines(let chart) = picture.body else { throw Failure() }
    #expect(chart.lines.count == LineChart.mostLines)
    #expect(picture.remarks == ["12 more values of s are not drawn"])
  }
}
