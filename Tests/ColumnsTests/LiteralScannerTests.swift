import TallyColumns
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a scanner reads from a text, nil where the text is not its literal.
private func scan<Result>(_ text: String, _ scanner: (LiteralScanner.Bytes) -> Result?) -> Result? {
  var text = text
  return text.withUTF8 { scanner($0) }
}

@Suite struct LiteralScannerTests {
  @Test func booleans() {
    for (text, value) in [("yes", true), ("No", false), ("TRUE", true), ("false", false)] {
      #expect(scan(text, LiteralScanner.boolean) == value)
    }
    for text in ["", "y", "1", "yess", "nö", "tru", "on"] {
      #expect(scan(text, LiteralScanner.boolean) == nil)
    }
  }

  @Test func wholes() {
    for (text, value) in [("0", 0), ("-0", 0), ("+15", 15), ("9223372036854775807", Int64.max)] {
      #expect(scan(text, LiteralScanner.whole) == value)
    }
    #expect(scan("-9223372036854775808", LiteralScanner.whole) == .min)
    let others = [
      "", "-", "+", "007", "-01", "1,000", "1 000", "1.0", "9223372036854775808", "-9223372036854775809",
      "99999999999999999999", "1a", "٣", " 1", "--1",
    ]
    for text in others { #expect(scan(text, LiteralScanner.whole) == nil, "\(text)") }
  }

  @Test func realsThatAreNone() {
    let others = [
      "", "-", ".", "+.", "e5", "1e", "1e+", "0x10", "inf", "nan", "Infinity", "1.2.3", "1,5", "00.5", "01",
      "1e400", "-1e400", "1_0", "1f", " 1", "1e5.0",
    ]
    for text in others { #expect(scan(text, LiteralScanner.real) == nil, "\(text)") }
  }

  /// Digits, points and exponents in all lengths, where rounding is hard and where it is not.
  @Test func realsAreRoundedAsStrtodRoundsThem() {
    var random = SystemRandomNumberGenerator()
    for round in 0..<100_000 {
      let text: String
      switch round % 4 {
      case 0: text = Double(bitPattern: random.next() & 0x7FEF_FFFF_FFFF_FFFF).description
      case 1: text = "\(Int64.random(in: -99_999_999...99_999_999)).\(Int.random(in: 0...999_999_999))"
      case 2:
        text =
          "\(UInt64.random(in: 0...(.max)))\(UInt64.random(in: 1...(.max)))e\(Int.random(in: -340...270))"
      default: text = "\(Int.random(in: 1...9_007_199_254_740_999)).5e\(Int.random(in: -25...25))"
      }
      let value = scan(text, LiteralScanner.real)
      let expected = strtod(text, nil)
      #expect(value == (expected.isFinite ? expected : nil), "\(text)")
    }
    #expect(scan("9007199254740993", LiteralScanner.real) == 9_007_199_254_740_992)
    #expect(scan("9007199254740993.00000000000000000001", LiteralScanner.real) == 9_007_199_254_740_994)
    #expect(scan("2.2250738585072011e-308", LiteralScanner.real) == strtod("2.2250738585072011e-308", nil))
    #expect(scan("-0", LiteralScanner.real)?.sign == .minus)
    #expect(scan(".5", LiteralScanner.real) == 0.5)
    #expect(scan("5.", LiteralScanner.real) == 5)
  }

  @Test func randomDigitsAreWholeNumbersAsSwiftReadsThem() {
    for _ in 0..<100_000 {
      let length = Int.random(in: 1...20)
      let digits = (0..<length).map { _ in String(Int.random(in: 0...9)) }.joined()
      let text = ["", "-", "+"][Int.random(in: 0..<3)] + digits
      let expected = digits.hasPrefix("0") && length > 1 ? nil : Int64(text)
      #expect(scan(text, LiteralScanner.whole) == expected, "\(text)")
    }
  }

  @Test func dates() {
    #expect(scan("2025-05-24", LiteralScanner.date) == CalendarDate(year: 2025, month: 5, day: 24).days)
    for text in [
      "2025-02-29", "2025-13-01", "2025-5-24", "2025-05", "24/05/2025", "2025-05-24 ", "2025/05/24",
    ] {
      #expect(scan(text, LiteralScanner.date) == nil, "\(text)")
    }
  }

  @Test func times() {
    let base = CalendarDate(year: 2025, month: 5, day: 24).days * Moment.perDay + 7 * Moment.perHour
    let half = 30 * Moment.perMinute
    let times: [(String, Int64)] = [
      ("2025-05-24T07:30", half), ("2025-05-24 07:30", half), ("2025-05-24 7:30", half),
      ("2025-05-24T07:30:15", half + 15_000_000), ("2025-05-24T07:30:15.25", half + 15_250_000),
      ("2025-05-24T07:30:00.123456789", half + 123_456), ("2025-05-24T07:30Z", half),
      ("2025-05-24T10:30+03:00", half), ("2025-05-24 04:30:00-02:30", 0),
    ]
    for (text, offset) in times { #expect(scan(text, LiteralScanner.time) == base + offset, "\(text)") }
    let others = [
      "2025-05-24", "2025-05-24T", "2025-05-24T24:00", "2025-05-24T07:60", "2025-05-24T07:30:60",
      "2025-05-24T0730",
      "2025-05-24T07:30:15.", "2025-05-24T07:30:15.1234567890", "2025-05-24T07:30 Z", "2025-05-24T07:30+3",
      "2025-02-30T07:30", "2025-05-24 :30:00", "2025-05-24 7:3", "2025-05-24  7:30",
    ]
    for text in others { #expect(scan(text, LiteralScanner.time) == nil, "\(text)") }
  }

  @Test func durations() {
    let hour = Moment.perHour
    let durations: [(String, Int64)] = [
      ("7h", 7 * hour), ("90m", 90 * Moment.perMinute), ("2d", 48 * hour), ("1h30m", 90 * Moment.perMinute),
      ("1.5s", 1_500_000), ("1.5h", 90 * Moment.perMinute), ("-2d", -48 * hour), ("0s", 0),
      ("1d0.000001s", 24 * hour + 1),
    ]
    for (text, value) in durations { #expect(scan(text, LiteralScanner.duration) == value, "\(text)") }
    let others = [
      "", "-", "7", "h", "7x", "30m1h", "1h1h", "1.5h30m", ".5h", "1.h", "0.0000001s", "999999999999d", "7H",
      "7 h",
    ]
    for text in others { #expect(scan(text, LiteralScanner.duration) == nil, "\(text)") }
  }

  @Test func figures() {
    let figure = { (low: Int64?, best: Int64?, high: Int64?) in
      Figure(low: low.map(Number.whole), best: best.map(Number.whole), high: high.map(Number.whole))
    }
    let figures: [(String, Figure)] = [
      ("15+", figure(15, nil, nil)), (">=15", figure(15, nil, nil)), (">= 15", figure(15, nil, nil)),
      ("<=20", figure(nil, nil, 20)), ("..20", figure(nil, nil, 20)), (">20", figure(21, nil, nil)),
      ("<20", figure(nil, nil, 19)), ("10..20", figure(10, nil, 20)), ("~250", figure(nil, 250, nil)),
      ("12 (10..15)", figure(10, 12, 15)), ("16 (15+)", figure(15, 16, nil)),
      ("16(..20)", figure(nil, 16, 20)),
      ("15", figure(15, 15, 15)), ("6..6", figure(6, 6, 6)), ("-5..-2", figure(-5, nil, -2)),
    ]
    for (text, value) in figures {
      let found = scan(text, LiteralScanner.figure)
      #expect(found?.figure == value, "\(text)")
      #expect(found?.kind == .whole, "\(text)")
    }
    let others = [
      "", "+", "..", "~", ">", "20..10", "9 (10..15)", "16 (15+", "(15+)", "1,000+", "15++", "10...20",
      "~15+",
      ">9223372036854775807", "7h..9", "12 (~10)x", "about 15", "15 +", "12345678901234567890+", "007+",
    ]
    for text in others { #expect(scan(text, LiteralScanner.figure) == nil, "\(text)") }
  }

  @Test func figuresOfOtherKinds() {
    let duration = scan(">7h", LiteralScanner.figure)
    #expect(duration?.figure == Figure(low: .whole(7 * Moment.perHour + 1), best: nil, high: nil))
    #expect(duration?.kind == .duration)
    #expect(scan("1h..90m", LiteralScanner.figure)?.figure.high == .whole(90 * Moment.perMinute))
    let real = scan("1..2.5", LiteralScanner.figure)
    #expect(real?.figure == Figure(low: .real(1), best: nil, high: .real(2.5)))
    #expect(real?.kind == .real)
    #expect(scan(">2.5", LiteralScanner.figure)?.figure.low == .real(2.5.nextUp))
    #expect(scan("<20", LiteralScanner.realFigure)?.high == .real(20.0.nextDown))
    #expect(scan("7h", LiteralScanner.realFigure) == nil)
  }

  /// What `Value.text` writes for files is read back as the same value.
  @Test func everyValueReadsBack() throws {
    for _ in 0..<20_000 {
      let whole = Int64.random(in: .min ... .max) >> Int64.random(in: 0...63)
      #expect(scan(Value.whole(whole).text(), LiteralScanner.whole) == whole)
      #expect(scan(Value.duration(whole).text(), LiteralScanner.duration) == whole)
      let real = Double(bitPattern: UInt64.random(in: 0...(.max)))
      if real.isFinite { #expect(scan(Value.real(real).text(), LiteralScanner.real) == real) }
      let day = Int64.random(in: -719_528...2_932_896)
      #expect(scan(Value.date(day).text(), LiteralScanner.date) == day)
      let time = day * Moment.perDay + Int64.random(in: 0..<Moment.perDay)
      #expect(scan(Value.time(time).text(), LiteralScanner.time) == time)
    }
    for value in [true, false] { #expect(scan(Value.boolean(value).text(), LiteralScanner.boolean) == value) }
  }

  @Test(arguments: [Kind.whole, .real, .duration]) func everyFigureReadsBack(_ kind: Kind) throws {
    for round in 1..<8 {
      for _ in 0..<2000 {
        let parts = (0..<3).map { _ in Int64.random(in: -1000...1000) << Int64.random(in: 0...30) }.sorted()
        let number = { (index: Int) -> Number? in
          guard round & (1 << index) != 0 else { return nil }
          // Reals that are not whole, since 1.0 is written as 1.
          return kind == .real ? .real(Double(parts[index]) + 0.5) : .whole(parts[index])
        }
        let figure = Figure(low: number(0), best: number(1), high: number(2))
        let text = Value.figure(figure, kind).text()
        let found = try #require(scan(text, LiteralScanner.figure), "\(text)")
        #expect(found.kind == kind)
        // Equal bounds leave room for one number only, and are written as it.
        let isExact = figure.low != nil && figure.low == figure.high
        #expect(found.figure == (isExact ? figure.low.map(Figure.init(exactly:)) : figure), "\(text)")
      }
    }
  }
}
