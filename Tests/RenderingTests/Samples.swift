import TallyColumns

@testable import TallyRendering

/// Tables that the tests of this room share.
enum Samples {
  static let day = CalendarDate(year: 2025, month: 5, day: 24).days

  /// Every kind, with unknowns, bounds, and texts that are awkward somewhere.
  static let mixed = table(
    ("place", .text, .plain, [.text("Kyiv"), .text("Одеса"), .text("東京|\"a,b\""), .unknown]),
    ("killed", .whole, .plain, [.figure(atLeast(15), .whole), .whole(1_234_567), .unknown, .whole(0)]),
    ("part", .real, .percent, [.real(0.951), .unknown, .real(0.1 + 0.2), .real(1)]),
    ("day", .date, .plain, [.date(day), .date(day - 1), .unknown, .date(0)]),
    (
      "length", .duration, .plain,
      [.duration(7 * Moment.perHour), .unknown, .duration(1_500_000), .duration(0)]
    ),
    ("sure", .boolean, .plain, [.boolean(true), .boolean(false), .unknown, .boolean(true)]))

  /// One row of texts that would drive a terminal or break a format.
  static let hostile = table(
    ("a\tb", .text, .plain, [.text("red \u{1B}[31m\u{9B}2J")]),
    ("c", .text, .plain, [.text("one\r\ntwo\nthree\t\u{7F}\u{202E}")]),
    ("d", .text, .plain, [.text(" x\\\"y*`<[z ")]))

  static let weapons = table(
    ("weapon", .text, .plain, [.text("ballistic missile"), .text("Shahed drone")]),
    ("launched", .whole, .plain, [.whole(14), .whole(250)]))

  static func numbers(_ count: Int) -> Table {
    table(("n", .whole, .plain, (0..<count).map { .whole(Int64($0)) }))
  }

  static func table(_ columns: (String, Kind, Presentation, [Value])...) -> Table {
    Table(
      name: "answer", fields: columns.map { Field($0.0, presentation: $0.2) },
      columns: columns.map { Column(kind: $0.1, values: $0.3) })
  }

  static func atLeast(_ low: Int64) -> Figure {
    Figure(low: .whole(low), best: nil, high: nil)
  }
}

extension Table {
  /// The table as text of a format, as a pipe gets it unless a width is given.
  func rendered(
    _ format: OutputFormat, width: Int? = nil, fit: TableFit = .auto, maximumRows: Int? = nil,
    pageRows: Int? = nil, thousands: ThousandsMark = .comma, usesColor: Bool = false,
    usesUnicode: Bool = true, notes: [String] = [], isSingleFigure: Bool = false, unknownWord: String = ""
  ) -> String {
    AnswerRenderer(
      options: RenderingOptions(
        format: format, width: width, fit: fit, maximumRows: maximumRows, pageRows: pageRows,
        thousands: thousands,
        usesColor: usesColor, usesUnicode: usesUnicode)
    ).text(of: self, notes: notes, isSingleFigure: isSingleFigure, unknownWord: unknownWord)
  }
}
