import Testing

@testable import TallyRendering

@Suite struct TableLayoutTests {
  private func widths(_ needs: [(full: Int, least: Int)], in width: Int?) -> [Int] {
    TableLayout(needs.map { TableLayout.Need(full: $0.full, least: $0.least) }, width: width).widths
  }

  @Test func theWidestIsCutFirst() {
    #expect(widths([(30, 8), (10, 8), (5, 5)], in: 40) == [21, 10, 5])
    #expect(widths([(30, 8), (30, 8)], in: 41) == [20, 19])
    #expect(widths([(30, 8), (30, 8)], in: nil) == [30, 30])
  }

  @Test func thenColumnsAreLeftOutFromTheRight() {
    #expect(widths([(30, 8), (30, 8), (3, 3)], in: 18) == [8, 8])
    #expect(widths([(30, 8), (12, 12), (3, 3)], in: 18) == [18])
  }

  @Test func theFirstStaysEvenWhereItSticksOut() {
    #expect(widths([(30, 30), (3, 3)], in: 20) == [30])
    #expect(widths([], in: 20) == [])
  }

  @Test func nothingEverPassesTheEdge() {
    for width in stride(from: 20, through: 60, by: 5) {
      for first in stride(from: 1, through: 31, by: 3) {
        for second in stride(from: 1, through: 31, by: 2) {
          let needs = [(first, min(first, 8)), (second, min(second, 8)), (9, 9)]
          let widths = widths(needs, in: width)
          #expect(widths.reduce(0, +) + 2 * (widths.count - 1) <= width)
          #expect(zip(widths, needs).allSatisfy { $0 <= $1.0 && $0 >= $1.1 })
          // Room is not wasted while something is cut.
          if widths != needs.prefix(widths.count).map(\.0) {
            #expect(widths.reduce(0, +) + 2 * (widths.count - 1) == width)
          }
        }
      }
    }
  }
}
