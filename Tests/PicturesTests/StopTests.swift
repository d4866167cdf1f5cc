import Synchronization
import TallyColumns
import TallyRendering
import TallySyntax
import TallyWorkers
import Testing

@testable import TallyPictures

/// Pictures of many rows are stopped while they are made, and nothing is made that no screen shows.
@Suite struct StopTests {
  /// Counts the looks at whether to go on, and stops the work at one of them.
  private final class Looks: Sendable {
    private let count = Mutex(0)
    private let last: Int

    init(stoppingAt last: Int = .max) { self.last = last }

    var total: Int { count.withLock { $0 } }

    var cancellation: Cancellation {
      Cancellation {
        self.count.withLock { count in
          count += 1
          return count > self.last
        }
      }
    }
  }

  private typealias Columns = [(name: String, kind: Kind, values: [Value])]

  /// So many that each pass over them looks twice.
  private static let rows = 17_000

  private static let numbers = (0..<rows).map { Value.whole(Int64($0)) }
  private static let names = (0..<rows).map { Value.text("row \($0)") }
  private static let days = (0..<rows).map { Value.date(Int64($0)) }

  /// Makes a picture, and then again, stopped at some of its looks.
  /// - Returns: how many looks there were.
  private func looks(_ make: (Cancellation) throws -> Picture) throws -> Int {
    let all = Looks()
    _ = try make(all.cancellation)
    for last in [0, all.total / 2, all.total - 1] {
      #expect(throws: Cancelled.self, "look \(last)") { try make(Looks(stoppingAt: last).cancellation) }
    }
    return all.total
  }

  @Test func pairsOfAHeatmapAreGatheredWithLooks() throws {
    let some = (0..<StopTests.rows).map { Value.text("r\($0 % 50)") }
    let columns: Columns = [
      ("row", .text, some), ("column", .whole, StopTests.numbers), ("n", .whole, StopTests.numbers),
    ]
    let looks = try looks {
      try makePicture(.heatmap, columns, labels: [0], series: 1, figures: [2], cancellation: $0)
    }
    // The rows, and the pairs that were found.
    #expect(looks >= 2 * 2)
  }

  @Test(arguments: [PictureKind.line, .spark]) func namesAlongALineAreGatheredWithLooks(_ kind: PictureKind)
    throws
  {
    let columns: Columns = [("name", .text, StopTests.names), ("n", .whole, StopTests.numbers)]
    let looks = try looks { try makePicture(kind, columns, labels: [0], figures: [1], cancellation: $0) }
    // Names, points, pieces, and what is kept of them.
    #expect(looks >= 4 * 2)
  }

  @Test func stepsBetweenDaysAreSortedWithLooks() throws {
    let columns: Columns = [("day", .date, StopTests.days), ("n", .whole, StopTests.numbers)]
    let looks = try looks { try makePicture(.line, columns, position: 0, figures: [1], cancellation: $0) }
    #expect(looks >= 15)
  }

  @Test func pointsOutOfOrderAreSortedWithLooks() throws {
    let days = (0..<StopTests.rows).map { Value.date(Int64($0 * 7919 % StopTests.rows)) }
    let ordered: Columns = [("day", .whole, StopTests.numbers), ("n", .whole, StopTests.numbers)]
    let mixed: Columns = [("day", .date, days), ("n", .whole, StopTests.numbers)]
    let few = try looks { try makePicture(.line, ordered, position: 0, figures: [1], cancellation: $0) }
    let many = try looks { try makePicture(.line, mixed, position: 0, figures: [1], cancellation: $0) }
    // Days are sorted twice: to see how far they stand apart, and to draw them.
    #expect(many >= few + 18)
  }

  private func chart(names: Int) throws -> LineChart {
    let columns: Columns = [
      ("name", .text, Array(StopTests.names.prefix(names))),
      ("n", .whole, Array(StopTests.numbers.prefix(names))),
    ]
    let picture = try makePicture(.line, columns, labels: [0], figures: [1])
    guard case .lines(let chart) = picture.body else { throw Cancelled() }
    return chart
  }

  @Test func noMoreNamesAreMeasuredThanAScreenHasColumns() throws {
    let screen = PictureRenderer(options: RenderingOptions(width: 60), height: 20)
    let (few, many) = (try chart(names: 30), try chart(names: 10_000))
    #expect(LinePlot.axis(few, columns: 50, screen).ticks.count == 30)
    let ticks = LinePlot.axis(many, columns: 50, screen).ticks
    #expect(ticks.count == 50 && ticks.first?.label == "row 0" && ticks.last?.label == "row 9800")
    // In files gaps between labels take twelve points.
    #expect((1...60).contains(Scene.axis(of: many, room: 720).ticks.count))
  }

  /// Of more columns than are drawn those that come first in their order.
  @Test func columnsOfAHeatmapAreTheFirstInOrder() throws {
    let numbers = (0..<150).map { Value.whole(Int64(149 - $0)) }
    let picture = try makePicture(
      .heatmap,
      [("row", .text, numbers.map { _ in .text("a") }), ("c", .whole, numbers), ("n", .whole, numbers)],
      labels: [0], series: 1, figures: [2])
    guard case .shades(let chart) = picture.body else { throw Cancelled() }
    #expect(chart.columnLabels == (0..<100).map(String.init))
    #expect(chart.cells[0].map { $0?.figure?.exact } == (0..<100).map(Double.init))
    #expect(picture.remarks == ["50 more values of c are not drawn"])
  }
}
