import TallyColumns
import Testing

@Suite struct CalendarDateTests {
  @Test func everyDayOfEightCenturiesGoesThereAndBack() {
    var day = CalendarDate(year: 1600, month: 1, day: 1).days
    let last = CalendarDate(year: 2400, month: 12, day: 31).days
    var previous = CalendarDate(days: day - 1)
    while day <= last {
      let date = CalendarDate(days: day)
      #expect(date.days == day)
      let follows =
        (date.year, date.month, date.day) == (previous.year, previous.month, previous.day + 1)
        || (date.day == 1
          && previous.day == CalendarDate.dayCount(ofMonth: previous.month, year: previous.year))
      if !follows { Issue.record("\(date) does not follow \(previous)") }
      previous = date
      day += 1
    }
  }

  @Test func knowsWeekdays() {
    #expect(CalendarDate.weekday(ofDay: 0) == 4)
    #expect(CalendarDate.weekday(ofDay: CalendarDate(year: 2025, month: 5, day: 24).days) == 6)
    #expect(CalendarDate.weekday(ofDay: -1) == 3)
  }

  @Test(arguments: [
    (2025, 5, 24, 2025, 21), (2021, 1, 3, 2020, 53), (2024, 12, 30, 2025, 1), (2026, 1, 1, 2026, 1),
  ])
  func knowsIsoWeeks(_ y: Int, _ m: Int, _ d: Int, _ year: Int, _ week: Int) {
    let found = CalendarDate.isoWeek(ofDay: CalendarDate(year: y, month: m, day: d).days)
    #expect(found == (year, week))
  }

  /// Days and moments at the ends of 64 bits once trapped.
  @Test(arguments: [Int64.min, .min + 1, .max - 1, .max]) func farthestDaysAndMomentsDoNotTrap(_ far: Int64) {
    #expect((1...53).contains(CalendarDate.isoWeek(ofDay: far).week))
    for level in DateLevel.allCases {
      #expect(level.start(ofDay: far) < level.end(ofPeriodFrom: far))
      #expect(level.start(ofMoment: far) <= far)
    }
    #expect((0..<Moment.perDay).contains(far.flooredRemainder(by: Moment.perDay)))
  }

  @Test func momentsBefore1970HaveTheTimeOfTheirDay() {
    #expect(Int64(-1).flooredRemainder(by: Moment.perDay) == Moment.perDay - 1)
    #expect((-Moment.perDay).flooredRemainder(by: Moment.perDay) == 0)
    #expect(Moment.text(-Moment.perHour) == "1969-12-31 23:00")
    #expect(DateLevel.hour.start(ofMoment: -1) == -Moment.perHour)
    #expect(Moment.text(.min) == "-290308-12-21 19:59:05.224192")
  }

  @Test func refusesDaysThatAreNot() {
    #expect(CalendarDate(validYear: 2025, month: 2, day: 29) == nil)
    #expect(CalendarDate(validYear: 2024, month: 2, day: 29) != nil)
    #expect(CalendarDate(validYear: 2025, month: 13, day: 1) == nil)
  }
}
