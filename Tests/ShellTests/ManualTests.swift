import Glibc
import PtyHarness
import TestFolders
import Testing

/// The manual page, and what completes the command line in other shells: made from the options and help, and read by
/// the programs that they are for, where these are installed.
@Suite(.enabled(if: TallyProgram.path != nil, "\(TallyProgram.missing)"))
struct ManualTests {
  let home: TestFolder

  init() throws {
    home = try TestFolder(["attacks on.csv": "a\n1\n", "run.csv": "a\n1\n"])
  }

  private static func program(_ name: String) -> String? {
    ["/usr/bin/", "/bin/"].map { $0 + name }.first { access($0, X_OK) == 0 }
  }

  private static var hasMandoc: Bool { program("mandoc") != nil }
  private static var hasGroff: Bool { program("groff") != nil }
  private static var hasZsh: Bool { program("zsh") != nil }
  private static var hasFish: Bool { program("fish") != nil }

  private func page() throws -> String {
    let run = try ProgramRun(["--man"], home: home)
    #expect(run.messages == "" && run.status == 0)
    try home.write(run.output, to: "tally.1")
    return run.output
  }

  // MARK: - The page

  @Test func thePageHasEverything() throws {
    let page = try page().replacing("\\-", with: "-")
    let help = try ProgramRun(["--help"], home: home).output
    let options = help.matches(of: /--[a-z-]+/).map { String($0.output) }
    #expect(options.count > 12)
    for option in options { #expect(page.contains(option), "\(option)") }
    let words = [
      ".TH TALLY 1", "init.tally", "tally/history", ".editrc", "130", "stddev x", "round(number",
      "load FILE|FOLDER",
      "set timing on|off", "TALLY_DATA", "safe mode",
    ]
    for word in words { #expect(page.lowercased().contains(word.lowercased()), "\(word)") }
    #expect(page.utf8.allSatisfy { $0 < 0x80 }, "every formatter reads it")
  }

  /// Each variable that the sources look up.
  @Test func everyVariableIsThere() throws {
    let page = try page()
    var found: Set<String> = []
    for path in [".swift", ".c"].flatMap({ ProjectFiles.paths(below: "Sources", ending: $0) }) {
      let text = try #require(ProjectFiles.text(of: path))
      for line in text.split(separator: "\n") where line.contains("getenv") || line.contains("ariable") {
        for match in line.matches(of: /"([A-Z][A-Z_]+)"/) { found.insert(String(match.1)) }
      }
    }
    #expect(found.isSuperset(of: ["HOME", "TERM", "NO_COLOR", "XDG_STATE_HOME"]))
    for name in found { #expect(page.contains("fB\(name)"), "\(name)") }
  }

  @Test(.enabled(if: hasMandoc, "no mandoc")) func mandocHasNothingToSay() throws {
    _ = try page()
    let run = try ProgramRun(
      ["-T", "lint", "-W", "warning", home.path + "/tally.1"], home: home, program: "/usr/bin/mandoc")
    // The page is of a version, not of a day.
    let said = run.output.split(separator: "\n").filter { !$0.contains("missing date") }
    #expect(said.isEmpty && run.messages == "")
  }

  @Test(.enabled(if: hasGroff, "no groff")) func groffHasNothingToSay() throws {
    _ = try page()
    let run = try ProgramRun(
      ["-ww", "-man", "-Tutf8", home.path + "/tally.1"], home: home, program: "/usr/bin/groff")
    #expect(run.messages == "" && run.status == 0)
    #expect(run.output.contains("EXIT STATUS") || run.output.contains("E\u{8}EX\u{8}XI"))
  }

  // MARK: - Completion

  private func write(_ shell: String) throws -> String {
    let run = try ProgramRun(["--completions", shell], home: home)
    #expect(run.messages == "" && run.status == 0 && !run.output.isEmpty)
    try home.write(run.output, to: "completions")
    return home.path + "/completions"
  }

  /// What bash offers for the words of a command line, of which the last is being typed.
  private func offered(_ words: [String]) throws -> [String] {
    let path = try write("bash")
    let quoted = words.map { "'\($0)'" }.joined(separator: " ")
    let script = """
      cd '\(home.path)' && source '\(path)' && COMP_WORDS=(\(quoted)) COMP_CWORD=\(words.count - 1)
      _tally && printf '%s\\n' "${COMPREPLY[@]}"
      """
    let run = try ProgramRun(["--norc", "-c", script], home: home, program: "/bin/bash")
    #expect(run.messages == "", "\(words)")
    return run.output.split(separator: "\n").map(String.init)
  }

  @Test func bashOffersWhatFits() throws {
    #expect(try offered(["tally", "--fo"]) == ["--format"])
    #expect(try offered(["tally", "--format", ""]).contains("jsonl"))
    #expect(try offered(["tally", "--format", "=", "ta"]) == ["table"])
    #expect(try offered(["tally", "--format", "="]).contains("csv"))
    #expect(try offered(["tally", "--color", "n"]) == ["never"])
    #expect(try offered(["tally", "-c", ""]).isEmpty)
    #expect(try offered(["tally", "ru"]) == ["run.csv", "run"])
    #expect(try offered(["tally", "--format", "csv", "for"]) == ["format"])
    #expect(try offered(["tally", "--format", "=", "csv", "for"]) == ["format"])
    #expect(try offered(["tally", "run.csv", "ru"]) == ["run.csv"])
    #expect(try offered(["tally", "att"]) == ["attacks on.csv"])
    #expect(try offered(["tally", "run", "x.tally", "-"]).count > 15)
  }

  /// As a person has it: Tab at bash's own prompt.
  @Test func bashCompletesOnATerminal() throws {
    let path = try write("bash")
    try tabbing(
      "/bin/bash", ["--norc", "--noprofile"], prompt: "$", before: "source '\(path)'",
      [
        ("tally --form", "tally --format"), ("tally --format=ma", "tally --format=markdown"),
        ("tally --safe att", "tally --safe attacks\\ on.csv"),
      ])
  }

  @Test(.enabled(if: hasZsh, "no zsh")) func zshCompletesOnATerminal() throws {
    let path = try write("zsh")
    try tabbing(
      "/usr/bin/zsh", ["-f"], prompt: ">",
      before: "autoload -Uz compinit; compinit -D -u; source '\(path)'",
      [
        ("tally --lenie", "tally --lenient"), ("tally --format ma", "tally --format markdown"),
        ("tally --color=ne", "tally --color=never"), ("tally form", "tally format"),
        ("tally --safe att", "tally --safe attacks\\ on.csv"),
      ])
  }

  /// Types beginnings at a shell's prompt, each with Tab behind it, and waits for what they become.
  private func tabbing(
    _ shell: String, _ arguments: [String], prompt: String, before: String,
    _ cases: [(typed: String, becomes: String)]
  ) throws {
    let session = try PtySession(
      shell, arguments,
      environment: [
        "HOME": home.path, "PS1": "\(prompt) ", "TERM": "xterm", "PATH": "/usr/bin:/bin", "LANG": "C.UTF-8",
      ])
    try session.wait(forRow: prompt)
    session.send("\(before); cd '\(home.path)'; clear\r")
    try session.wait(for: "an empty screen") { $0.cursorRow == prompt && $0.row == 0 }
    for (typed, becomes) in cases {
      session.send("\u{15}\(typed)\t")
      try session.wait(forRow: "\(prompt) \(becomes)")
    }
  }

  @Test(.enabled(if: hasFish, "no fish")) func fishOffersWhatFits() throws {
    let path = try write("fish")
    let cases = [
      ("tally --form", "--format"), ("tally --format ma", "markdown"), ("tally --color=ne", "--color=never"),
      ("tally for", "format"), ("tally --safe att", "attacks on.csv"),
    ]
    for (typed, expected) in cases {
      let run = try ProgramRun(
        ["--no-config", "-c", "cd '\(home.path)'; source '\(path)'; complete -C '\(typed)'"], home: home,
        program: "/usr/bin/fish")
      let offered = run.output.split(separator: "\n").map {
        $0.split(separator: "\t").first.map(String.init) ?? ""
      }
      #expect(offered == [expected] && run.messages == "", "\(typed)")
    }
  }

  @Test func anotherShellIsAWrongCommandLine() throws {
    let run = try ProgramRun(["--completions", "csh"], home: home)
    #expect(run.output == "" && run.messages.contains("bash") && run.status == 2)
  }
}
