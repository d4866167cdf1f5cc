import TallyColumns

/// How a dialect spells what Tally means. What most dialects share stands in `Spelling+Standard.swift`; a
/// dialect's own file says only where it differs.
protocol Spelling: Sendable {
  /// The engine's name as people write it: `SQLite`.
  var title: String { get }
  func type(of kind: Kind) -> String
  /// The value as one of a kind.
  func cast(_ value: SQLText, _ kind: Kind) -> SQLText

  // MARK: Names and values

  /// A name in quotes; nil where there cannot be such a name.
  func quoted(_ name: String) -> String?
  /// A text in quotes; nil where there cannot be such a text.
  func literal(_ text: String) -> String?
  func real(_ value: Double) -> SQLText
  /// Days that can be written and are in order.
  var days: ClosedRange<Int64> { get }
  func date(_ iso: String) -> SQLText
  func time(_ iso: String) -> SQLText

  // MARK: Conditions and text

  /// Whether small letters are made of ASCII's capitals only.
  var foldsOnlyASCII: Bool { get }
  func lower(_ text: SQLText) -> SQLText
  func upper(_ text: SQLText) -> SQLText
  func length(_ text: SQLText) -> SQLText
  /// The text so that it is ordered by its bytes.
  func byBytes(_ text: SQLText) -> SQLText
  func contains(_ text: SQLText, _ part: SQLText) -> SQLText
  /// - Parameter count: how many code points the part has.
  func starts(_ text: SQLText, with part: SQLText, count: Int) -> SQLText
  func ends(_ text: SQLText, with part: SQLText, count: Int) -> SQLText
  /// Whether a regular expression (RE2's) is found in the text, without regard to case; nil without them.
  func matches(_ text: SQLText, _ pattern: String) -> SQLText?
  /// Whether there are regular expressions at all.
  var hasPatterns: Bool { get }
  /// The first match of a regular expression or of a group of it, NULL where there is none; nil without them.
  func firstMatch(_ text: SQLText, _ pattern: String, group: Int64) -> SQLText?
  /// Texts one behind the other.
  func joined(_ texts: [SQLText]) -> SQLText
  func replaced(_ text: SQLText, _ piece: SQLText, by other: SQLText) -> SQLText
  /// Code points from a place on, the first being 1 and the last −1.
  func part(_ text: SQLText, from start: Int64, length: Int64?) -> SQLText
  /// The piece between separators in a place, the first being 1 and the last −1; nil where that cannot be
  /// said.
  /// - Parameter quoted: the separator as a literal.
  func piece(_ text: SQLText, separator: String, quoted: SQLText, _ place: Int64) -> SQLText?
  /// Yes where the condition is, and where it is open.
  func perhaps(_ condition: SQLText) -> SQLText

  // MARK: Numbers

  /// What becomes of whole numbers that leave 64 bits; nil where that is an error, as it is in Tally.
  var overflow: String? { get }
  /// The quotient of numbers as a real, NULL where b is 0.
  func quotient(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText
  func remainder(_ a: SQLText, _ b: SQLText, isReal: Bool) -> SQLText
  /// Halves away from zero, as a whole number.
  func roundedToWhole(_ value: SQLText) -> SQLText
  /// Halves away from zero.
  func rounded(_ value: SQLText) -> SQLText
  func rounded(_ value: SQLText, digits: SQLText) -> SQLText
  /// The function of the value where it has one, NULL elsewhere.
  func power(_ a: SQLText, _ b: SQLText) -> SQLText
  /// A real as it is, and NULL where it is beyond all reals; where that is an error, it stays one.
  func finite(_ value: SQLText) -> SQLText
  func root(_ value: SQLText) -> SQLText
  func logarithm(_ value: SQLText, name: String) -> SQLText
  /// The greatest or least of values none of which is NULL, or NULL where one is.
  func extreme(_ values: [SQLText], isMaximum: Bool) -> SQLText

  func absolute(_ value: SQLText, isReal: Bool) -> SQLText
  /// Whether each value has a type of its own, whatever that of its column is.
  var typesAreOfValues: Bool { get }
  /// Whole numbers and reals so that they can stand among one another.
  func ofOneKind(_ numbers: [SQLText]) -> [SQLText]

  /// A real to group by, 0 and −0 alike.
  func realKey(_ real: SQLText) -> SQLText

  // MARK: Dates and times

  func period(_ level: DateLevel, _ moment: SQLText, isTime: Bool) -> SQLText
  /// `year`, `quarter`, `month`, `week`, `day`, `weekday`, `hour` or `minute` as a number.
  func part(_ name: String, _ moment: SQLText, isTime: Bool) -> SQLText
  func date(of time: SQLText) -> SQLText
  /// The moment a day begins.
  func time(of date: SQLText) -> SQLText
  func adding(days: SQLText, to date: SQLText, isSubtraction: Bool) -> SQLText
  /// - Parameters:
  ///   - isTime: it is a time and not a date.
  ///   - seconds: how many seconds it is, where that is known and a whole number.
  func adding(
    microseconds: SQLText, seconds: Int64?, to moment: SQLText, isTime: Bool, isSubtraction: Bool
  ) -> SQLText
  /// Microseconds from b to a.
  func microseconds(from b: SQLText, isTime bIsTime: Bool, to a: SQLText, isTime aIsTime: Bool) -> SQLText
  /// Days from b to a.
  func days(from b: SQLText, to a: SQLText) -> SQLText

  // MARK: Aggregates and windows

  /// `SUM`, `MIN` or `MAX` of values, NULL where none is known.
  func aggregate(_ name: String, _ value: SQLText) -> SQLText
  /// The mean as a real.
  func mean(_ value: SQLText, isWhole: Bool) -> SQLText
  /// The least or greatest text, in the order of Tally.
  func extremeText(_ text: SQLText, isMaximum: Bool) -> SQLText
  /// The value below which a part of all lies, as a real; nil where it takes a step of its own.
  func quantile(_ value: SQLText, _ fraction: Double) -> SQLText?
  /// Pearson's coefficient; nil where it takes a step of its own.
  func correlation(_ a: SQLText, _ b: SQLText) -> SQLText?
  /// Any of values that are all the same, or NULL.
  func any(_ value: SQLText, _ kind: Kind) -> SQLText
  /// Days since 1970-01-01, and the day again, rounded down; for the median of dates.
  func dayNumber(_ date: SQLText) -> SQLText
  func date(ofDayNumber number: SQLText) -> SQLText
  func momentNumber(_ time: SQLText) -> SQLText
  func time(ofMomentNumber number: SQLText) -> SQLText
  /// The deviation or variance of a sample; nil where it takes a step of its own.
  func deviation(_ value: SQLText, isSquared: Bool) -> SQLText?
  /// The value of the row before or behind, in a window.
  func neighbour(_ value: SQLText, isNext: Bool, over window: SQLText, isOrdered: Bool) -> SQLText

  // MARK: The statement

  /// A SELECT of all periods from the first to the last that a column of a step has, called `period`.
  func periods(_ level: DateLevel, _ column: String, from table: String, as step: String) -> [String]
  /// The elements of a series, each a row.
  func unnested(_ series: String) -> String
  /// Whether that goes on from itself.
  var countsInSteps: Bool { get }

  /// Where a row stands in its table; nil where rows have no order of their own.
  func place(in columnNames: Set<String>) -> SQLText?
  /// What makes columns without a match NULL, where they otherwise are not.
  var settingOfJoins: String? { get }
  /// `LIMIT 5`, `OFFSET 2`
  func slice(skip: Int, limit: Int?) -> [String]
}
