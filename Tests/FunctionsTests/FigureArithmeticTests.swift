import TallyColumns
import TallyFunctions
import Testing

/// The truth stays inside: whatever the truths inside the operands, the result is inside the answer.
@Suite struct FigureArithmeticTests {
  /// Every sort of figure around nothing, small and far.
  static let figures: [Figure] = {
    let ends: [Int64?] = [nil, -5, -1, 0, 2, 6]
    var figures: [Figure] = []
    for low in ends {
      for high in ends where low == nil || high == nil || low ?? 0 <= high ?? 0 {
        for best in [nil, low ?? high] where low != nil || high != nil || best != nil {
          figures.append(
            Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole)))
        }
      }
    }
    return figures + [
      Figure(low: nil, best: .whole(3), high: nil), Figure(low: .real(0.5), best: nil, high: .real(1.5)),
    ]
  }()

  static let operators: [ScalarFunction] = [.add, .subtract, .multiply, .divide]

  @Test(arguments: operators.indices) func truthStaysInside(_ index: Int) throws {
    let function = FigureArithmeticTests.operators[index]
    guard case .figures(_, let bounded) = function.kernel else { return }
    for a in FigureArithmeticTests.figures {
      for b in FigureArithmeticTests.figures {
        let answer = try bounded([a, b])
        for x in samples(a) {
          for y in samples(b) where function.name != "/" || y != 0 {
            #expect(
              isInside(operate(function.name, x, y), answer),
              "\(x) \(function.name) \(y): \(a), \(b): \(String(describing: answer))")
          }
        }
      }
    }
  }

  /// An answer is no wider than the ends make it.
  @Test(arguments: [
    ("..4", "*", "2", "..8"), ("..2000", "*", "0", "0"), ("15+", "*", "-1", "..-15"),
    ("2..3", "*", "-1..4", "-3..12"),
    ("15+", "/", "3", "5+"), ("10..20", "/", "-2", "-10..-5"), ("6..8", "/", "2+", "0..4"),
    ("15+", "-", "10..20", "-5+"),
    ("~250", "*", "2", "~500"), ("1..2", "/", "0..1", ""),
  ])
  func answerIsTight(_ a: String, _ sign: String, _ b: String, _ expected: String) throws {
    let function = FigureArithmeticTests.operators.first { $0.name == sign }
    guard let function, case .figures(_, let bounded) = function.kernel else { return }
    let answer = try bounded([try figure(a), try figure(b)])
    #expect((answer.map { Value.figure($0, .real).text() } ?? "") == expected)
  }

  /// Sums on the way to an answer may leave 64 bits, the answer may not; they once did for figures.
  @Test func sumOfFiguresOverflowsOnlyAtItsEnd() throws {
    let far = Figure(exactly: .whole(.max))
    let open = Figure(low: .whole(1), best: nil, high: nil)
    let back = Figure(exactly: .whole(-5))
    #expect(try FigureAggregate.combine([far, open, back], .sum)?.low == .whole(.max - 4))
    #expect(throws: KernelError.overflow) { try FigureAggregate.combine([far, open], .sum) }
    #expect(try FigureAggregate.combine([far, far], .mean)?.best == .real(0x1p63))
  }

  /// Ends that left the finite numbers were once kept, and printed as inf.
  @Test(arguments: ["*", "/", "+", "-", "^"]) func endThatIsInfiniteIsOpen(_ sign: String) throws {
    let function = [ScalarFunction.add, .subtract, .multiply, .divide, .power].first { $0.name == sign }
    guard let function, case .figures(_, let bounded) = function.kernel else { return }
    let far = Figure(low: .real(1e300), best: .real(1.5e308), high: .real(1.7e308))
    let by: Double = ["/": 1e-300, "+": 1.7e308, "-": -1.7e308, "^": 2][sign] ?? 1e300
    let answer = try #require(try bounded([far, Figure(exactly: .real(by))]))
    #expect(answer.high == nil && answer.best == nil)
    #expect(answer.low?.asDouble.isFinite ?? true)
    #expect(try bounded([Figure(exactly: .real(1.7e308)), Figure(exactly: .real(by))]) == nil)
  }

  @Test func sumOfFiguresThatIsInfiniteIsOpen() throws {
    let far = Figure(low: .real(1), best: nil, high: .real(1.7e308))
    let sum = try FigureAggregate.combine([far, far], .sum)
    #expect(sum == Figure(low: .real(2), best: nil, high: nil))
    #expect(try FigureAggregate.combine([far, far], .mean) == Figure(low: .real(1), best: nil, high: nil))
  }

  private func figure(_ text: String) throws -> Figure {
    var text = text
    guard let scanned = text.withUTF8({ LiteralScanner.whole($0) }) else {
      return try #require(text.withUTF8 { LiteralScanner.figure($0) }).figure
    }
    return Figure(exactly: .whole(scanned))
  }

  /// Some of the values a figure may have, far ones where it is open.
  private func samples(_ figure: Figure) -> [Double] {
    let low = figure.low?.asDouble ?? min(-1000, (figure.high?.asDouble ?? 0) - 1000)
    let high = figure.high?.asDouble ?? max(1000, low + 2000)
    return [low, low + (high - low) / 3, (low + high) / 2, high] + (low...high ~= 0 ? [0] : [])
  }

  private func operate(_ name: String, _ x: Double, _ y: Double) -> Double {
    switch name {
    case "+": x + y
    case "-": x - y
    case "*": x * y
    default: x / y
    }
  }

  private func isInside(_ value: Double, _ answer: Figure?) -> Bool {
    guard let answer else { return true }
    let slack = 1e-9 * max(1, value.magnitude)
    return value >= (answer.low?.asDouble ?? -.infinity) - slack
      && value <= (answer.high?.asDouble ?? .infinity) + slack
  }
}
