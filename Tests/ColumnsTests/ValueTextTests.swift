import TallyColumns
import Testing

@Suite struct ValueTextTests {
  @Test func figuresReadBack() {
    let write = { (low: Int64?, best: Int64?, high: Int64?) in
      let number = { (value: Int64?) in value.map(Number.whole) }
      return Value.figure(Figure(low: number(low), best: number(best), high: number(high)), .whole).text()
    }
    #expect(write(15, nil, nil) == "15+")
    #expect(write(nil, nil, 20) == "..20")
    #expect(write(10, nil, 20) == "10..20")
    #expect(write(nil, 250, nil) == "~250")
    #expect(write(1100, 1234, 1500) == "1234 (1100..1500)")
    #expect(write(15, 16, nil) == "16 (15+)")
    #expect(write(7, 7, 7) == "7")
  }

  @Test func moreThanADurationIsShownAsTyped() {
    let seven = Figure(low: .whole(7 * Moment.perHour + 1), best: nil, high: nil)
    #expect(Value.figure(seven, .duration).text() == ">7h")
    #expect(Value.duration(90 * Moment.perMinute).text() == "1h30m")
    #expect(Value.duration(-1_500_000).text() == "-1.5s")
  }

  /// A duration of which nothing is known was once said to be any number.
  @Test func figureOfWhichNothingIsKnownIsNamedByItsKind() {
    #expect(Value.figure(.anything(.duration), .duration).text(.readable) == "any duration")
    #expect(Value.figure(.anything(.real), .real).text(.readable) == "any number")
  }

  @Test(arguments: [
    (1234567.0, "1,234,567"), (0.1 + 0.2, "0.3"), (-1234.56789, "-1,234.5679"), (1e300, "1e+300"),
    (0.012345678, "0.01235"), (2.0 / 3, "0.6667"),
  ])
  func peopleGetRoundedReals(_ value: Double, _ text: String) {
    #expect(Value.real(value).text(.readable) == text)
  }

  @Test func machinesGetAllDigits() {
    #expect(Value.real(0.1 + 0.2).text() == "0.30000000000000004")
    #expect(Value.real(5).text() == "5")
    #expect(Value.whole(.min).text(.readable) == "-9,223,372,036,854,775,808")
  }

  @Test func periodsAreShownAsPeriods() {
    let may = CalendarDate(year: 2025, month: 5, day: 1).days
    #expect(Value.date(may).text(as: .period(.month)) == "2025-05")
    #expect(Value.date(may).text(as: .period(.quarter)) == "2025-Q2")
    #expect(Value.date(may).text() == "2025-05-01")
  }
}
