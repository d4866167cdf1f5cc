import TestFolders
import Testing

/// One question of a benchmark: the original's SQL, and the same in Tally.
struct Question: Sendable, CustomTestStringConvertible {
  /// `groupby 8: largest two v3 by id6`
  let title: String
  let sql: String
  let tally: String

  static let groupby = read("groupby")
  static let join = read("join")
  static let hits = read("hits")

  var testDescription: String { title }

  /// Numbers that fit a table of a hundred million rows, made to fit one of a few thousand; nil where there
  /// are none.
  var scaled: Question? {
    let question = Question(
      title: title + ", scaled", sql: Question.scaled(sql), tally: Question.scaled(tally))
    return question.tally == tally ? nil : question
  }

  private static func scaled(_ text: String) -> String {
    text.replacing(#/(skip|OFFSET) (\d+)/#) { "\($0.1) \((Int($0.2) ?? 0) / 100)" }
      .replacing(#/> (\d{6})/#) { "> \((Int($0.1) ?? 0) / 5000)" }
  }

  /// The questions of a file: each has a line with its number, one with its SQL, and its text.
  private static func read(_ name: String) -> [Question] {
    guard let text = ProjectFiles.text(of: "Tests/Corpus/Questions/\(name).tally") else { return [] }
    return text.components(separatedBy: "\n\n").compactMap { paragraph in
      let lines = paragraph.split(separator: "\n").map(String.init)
      guard let title = lines.first(where: { $0.firstMatch(of: #/^# \d+\./#) != nil }),
        let sql = lines.first(where: { $0.hasPrefix("#sql ") })
      else { return nil }
      return Question(
        title: name + title.dropFirst(), sql: String(sql.dropFirst("#sql ".count)),
        tally: lines.filter { !$0.hasPrefix("#") }.joined(separator: "\n"))
    }
  }
}

extension String {
  /// The pieces between a separator.
  func components(separatedBy separator: String) -> [String] {
    split(separator: separator).map(String.init)
  }
}
