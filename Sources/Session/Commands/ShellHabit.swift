import TallyDiagnostics
import TallyPlanning
import TallyRendering

/// What people type who know other shells: `\q`, `.tables`, `show tables`.
///
/// Whoever wants to leave or needs help gets that; all else is answered with the line to type here. None of it could
/// be a statement, unless a table is called so.
struct ShellHabit: Sendable {
  /// In lower case.
  let words: [String]
  /// The statement here, of what stands behind the word; nil where there is none.
  private let statement: @Sendable (_ rest: String) -> String?
  /// What to say where there is no such statement.
  private let advice: String
  /// Whether the statement is run rather than told.
  private let runs: Bool

  private init(
    _ words: String, runs: Bool = false, advice: String = "\"help\" shows what can be asked",
    _ statement: @escaping @Sendable (_ rest: String) -> String?
  ) {
    self.words = words.split(separator: " ").map { String($0).replacing("_", with: " ") }
    self.runs = runs
    self.advice = advice
    self.statement = statement
  }

  /// An underline stands for a blank.
  static let all: [ShellHabit] = [
    ShellHabit(
      "\\q \\quit :q :q! :qa :wq :x :quit :exit .q .quit .exit bye logout quit() exit()", runs: true
    ) { _ in "quit" },
    ShellHabit("? \\? \\h \\help .help .h :help :h help() man", runs: true) { rest in
      rest.isEmpty ? "help" : "help \(rest)"
    },
    ShellHabit(".tables .ls \\dt \\dt+ \\l show_tables show_databases ls") { _ in "tables" },
    ShellHabit(".schema .describe \\d \\d+ \\dS") { rest in
      rest.isEmpty ? "tables" : "describe \(rest)"
    },
    ShellHabit("\\e \\edit .edit :e vi vim nano") { _ in "edit" },
    ShellHabit(".read \\i \\ir source") { rest in rest.isEmpty ? nil : "run \(rest)" },
    ShellHabit(".open .import .load attach") { rest in
      rest.split(separator: " ").first.map { "load \($0)" }
    },
    ShellHabit(".timer \\timing .timing") { rest in "set timing \(rest.lowercased() == "off" ? "off" : "on")"
    },
    ShellHabit("\\x \\G") { _ in "set format vertical" },
    ShellHabit(".pager \\pager") { rest in "set pager \(rest.isEmpty ? "auto" : rest)" },
    ShellHabit(
      ".mode \\pset .format", advice: "\"set format\" chooses how answers are written"
    ) { rest in
      let word = rest.split(separator: " ").last.map { $0.lowercased() } ?? ""
      let format =
        OutputFormat(rawValue: word)
        ?? EditDistance.nearest(to: word, among: formats).flatMap(OutputFormat.init)
      return format.map { "set format \($0.rawValue)" }
    },
    ShellHabit(
      ".output .once .dump .save \\o \\copy",
      advice: "an answer goes into a file with: QUERY into \"file.csv\""
    ) { _ in nil },
    ShellHabit("clear cls .clear \\clear", advice: "^L clears the screen") { _ in nil },
    ShellHabit(
      "\\! .shell .system !", advice: "no programs are run from here; ^Z goes back to the shell for a while"
    ) { _ in nil },
    ShellHabit(".cd \\cd cd", advice: "files are named with their folders: load data/attacks.csv") { _ in nil
    },
  ]

  private static let formats = OutputFormat.allCases.map(\.rawValue)

  /// What a statement means here, where it is a habit.
  /// - Throws: a `Diagnostic` with the line to type, where it does not run as it stands.
  static func statement(meantBy source: SourceText, _ catalog: Catalog) throws -> String? {
    let (text, start) = typed(source)
    guard let (habit, word) = habit(of: text) else { return nil }
    if catalog.table(named: text) != nil || catalog.table(named: word) != nil { return nil }
    let rest = text.dropFirst(word.count).drop(while: \.isWhitespace)
    let statement = habit.statement(String(rest))
    if habit.runs, let statement { return statement }
    let span = Span(start, start + (statement == nil ? word : text).utf8.count)
    throw SessionDiagnostics.otherShell(word, span, statement: statement, advice: habit.advice)
  }

  /// The statement without blanks around it and without a semicolon behind it, and where it begins.
  private static func typed(_ source: SourceText) -> (String, Int) {
    let blanks = source.text.prefix(while: \.isWhitespace)
    var text = source.text[blanks.endIndex...]
    while let last = text.last, last.isWhitespace || last == ";" { text.removeLast() }
    return (String(text), blanks.utf8.count)
  }

  /// The habit that a statement begins with, and the word as it was typed.
  private static func habit(of text: String) -> (ShellHabit, word: String)? {
    guard text.utf8.count < 500, let sign = text.first else { return nil }
    let lower = text.lowercased()
    for habit in all {
      for word in habit.words where lower.hasPrefix(word) && habit.fits(word, lower) {
        return (habit, String(text.prefix(word.count)))
      }
    }
    // Others begin with the same signs, and no statement does.
    let letters = text.dropFirst().prefix { $0.isLetter }
    guard "\\.:".contains(sign), !letters.isEmpty else { return nil }
    return (other, String(sign) + letters)
  }

  private static let other = ShellHabit("") { _ in nil }

  /// Whether a statement that begins with the word's letters is meant by it: what stands behind it is set off, and
  /// words that could begin a question stand alone.
  private func fits(_ word: String, _ statement: String) -> Bool {
    guard let next = statement.dropFirst(word.count).first else { return true }
    if word == "!" { return next != "=" }
    if word == "?" { return false }
    guard next.isWhitespace else { return false }
    return word.contains(" ") || !(word.first?.isLetter ?? false)
      || ["source", "attach", "cd", "man"].contains(word)
  }
}
