import TallyColumns
import Testing

@testable import TallyPictures

/// Bars are as long as their figures, and say which end is open.
@Suite struct BarTests {
  private func bars(_ figures: [Value], usesUnicode: Bool = true, width: Int = 40) throws -> [String] {
    let names = figures.indices.map { Value.text(String("abcdefghij".dropFirst($0).prefix(1))) }
    return try makePicture(
      .bars, [("k", .text, names), ("n", .whole, figures)], labels: [0], figures: [1]
    ).shown(width: width, usesUnicode: usesUnicode)
  }

  private func figure(_ low: Int64?, _ best: Int64? = nil, _ high: Int64?) -> Value {
    .figure(
      Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole)), .whole)
  }

  @Test func exactBarsAreExact() throws {
    // 40 columns less the label, the figure and two gaps of two leave 33 cells.
    let lines = try bars([.whole(33), .whole(16), .whole(1), .whole(0)])
    #expect(lines[0] == "k   n")
    #expect(lines[1] == "a  33  " + String(repeating: "█", count: 33))
    #expect(lines[2] == "b  16  " + String(repeating: "█", count: 16))
    #expect(lines[3] == "c   1  █")
    #expect(lines[4] == "d   0")
  }

  @Test func partsOfCellsAreDrawn() throws {
    let lines = try bars([.whole(264), .whole(1), .whole(12)])
    #expect(lines[1].hasSuffix(String(repeating: "█", count: 32)))
    #expect(lines[2] == "b    1  ▏")
    #expect(lines[3] == "c   12  █▌")
  }

  @Test func anUnknownHasNoBar() throws {
    let lines = try bars([.whole(5), .unknown])
    #expect(lines[2] == "b  no report")
  }

  @Test func openEndsHaveArrows() throws {
    let lines = try bars([
      figure(15, nil, nil), figure(nil, nil, 20), figure(10, nil, 20), figure(10, 12, 20),
    ])
    #expect(lines[1].hasSuffix("█▶"))
    #expect(lines[1].contains("15+"))
    #expect(lines[2].contains("◀░") && lines[2].hasSuffix("░"))
    #expect(lines[3].contains("█░") && lines[3].hasSuffix("░"))
    #expect(lines[4].contains("┃"))
    #expect(Array(lines[5...]) == ["█ surely · ░ perhaps · ▶ or more", "◀ or less · ┃ best estimate"])
  }

  /// An arrow never makes a bar as long as one that is surely longer.
  @Test func anOpenBarEndsWhereItsBoundIs() throws {
    let lines = try bars([figure(10, nil, nil), .whole(10), .whole(30)])
    let length = { (line: String) in line.count { $0 == "█" } }
    #expect(length(lines[1]) == length(lines[2]))
    #expect(length(lines[3]) > length(lines[1]) * 2)
  }

  @Test func negativesGoToTheLeft() throws {
    let lines = try bars([.whole(-10), .whole(20), .whole(-1)])
    let start = lines[2].firstIndex(of: "█").map { lines[2].distance(from: lines[2].startIndex, to: $0) }
    let end = lines[1].lastIndex(of: "█").map { lines[1].distance(from: lines[1].startIndex, to: $0) }
    #expect(start == end.map { $0 + 1 })
  }

  @Test func aboutIsShadedUpToIt() throws {
    let lines = try bars([figure(nil, 250, nil)])
    #expect(lines[1].hasSuffix("░~"))
    #expect(lines.last == "░ perhaps · ~ about")
  }

  @Test func asciiHasNothingElse() throws {
    let lines = try bars(
      [.whole(-7), .whole(33), figure(15, nil, nil), figure(10, 12, 20)], usesUnicode: false)
    #expect(lines.allSatisfy { $0.allSatisfy(\.isASCII) })
    #expect(lines[3].contains("#>"))
    #expect(lines[4].contains(":"))
  }

  @Test func moreThanAHundredRowsAreCutAndSaid() throws {
    let count = 10_000
    let picture = try makePicture(
      .bars, [("n", .whole, (0..<count).map { .whole(Int64($0)) })], figures: [0])
    let lines = picture.shown()
    #expect(lines.count < 110)
    #expect(lines.joined(separator: " ").contains("9,900 more rows are not drawn"))
  }
}
