import TallyColumns
import Testing

@testable import TallyRendering

@Suite struct StreamingTests {
  @Test(arguments: OutputFormat.allCases)
  func piecesAreSmallAndAddUp(format: OutputFormat) {
    let table = Samples.numbers(100_000)
    let renderer = AnswerRenderer(options: RenderingOptions(format: format))
    var pieces: [[UInt8]] = []
    renderer.write(table, passing: { _ in }, to: { pieces.append(Array($0)) })
    #expect(pieces.count > 5)
    #expect(pieces.allSatisfy { $0.count < 70_000 })
    #expect(String(decoding: pieces.joined(), as: UTF8.self) == renderer.text(of: table))
  }

  @Test func aSinkThatFailsEndsTheWriting() {
    struct Full: Error, Equatable {}
    var pieces = 0
    #expect(throws: Full()) {
      try AnswerRenderer(options: RenderingOptions(format: .csv)).write(
        Samples.numbers(100_000), passing: { _ in },
        to: { _ in
          pieces += 1
          throw Full()
        })
    }
    #expect(pieces == 1)
  }

  @Test(arguments: OutputFormat.allCases) func everyRowIsToldOnce(_ format: OutputFormat) {
    var told = 0
    var pieces = 0
    AnswerRenderer(options: RenderingOptions(format: format)).write(
      Samples.numbers(50_000), passing: { told += $0 }, to: { _ in pieces += 1 })
    #expect(told == 50_000 && pieces > 1)
  }

  /// The straight way to bytes must spell as `Value.text` does.
  @Test func bytesSpellAsValuesDo() {
    let wholes: [Int64] = [0, 1, -1, 9, 10, -10, 99, 100, 12_345, .max, .min]
    let days: [Int64] = [0, -1, 20_232, -719_529, -719_528, -800_000, 2_932_896, 2_932_897, .max, .min]
    let minutes: [Int64] = [0, -1, 1, 59, 60, -61, 1_439, 1_440, 29_134_530]
    let oddMoments = [1, -1, 1_500_000, 59 * Moment.perSecond, -Moment.perSecond, .max, .min]
    let moments = minutes.map { $0 * Moment.perMinute } + oddMoments
    let reals = [0, -0.0, 1, -1, 0.1, 1e14, 1e15, -1e15, 1e16, 1e300, .infinity, -.infinity, 123_456.75]
    for value in wholes { #expect(bytes { $0.appendDecimal(value) } == Value.whole(value).text()) }
    for value in days { #expect(bytes { $0.appendDate(value) } == Value.date(value).text()) }
    for value in moments { #expect(bytes { $0.appendTime(value) } == Value.time(value).text()) }
    for value in reals { #expect(bytes { $0.appendReal(value) } == Value.real(value).text()) }
  }

  private func bytes(_ write: (inout [UInt8]) -> Void) -> String {
    var output: [UInt8] = []
    write(&output)
    return String(decoding: output, as: UTF8.self)
  }
}
