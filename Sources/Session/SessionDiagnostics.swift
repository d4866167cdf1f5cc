import TallyColumns
import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyPlanning
import TallySyntax
import TallyWorkers

/// The wording of everything that can be wrong with a command, in alphabetical order.
enum SessionDiagnostics {
  static func demoArgument(_ words: [NameSyntax], _ wants: String, _ syntax: CommandSyntax) -> Diagnostic {
    Diagnostic(
      "demo-argument", "\"\(words.map(\.text).joined(separator: " "))\" is nothing that a demo takes",
      at: words.dropFirst().reduce(words[0].span) { $0.joined(with: $1.span) }, help: wants
    )
    .suggesting("demo \(syntax.arguments[0].text)")
  }

  static func demoInsideDemo(_ span: Span) -> Diagnostic {
    Diagnostic("demo-inside-demo", "a demo is being played already", at: span)
  }

  static func demoRows(_ demo: Demo, _ span: Span) -> Diagnostic {
    Diagnostic(
      "demo-rows", "the data of the demo \(demo.name) is what it is", at: span,
      help: "\"rows\" is for demos of data that is made up"
    )
    .suggesting("demo \(demo.name)")
  }

  static func describeWhich(_ syntax: CommandSyntax, _ catalog: Catalog) -> Diagnostic {
    let diagnostic = Diagnostic(
      "describe-which", "which table?", at: syntax.span, help: "tables are \(names(catalog))")
    return catalog.tables.first.map { diagnostic.suggesting("describe \($0.name)") } ?? diagnostic
  }

  /// `describe place`, which several tables have
  static func describeInWhich(_ words: [NameSyntax], _ tables: [Table], _ source: SourceText) -> Diagnostic {
    let span = words.dropFirst().reduce(words[0].span) { $0.joined(with: $1.span) }
    let diagnostic = Diagnostic(
      "describe-in-which",
      "\(tables.count) tables have a column \"\(words.map(\.text).joined(separator: " "))\"",
      at: span, help: "add in and a table: \(tables.prefix(12).map(\.name).joined(separator: ", "))")
    guard let table = tables.first else { return diagnostic }
    return diagnostic.fixing(
      span, in: source,
      with: "\(source[span]) in \(NameSyntax.typed(table.name, vocabulary: .standard))")
  }

  /// `let x = sum killed by city draw bars`, `explain count draw bars`
  static func drawInside(_ drawing: DrawSyntax, _ source: SourceText) -> Diagnostic {
    Diagnostic("draw-inside", "only the answer of a question is drawn", at: drawing.span)
      .fixing(withBar(drawing.span, source), in: source, with: "")
  }

  /// The words of a drawing with the bar before them, where one stands.
  private static func withBar(_ span: Span, _ source: SourceText) -> Span {
    let before = Array(source.text.utf8.prefix(span.start))
    let end = before.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\n") }
    guard let end, before[end] == UInt8(ascii: "|") else { return span }
    return Span(end, span.end)
  }

  static func editWithoutPrompt(_ name: NameSyntax) -> Diagnostic {
    Diagnostic(
      "edit-without-prompt", "an editor opens only where somebody types", at: name.span,
      help: "\"edit\" is for the prompt of a shell, not for scripts and pipes")
  }

  /// `expect sum launched by weapon gives 14`
  /// - Parameter cells: the first of them, as they are shown.
  static func expectedCount(
    _ values: [LiteralSyntax], _ count: Int, _ cells: [String], in source: SourceText
  ) -> Diagnostic {
    let span = values.dropFirst().reduce(values[0].span) { $0.joined(with: $1.span) }
    let said = cells.joined(separator: ", ") + (count > cells.count ? ", …" : "")
    let counted = count == 1 ? "one value" : count == 0 ? "no rows" : "\(count) values"
    let diagnostic = Diagnostic(
      "not-as-expected", "the answer has \(counted)\(cells.isEmpty ? "" : ": \(said)")", at: span,
      label: "\(values.count == 1 ? "one is" : "\(values.count) are") expected")
    // `gives 4,000`, as the answer is shown
    let isOneNumber = count == 1 && values.count > 1 && values.dropFirst().allSatisfy { $0.text.count == 3 }
    return isOneNumber && values.allSatisfy({ $0.text.allSatisfy(\.isNumber) })
      ? diagnostic.fixing(span, in: source, with: values.map(\.text).joined()) : diagnostic
  }

  /// - Parameter number: of the value, from 1, where there are several.
  static func expectedOther(
    _ value: LiteralSyntax, _ tolerance: LiteralSyntax?, _ cell: String, number: Int?
  ) -> Diagnostic {
    let subject = number.map { "value \($0) of the answer" } ?? "the answer"
    let wanted = tolerance.map { "surely within \($0.formatted) of \(value.formatted)" } ?? value.formatted
    return Diagnostic("not-as-expected", "\(subject) is \(cell), not \(wanted)", at: value.span)
  }

  static func expectedRows(_ count: Int, _ query: Span) -> Diagnostic {
    Diagnostic(
      "not-as-expected", "the answer has \(count == 0 ? "no rows" : Timing.rows(count))",
      at: query)
  }

  static func expectedShape(rows: Int, columns: Int, _ span: Span) -> Diagnostic {
    Diagnostic(
      "expected-shape",
      "the answer has \(Timing.rows(rows)) and \(columns) columns, of which no one value is expected",
      at: span,
      help: "a row or a column can be held against values; \"expect rows: QUERY\" wants any answer")
  }

  static func fileIsThere(_ file: NameSyntax, _ source: SourceText) -> Diagnostic {
    let folder = file.text.prefix(through: file.text.lastIndex(of: "/") ?? file.text.startIndex)
    let name = file.text.split(separator: "/").last?.split(separator: ".").first ?? "session"
    let other = (file.text.contains("/") ? folder : "") + name + "-2.tally"
    return Diagnostic(
      "file-is-there", "there is a file of this name, which nothing here has written", at: file.span
    ).fixing(file.span, in: source, with: quoted(String(other)))
  }

  /// `let x = count into "x.csv"`, `explain count into "x.csv"`
  static func intoInside(_ destination: DestinationSyntax) -> Diagnostic {
    Diagnostic(
      "into-inside", "only the answer of a question goes into a file", at: destination.span,
      help: "ask the question by itself: QUERY into \"file.csv\"")
  }

  static func madeTooLarge(_ rows: Int, _ shortage: MemoryShortage) -> Diagnostic {
    let left = ByteText.of(shortage.left)
    return Diagnostic(
      "not-enough-memory",
      "making up \(Timing.rows(rows)) needs \(ByteText.of(shortage.wanted)) of memory, and \(left) may be taken",
      help: "fewer are made with rows: demo millions rows 100000")
  }

  static func missingParameter(_ name: NameSyntax, _ kind: ParameterKind) -> Diagnostic {
    Diagnostic(
      "missing-parameter", "\(name.text) has not been given, and has no default", at: name.span,
      help: "--set \(name.text)=VALUE gives \(kind.wanted)")
  }

  static func noColumn(_ name: NameSyntax, _ table: Table, _ source: SourceText) -> Diagnostic {
    let names = table.fields.map(\.name)
    let diagnostic = Diagnostic(
      "unknown-column", "\(table.name) has no column \"\(name.text)\"", at: name.span,
      help: "its columns are \(names.prefix(12).joined(separator: ", "))")
    guard let near = EditDistance.nearest(to: name.text, among: names) else { return diagnostic }
    return diagnostic.fixing(name.span, in: source, with: near)
  }

  static func noDemos(_ span: Span) -> Diagnostic {
    Diagnostic(
      "no-demos", "the demos are not there", at: span,
      help: "they lie in the folder Data/Demos of the program")
  }

  static func noDistance(_ value: LiteralSyntax) -> Diagnostic {
    Diagnostic(
      "no-distance", "\"within\" wants a number and how far from it, both of one kind", at: value.span,
      help:
        "such as: gives 264 within 5, gives 264 within 2 %, gives 95 % within 1 %, gives 2025-05-24 within 1d"
    )
  }

  static func noHierarchy(_ fault: Hierarchy.Fault, _ span: Span) -> Diagnostic {
    switch fault {
    case .unknownParent(let entry, let parent):
      Diagnostic(
        "unknown-parent", "\"\(entry)\" is said to be inside \"\(parent)\", which is not in the list",
        at: span)
    case .cycle(let names):
      Diagnostic(
        "cycle", "these lie inside one another in a circle: \(names.joined(separator: " in "))", at: span)
    }
  }

  /// `hint` where nothing is to be hinted at.
  static func noLessonIsOn(_ name: NameSyntax, _ session: Session) -> Diagnostic {
    let diagnostic = Diagnostic(
      "no-lesson-is-on", "no lesson is on", at: name.span,
      help: name.text.lowercased() == "show"
        ? "\"list\" shows rows; \"lesson\" tells which lessons there are"
        : "\"lesson\" tells which there are")
    return session.shippedLessons.isEmpty ? diagnostic : diagnostic.suggesting("lesson 1")
  }

  /// `run morning.tally Odesa`
  static func noParameter(_ word: NameSyntax, _ path: NameSyntax, _ source: SourceText) -> Diagnostic {
    if !word.text.contains("=") { return pathWithBlanks([path, word], source) }
    return Diagnostic(
      "no-parameter", "a parameter is written NAME=VALUE", at: word.span,
      help: "such as: run morning.tally city=Odesa")
  }

  static func noRange(_ bounds: LiteralSyntax) -> Diagnostic {
    Diagnostic(
      "no-range", "\"within\" wants bounds, such as 250..280 or 10+", at: bounds.span)
  }

  static func noShippedData() -> Diagnostic {
    Diagnostic(
      "no-shipped-data", "the shipped data is not there, which the lesson asks of",
      help: "it is in the folder Data/kyiv-2025-05-24; \"data: FOLDER\" in the lesson names other data")
  }

  static func noSuchLesson(_ name: NameSyntax, count: Int) -> Diagnostic {
    Diagnostic(
      "no-such-lesson", "there is no lesson \(name.text)", at: name.span,
      help: count == 0 ? "none are shipped beside the data" : "there are \(count); \"lesson\" lists them")
  }

  /// `lesson stpo`
  static func noSuchLesson(_ name: NameSyntax, near: String, _ source: SourceText) -> Diagnostic {
    Diagnostic("no-such-lesson", "there is no lesson \"\(name.text)\"", at: name.span)
      .fixing(name.span, in: source, with: near)
  }

  static func noSuchRow(_ error: NoSuchRow, _ span: Span?) -> Diagnostic {
    Diagnostic(
      "no-such-row",
      "the answer has \(error.count) \(error.count == 1 ? "row" : "rows"), and no row \(error.row)", at: span)
  }

  static func nothingToExplain(_ span: Span) -> Diagnostic {
    Diagnostic(
      "nothing-to-explain", "nothing has been asked yet", at: span,
      help: "\"why\" also takes a question: why sum killed")
  }

  static func nothingToSave(_ span: Span) -> Diagnostic {
    Diagnostic("nothing-to-save", "nothing has been typed yet that a script could hold", at: span)
  }

  static func oneNameForMany(_ name: NameSyntax, _ count: Int) -> Diagnostic {
    Diagnostic(
      "one-name-for-many", "the folder has \(count) tables, which keep their own names", at: name.span)
  }

  /// `.tables`
  static func otherShell(_ word: String, _ span: Span, statement: String?, advice: String) -> Diagnostic {
    let diagnostic = Diagnostic(
      "other-shell", "\"\(word)\" is another shell's command", at: span, help: statement == nil ? advice : nil
    )
    return statement.map(diagnostic.suggesting) ?? diagnostic
  }

  static func outsideOfFolder(_ span: Span, _ folder: String) -> Diagnostic {
    Diagnostic(
      "outside-of-folder", "this would leave the folder \(folder), which --output names", at: span)
  }

  static func outsideOf(_ bounds: LiteralSyntax, _ cell: String) -> Diagnostic {
    Diagnostic(
      "not-as-expected", "the answer is \(cell), not surely within \(bounds.formatted)", at: bounds.span)
  }

  static func parameterDefault(_ value: LiteralSyntax, _ kind: ParameterKind)
    -> Diagnostic
  {
    Diagnostic("parameter-value", "\(value.formatted) is not \(kind.wanted)", at: value.span)
  }

  static func parameterValue(_ name: NameSyntax, _ text: String, _ kind: ParameterKind) -> Diagnostic {
    Diagnostic(
      "parameter-value", "\(name.text) is given as \"\(text)\", which is not \(kind.wanted)", at: name.span)
  }

  static func pathWithBlanks(_ words: [NameSyntax], _ source: SourceText) -> Diagnostic {
    let span = words.dropFirst().reduce(words[0].span) { $0.joined(with: $1.span) }
    return Diagnostic("path-with-blanks", "a path with blanks in it takes quotes", at: span)
      .fixing(span, in: source, with: quoted(String(source[span])))
  }

  static func roleInWhich(_ name: NameSyntax, _ tables: [Table]) -> Diagnostic {
    Diagnostic(
      "role-in-which", "which table's \"\(name.text)\"?", at: name.span,
      help: "add in and a table: \(tables.prefix(12).map(\.name).joined(separator: ", "))")
  }

  /// `sum killed by city draw bars into "killed.csv"`
  static func pictureAsTable(
    _ destination: DestinationSyntax, _ drawing: DrawSyntax, _ source: SourceText
  ) -> Diagnostic {
    let name = destination.path.split(separator: ".", omittingEmptySubsequences: false).dropLast()
    return Diagnostic(
      "picture-as-table", "a picture goes into no such file", at: destination.span,
      help: "it goes into \(AnswerFile.pictureEndings.map { "." + $0 }.joined(separator: ", "))"
    )
    .fixing(destination.span, in: source, with: quoted(name.joined(separator: ".") + ".svg"))
  }

  /// What keeps the program from making a picture.
  static func pictureProgram(_ failure: FilterProgram.Failure) -> Diagnostic {
    switch failure {
    case .missing:
      Diagnostic(
        "no-picture-program", "PNG and PDF are made by \(PictureFile.program), which is not installed",
        help: "on Debian: apt-get install librsvg2-bin; a picture in .svg needs nothing")
    case .failed(let reason):
      Diagnostic(
        "picture-program-failed", "\(PictureFile.program) made no picture: \(reason)",
        help: "a picture in .svg needs no program")
    }
  }

  /// `list city into "cities.svg"`
  static func plainlyNothing(_ destination: DestinationSyntax) -> Diagnostic {
    Diagnostic(
      "nothing-to-draw", "no column of the answer is an amount that could be drawn", at: destination.span,
      help: "such as: count by city into \"cities.svg\"")
  }

  static func rowsNotApart(_ span: Span?) -> Diagnostic {
    Diagnostic(
      "rows-not-apart", "the rows of this answer are no groups any more", at: span,
      help: "\"why\" alone explains all of it; \"why\" and a question explains an earlier stage")
  }

  static func saveWhat(_ syntax: CommandSyntax, _ source: SourceText) -> Diagnostic {
    let diagnostic = wants("save", "session and a file", syntax, source)
    guard syntax.arguments.count == 1, let only = syntax.arguments.first, only.text.lowercased() != "session"
    else {
      return diagnostic
    }
    // `save morning.tally`
    return diagnostic.suggesting("save session \(only.isBracketed ? quoted(only.text) : only.text)")
  }

  /// - Parameter chain: the scripts that run one another, the outermost first.
  static func scriptInsideItself(_ chain: [String]) -> Diagnostic {
    if let last = chain.last, !chain.dropLast().contains(where: { FileNames.areSame($0, last) }) {
      return Diagnostic("scripts-too-deep", "more than \(chain.count - 1) scripts run inside of one another")
    }
    return Diagnostic(
      "script-inside-itself",
      chain.count == 2 && chain[0] == chain[1]
        ? "the script \(chain[0]) runs itself"
        : "these scripts run one another without end: \(chain.joined(separator: " runs "))")
  }

  static func shownThere(_ span: Span, _ name: String) -> Diagnostic {
    Diagnostic(
      "shown-there", "\(name) holds what the script shows; a file of its own needs another name", at: span)
  }

  static func settingValue(_ setting: Setting, _ syntax: CommandSyntax, _ source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "setting-value", "\"set \(setting.name)\" wants \(setting.wants)",
      at: syntax.arguments.last?.span ?? syntax.span)
    let typed = syntax.arguments.dropFirst().first?.text ?? ""
    let near = EditDistance.nearest(to: typed.lowercased(), among: setting.values) ?? setting.values[0]
    return diagnostic.suggesting("set \(setting.name) \(near)")
  }

  /// `sum affected region`
  static func severalWords(_ name: String, _ span: Span, mended: String) -> Diagnostic {
    Diagnostic("several-words", "the name of a column of several words takes brackets", at: span)
      .suggesting(mended)
  }

  static func unknownCommand(_ name: NameSyntax) -> Diagnostic {
    Diagnostic("unknown-command", "no command \"\(name.text)\"", at: name.span, help: "\"help\" lists them")
  }

  static func unknownColumnOrTable(
    _ words: [NameSyntax], _ catalog: Catalog, _ source: SourceText
  ) -> Diagnostic {
    let span = words.dropFirst().reduce(words[0].span) { $0.joined(with: $1.span) }
    let text = words.map(\.text).joined(separator: " ")
    let diagnostic = Diagnostic("unknown-table", "no table or column \"\(text)\"", at: span)
    let columns = catalog.tables.flatMap(\.fields).map(\.name)
    guard let near = EditDistance.nearest(to: text, among: catalog.tables.map(\.name) + columns) else {
      return Diagnostic("unknown-table", diagnostic.message, at: span, help: "tables are \(names(catalog))")
    }
    return diagnostic.fixing(span, in: source, with: NameSyntax.typed(near, vocabulary: .standard))
  }

  static func unknownDemo(_ name: NameSyntax, _ names: [String], _ source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-demo", "no demo \"\(name.text)\"", at: name.span,
      help: "there are \(names.joined(separator: ", "))")
    guard let near = EditDistance.nearest(to: name.text, among: names) else {
      return names.first.map { diagnostic.suggesting("demo \($0)") } ?? diagnostic
    }
    return diagnostic.fixing(name.span, in: source, with: near)
  }

  static func unknownEnding(_ destination: DestinationSyntax, _ source: SourceText) -> Diagnostic {
    Diagnostic(
      "unknown-ending", "the name of the file does not say how it is written", at: destination.span,
      help: "it ends in one of: \(AnswerFile.endings.map { "." + $0 }.joined(separator: ", "))"
    )
    .fixing(destination.span, in: source, with: quoted(destination.path + ".csv"))
  }

  /// - Parameter names: those that the script has.
  static func unknownParameter(_ name: String, of script: SourceText, _ names: [String]) -> Diagnostic {
    let near = EditDistance.nearest(to: name, among: names)
    return Diagnostic(
      "unknown-parameter", "\(script.name ?? "the script") has no parameter \"\(name)\"",
      help: near.map { "did you mean \($0)?" } ?? "it has \(names.joined(separator: ", "))")
  }

  static func unknownSetting(_ name: NameSyntax, _ source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-setting", "nothing is called \"\(name.text)\" that can be set", at: name.span,
      help: "\"set\" lists what can")
    // `set formatcsv`
    for setting in Setting.all where name.text.lowercased().hasPrefix(setting.name) {
      let rest = name.text.lowercased().dropFirst(setting.name.count).drop { !$0.isLetter }
      if setting.values.contains(String(rest)) {
        return diagnostic.fixing(name.span, in: source, with: "\(setting.name) \(rest)")
      }
    }
    guard let near = EditDistance.nearest(to: name.text, among: Setting.all.map(\.name)),
      let setting = Setting.all.first(where: { $0.name == near })
    else { return diagnostic }
    // With a value that it takes, where none is there.
    let isAlone = name.span.end == source.text.utf8.count
    return diagnostic.fixing(
      name.span, in: source, with: isAlone ? "\(near) \(setting.values[0])" : near)
  }

  static func unknownTable(_ name: NameSyntax, _ catalog: Catalog, _ source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-table", "no table \"\(name.text)\"", at: name.span, help: "tables are \(names(catalog))")
    guard let near = EditDistance.nearest(to: name.text, among: catalog.tables.map(\.name)) else {
      return diagnostic
    }
    return Diagnostic("unknown-table", diagnostic.message, at: name.span).fixing(
      name.span, in: source, with: near)
  }

  static func unknownTopic(_ topic: NameSyntax, _ name: String, _ source: SourceText) -> Diagnostic {
    let diagnostic = Diagnostic(
      "unknown-topic", "no help on \"\(name)\"", at: topic.span, help: "\"help\" alone shows where to begin")
    guard let near = EditDistance.nearest(to: name, among: Help.allNames) else { return diagnostic }
    return Diagnostic("unknown-topic", diagnostic.message, at: topic.span).suggesting("help \(near)")
  }

  static func wants(_ command: String, _ what: String, _ syntax: CommandSyntax, _ source: SourceText)
    -> Diagnostic
  {
    Diagnostic(
      "command-wants", "\"\(command)\" wants \(what)", at: syntax.span,
      help: Command.named(command).map { "it is written \($0.usage)" })
  }

  private static func names(_ catalog: Catalog) -> String {
    catalog.tables.isEmpty ? "not loaded yet" : catalog.tables.map(\.name).joined(separator: ", ")
  }
}
