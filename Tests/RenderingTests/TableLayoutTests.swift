import Testing

@testable import TallyRendering

@Suite struct TableLayoutTests {
  private func layout(_ needs: [(full: Int, least: Int)], in width: Int?) -> TableLayout {
    TableLayout(needs.count, width: width) { TableLayout.Need(full: needs[$0].full, least: needs[$0].least) }
  }

  private func widths(_ needs: [(full: Int, least: Int)], in width: Int?) -> [Int] {
    layout(needs, in: width).widths
  }

  @Test func theWidestIsCutFirst() {
    #expect(widths([(30, 8), (10, 8), (5, 5)], in: 40) == [21, 10, 5])
    #expect(widths([(30, 8), (30, 8)], in: 41) == [20, 19])
    #expect(widths([(30, 8), (30, 8)], in: nil) == [30, 30])
  }

  @Test func thenColumnsAreLeftOutFromTheMiddle() {
    let six = Array(repeating: (full: 8, least: 8), count: 6)
    #expect(layout(six, in: 58).columns == [0, 1, 2, 3, 4, 5])
    let five = layout(six, in: 57)
    #expect(five.columns == [0, 1, 2, 4, 5] && five.omission == 3)
    let four = layout(six, in: 41)
    #expect(four.columns == [0, 1, 4, 5] && four.omission == 2 && four.widths == [8, 8, 8, 8])
    let two = layout(six, in: 21)
    #expect(two.columns == [0, 5] && two.omission == 1)
    let one = layout(six, in: 20)
    #expect(one.columns == [0] && one.omission == 1)
  }

  @Test func whatDoesNotFitOnOneSideLeavesRoomForTheOther() {
    let last = layout([(8, 8), (3, 3), (3, 3), (40, 40)], in: 21)
    #expect(last.columns == [0, 1, 2] && last.omission == 3)
    let second = layout([(8, 8), (40, 40), (3, 3), (3, 3)], in: 21)
    #expect(second.columns == [0, 2, 3] && second.omission == 1)
  }

  @Test func theFirstStaysEvenWhereItSticksOut() {
    let layout = layout([(30, 30), (3, 3)], in: 20)
    #expect(layout.columns == [0] && layout.widths == [30] && layout.omission == nil)
    #expect(self.layout([(30, 30)], in: 20).omission == nil)
    #expect(widths([], in: 20) == [])
  }

  @Test func columnsThatCannotFitAreNotMeasured() {
    var asked: Set<Int> = []
    let layout = TableLayout(2_000, width: 20) { column in
      asked.insert(column)
      return TableLayout.Need(full: 3, least: 3)
    }
    #expect(layout.columns == [0, 1, 1_999] && layout.omission == 2)
    #expect(asked.count <= 14)
  }

  @Test func nothingEverPassesTheEdge() {
    for width in stride(from: 20, through: 60, by: 5) {
      for first in stride(from: 1, through: 31, by: 3) {
        for second in stride(from: 1, through: 31, by: 2) {
          let needs = [(first, min(first, 8)), (second, min(second, 8)), (9, 9)]
          let layout = layout(needs, in: width)
          let mark = layout.omission == nil ? 0 : 3
          let total = layout.widths.reduce(mark, +) + 2 * (layout.widths.count - 1)
          #expect(total <= width)
          let shown = layout.columns.map { needs[$0] }
          #expect(zip(layout.widths, shown).allSatisfy { $0 <= $1.0 && $0 >= $1.1 })
          // Room is not wasted while something is cut.
          if layout.widths != shown.map(\.0) { #expect(total == width) }
        }
      }
    }
  }
}
