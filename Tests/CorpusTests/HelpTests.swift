import TallyDiagnostics
import TallyFunctions
import TallySyntax
import TestFolders
import Testing

@testable import TallySession

/// Help is whole: one screen to begin with, something on everything, and nothing that is not so.
@Suite struct HelpTests {
  @Test func theOverviewFitsAScreen() {
    let lines = Help.overview.split(separator: "\n", omittingEmptySubsequences: false)
    // What was typed stands above it, and the next prompt below.
    #expect(lines.count <= 22)
    for line in lines { #expect(line.count <= 79, "\(line)") }
  }

  @Test(arguments: HelpTask.all.map(\.question)) func aTaskIsDoneByItsQuestion(_ question: String) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    // What would be written is asked all the same.
    let asked = question.split(separator: " into ").first.map(String.init) ?? question
    _ = try session.run(SourceText(asked))
    let task = try #require(HelpTask.all.first { $0.question == question })
    #expect(Help.text(on: task.topic) != nil, "help \(task.topic)")
  }

  /// Every word that a question, a clause or a command begins with, and everything that can be reckoned or set.
  static let words =
    Keywords.heads + Keywords.clauses + ["into", "let"] + Aggregate.all.map(\.name)
    + ScalarFunction.all.map(\.name)
    + Command.all.map(\.name) + Setting.all.map(\.name)

  @Test(arguments: words) func thereIsHelpOn(_ word: String) {
    #expect(Help.text(on: word) != nil)
  }

  /// Commands that are about files, tell of the machine, are for people at a prompt, or for lessons alone.
  private static let withoutExamples: Set = [
    "tables", "load", "run", "save", "edit", "hint", "show", "skip",
  ]

  @Test func everythingHasAnExampleThatRuns() {
    let shown = Set(Help.examples.map(\.name))
    let builtins: [any Builtin] = Aggregate.all + ScalarFunction.all + Command.all
    for name in builtins.map(\.name) where !HelpTests.withoutExamples.contains(name) {
      #expect(shown.contains(name), "\(name)")
    }
    for topic in HelpTopic.language where !["let", "into", "scripts"].contains(topic.name) {
      #expect(!topic.examples.isEmpty, "\(topic.name)")
    }
  }

  @Test(arguments: [
    ("select", "list"), ("group by", "by"), ("order by", "sort"), ("avg", "mean"), ("pivot", "across"),
  ])
  func otherWordsLeadThere(_ word: String, _ name: String) {
    #expect(Help.text(on: word) != nil && Help.text(on: word) == Help.text(on: name))
  }

  /// What has the name goes before what is also called so.
  @Test func theNameGoesFirst() throws {
    #expect(try #require(Help.text(on: "tables")).hasPrefix("tables\n"))
    let format = try #require(Help.text(on: "format"))
    #expect(format.contains("format QUERY") && format.contains("set format"))
    #expect(try #require(Help.text(on: "max")).components(of: "max").count >= 2)
  }

  @Test(arguments: Help.allNames) func helpFitsTheWidth(_ name: String) throws {
    let text = try #require(Help.text(on: name))
    var isExample = false
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      isExample = line.hasPrefix("  tally> ") || (isExample && !line.isEmpty)
      #expect(isExample || line.count <= 79, "\(line)")
    }
  }

  /// Lists keep their lines, prose does not.
  @Test func linesOfListsStayApart() {
    let lines = ["  a b", "  c d", "  x: one", "    two", "  y: three", "  All.", "  e · f", "  g   h"]
    #expect(Help.paragraphs(lines) == ["a b c d", "x: one two", "y: three", "All.", "e · f", "g h"])
    let long = String(repeating: "word ", count: 20) + "end"
    #expect(Help.folded(["  " + long, "  x: one"]).last == "  x: one")
    #expect(Help.folded(["  " + long, "  goes on"]).last?.hasSuffix("end goes on") == true)
  }

  // MARK: - Keys

  /// The keys that the editor binds, by the table they stand in.
  private static let bound: [(table: String, key: String, command: String)] = {
    let text = ProjectFiles.text(of: "Sources/CEditLine/Bindings.c") ?? ""
    var table = ""
    var bound: [(table: String, key: String, command: String)] = []
    for line in text.split(separator: "\n") {
      if let match = line.firstMatch(of: /static const binding (\w+)\[\]/) { table = String(match.1) }
      if line.hasPrefix("};") { table = "" }
      guard !table.isEmpty else { continue }
      for match in line.matches(of: /\{"((?:[^"\\]|\\.)+)", "([a-z-]+)"\}/) {
        bound.append((table, String(match.1).replacing("\\\\", with: "\\"), String(match.2)))
      }
    }
    return bound
  }()

  /// What the editor's table of keys has for the keys that help names: help says what people press, and knows
  /// nothing of how the editor writes it. None for keys that the editor has by itself.
  private static let written: [String: [String]] = [
    "Enter": ["^M", "^J"],
    "Tab": ["^I"],
    "Up, Down": ["\\e[A", "\\eOA", "\\e[B", "\\eOB"],
    "^P, ^N": ["^P", "^N"],
    "^R": ["^R"],
    "^C": [],
    "^D": ["^D"],
    "Delete": ["\\e[3~"],
    "Right, ^F, End": ["^F"],
    "^L": [],
    "paste": ["\\e[200~"],
    "Esc p, Esc n": ["\\ep", "\\en"],
    "^A, ^E": ["^A", "\\e[H", "\\eOH", "\\e[1~", "\\e[7~", "^E", "\\e[F", "\\eOF", "\\e[4~", "\\e[8~"],
    "Esc <, Esc >": ["\\e<", "\\e>"],
    "^B, ^F": ["\\e[C", "\\eOC"],
    "Esc b, Esc f": ["\\e[1;5D", "\\e[1;5C", "\\e[1;3D", "\\e[1;3C", "\\ef"],
    "^_, ^X^U, Esc /": ["^_", "^X^U", "\\e/"],
    "^X^E": ["^X^E"],
    "^H": ["^H", "^?"],
    "^W": ["^W"],
    "^K, ^U": [],
    "^Y": [],
    "^T": [],
    "Esc": ["\\e"],
    "j, k": ["j", "k"],
    "J, K": ["J", "K"],
    "+, -": ["+", "\\055"],
    "/, ?": ["/", "?"],
    ".": ["."],
    "u, U": ["u", "U"],
    "v": ["v"],
    "$": ["$", "\\e[F", "\\eOF", "\\e[4~", "\\e[8~"],
  ]

  @Test func everyKeyThatHelpNamesIsLookedFor() {
    #expect(Set(KeyHelp.all.map(\.name)) == Set(HelpTests.written.keys))
  }

  @Test func everyKeyThatIsBoundIsToldOf() {
    #expect(HelpTests.bound.count > 40)
    let told = Set(HelpTests.written.values.joined())
    for binding in HelpTests.bound where binding.command != "ed-unassigned" {
      // Numbers of two hundred and more are keys that only the program presses.
      guard binding.key.firstMatch(of: /^\\2\d\d$/) == nil else { continue }
      #expect(told.contains(binding.key), "\(binding.key) is bound to \(binding.command)")
    }
  }

  @Test func everyKeyThatIsToldOfIsBound() {
    let bound = Set(HelpTests.bound.filter { $0.command != "ed-unassigned" }.map(\.key))
    for key in HelpTests.written.values.joined() { #expect(bound.contains(key), "\(key)") }
  }

  // MARK: - Habits

  @Test(arguments: [
    "\\q", ":q", ":q!", ":wq", ".quit", ".exit", "quit", "exit", "q", "bye", "quit()", " \\q ", "\\q;",
    "QUIT", "quit;",
  ])
  func whoWantsToLeaveDoes(_ typed: String) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    let statements = Script.statements(in: SourceText(typed), vocabulary: session.vocabulary)
    let first = try #require(statements.first)
    guard case .quit = try session.run(first).result else {
      Issue.record("\(typed) does not leave")
      return
    }
  }

  @Test(arguments: ["?", "\\?", "\\h", ".help", ":help", "man", "help", "help;", "help()"])
  func whoWantsHelpHasIt(_ typed: String) throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    let first = try #require(Script.statements(in: SourceText(typed), vocabulary: session.vocabulary).first)
    guard case .text(let text) = try session.run(first).result else {
      Issue.record("\(typed) gives no help")
      return
    }
    #expect(text == Help.overview)
  }

  @Test(arguments: ["\\? sum", "\\h sum", ".help sum", "man sum", "help avg"]) func onAWordToo(
    _ typed: String
  )
    throws
  {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    guard case .text(let text) = try session.run(SourceText(typed)).result else {
      Issue.record("\(typed) gives no help")
      return
    }
    #expect(text == Help.text(on: typed.hasSuffix("sum") ? "sum" : "mean"))
  }

  /// A table of that name is asked.
  @Test func tablesGoBeforeHabits() throws {
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    _ = try session.run(SourceText("let ls = list places"))
    guard case .answer(let answer) = try session.run(SourceText("ls")).result else {
      Issue.record("no rows")
      return
    }
    #expect(answer.table.rowCount == 12)
  }

  /// Each habit is known by its own words only, and what it is answered with is a command here.
  @Test func habitsAreAnsweredWithCommands() throws {
    let words = ShellHabit.all.flatMap(\.words)
    #expect(Set(words).count == words.count)
    let session = try Session(onFolder: "Data/kyiv-2025-05-24")
    for word in words {
      for typed in [word, word + " csv"] {
        do {
          _ = try session.run(SourceText(typed))
        } catch let diagnostic as Diagnostic where diagnostic.id == "other-shell" {
          let name = diagnostic.fix?.split(separator: " ").first.map(String.init)
          #expect(name.map { Command.named($0) != nil } ?? (diagnostic.help != nil), "\(typed)")
        } catch {
          // Words that stand alone only are words of a question otherwise.
          #expect(typed != word, "\(typed): \(error)")
        }
      }
    }
  }
}

extension String {
  /// The pieces between the lines that begin with a word.
  fileprivate func components(of word: String) -> [Substring] {
    split(separator: "\n").filter { $0.hasPrefix(word) }
  }
}
