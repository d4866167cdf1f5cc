import TallyColumns
import Testing

@testable import TallyPictures

/// Shades say how much, and which pairs there are; spans stand where their dates are.
@Suite struct ShadeAndSpanTests {
  @Test func pairsHaveTheirPlaces() throws {
    let picture = try makePicture(
      .heatmap,
      [
        ("row", .text, ["a", "a", "b"].map { .text($0) }),
        ("column", .whole, [.whole(10), .whole(9), .whole(9)]),
        ("n", .whole, [.whole(4), .whole(1), .unknown]),
      ], labels: [0], series: 1, figures: [2])
    let lines = picture.shown()
    // Columns by their numbers, not by the order in which they came.
    #expect(lines[0].split(separator: " ") == ["row", "9", "10"])
    #expect(lines[1].split(separator: " ") == ["a", "▒▒", "1", "██", "4"])
    #expect(lines[2].split(separator: " ") == ["b", "??", "no", "report", "·"])
    #expect(lines.last?.contains("?? unknown · · no row") == true)
  }

  @Test func boundsHaveTwoShades() throws {
    let figure = { (low: Int64?, high: Int64?) in
      Value.figure(Figure(low: low.map(Number.whole), best: nil, high: high.map(Number.whole)), .whole)
    }
    let picture = try makePicture(
      .heatmap,
      [
        ("row", .text, ["a", "b"].map { .text($0) }), ("x", .whole, [figure(0, 100), figure(60, nil)]),
        ("y", .whole, [.whole(100), figure(nil, 30)]),
      ], labels: [0], figures: [1, 2])
    let lines = picture.shown()
    #expect(lines[1].contains("░█ 0..100"))
    #expect(lines[2].contains("▓▶    60+") && lines[2].contains("◀▒"))
  }

  /// The best estimate took the place of the end that nobody knows.
  @Test func aBestEstimateDoesNotCloseAnOpenEnd() throws {
    let picture = try makePicture(
      .heatmap,
      [
        ("row", .text, ["a", "b"].map { .text($0) }),
        ("x", .whole, [.figure(Figure(low: .whole(10), best: .whole(60), high: nil), .whole), .whole(0)]),
        ("y", .whole, [.figure(Figure(low: nil, best: .whole(60), high: .whole(80)), .whole), .whole(100)]),
      ], labels: [0], figures: [1, 2])
    let lines = picture.shown()
    #expect(lines[1].contains("▓▶") && lines[1].contains("◀▓"))
    let legend = lines.dropFirst(3).joined(separator: " ")
    #expect(legend.contains("▶ or more") && legend.contains("◀ or less"))
  }

  @Test func pairsThatStandTwiceAreSaid() throws {
    let picture = try makePicture(
      .heatmap,
      [
        ("row", .text, ["a", "a"].map { .text($0) }), ("column", .text, ["x", "x"].map { .text($0) }),
        ("n", .whole, [.whole(1), .whole(2)]),
      ], labels: [0], series: 1, figures: [2])
    #expect(picture.remarks == ["1 pair stands in several rows, of which the last is drawn"])
  }

  private func spans(_ starts: [Int64?], _ ends: [Int64?], width: Int = 30) throws -> [String] {
    let values = { (days: [Int64?]) in days.map { $0.map(Value.date) ?? .unknown } }
    let names = starts.indices.map { Value.text(String($0)) }
    return try makePicture(
      .timeline, [("k", .text, names), ("start", .date, values(starts)), ("end", .date, values(ends))],
      labels: [0], position: 1, end: 2
    ).shown(width: width)
  }

  /// A day ends when the next one begins: two days are twice as long as one.
  @Test func daysHoldTheirEnd() throws {
    let lines = try spans([10, 10, 11], [11, 10, 11])
    let length = { (line: String) in line.count { $0 == "━" } }
    // 27 cells behind the label and a gap of two; the cell in the middle is of both days.
    #expect(length(lines[1]) == 27 && length(lines[2]) == 14 && length(lines[3]) == 14)
    #expect(
      lines[3].firstIndex(of: "━").map { lines[3].distance(from: lines[3].startIndex, to: $0) } == 3 + 13)
  }

  @Test func anEndThatIsUnknownIsAsked() throws {
    let lines = try spans([10, 10], [nil, 14])
    #expect(lines[1].contains("●?"))
  }

  @Test func aStartThatIsUnknownIsNotDrawn() throws {
    let lines = try spans([nil, 10], [12, 14])
    #expect(lines[1].contains("no") && !lines[1].contains("━"))
  }
}
