/// A variable of the environment that the program heeds, for the manual page.
struct EnvironmentVariable: Sendable {
  let name: String
  let summary: String

  /// In alphabetical order. The tests look for others in the sources.
  static let all: [EnvironmentVariable] = [
    EnvironmentVariable(
      name: "EDITOR", summary: "Your editor, for \"edit\", where VISUAL is not set; else vi."),
    EnvironmentVariable(name: "EDITRC", summary: "The file to read in the place of ~/.editrc."),
    EnvironmentVariable(
      name: "HOME",
      summary:
        "Where ~ leads, and the folders of the start-up file, of the history and of what is done of lessons lie."
    ),
    EnvironmentVariable(
      name: "LANG",
      summary: "How texts and numbers are written, unless LC_ALL, LC_CTYPE or LC_NUMERIC says otherwise."),
    EnvironmentVariable(
      name: "LC_ALL",
      summary: "How texts and numbers are written, whatever LC_CTYPE, LC_NUMERIC and LANG say."),
    EnvironmentVariable(
      name: "LC_CTYPE", summary: "Whether the terminal shows more than ASCII: where its end is UTF-8."),
    EnvironmentVariable(
      name: "LC_NUMERIC",
      summary:
        "What stands between groups of three digits in tables on a terminal, as \"set thousands auto\" has it."
    ),
    EnvironmentVariable(name: "NO_COLOR", summary: "Where it is set to anything, nothing is coloured."),
    EnvironmentVariable(
      name: "PAGER",
      summary:
        "The program in which answers that are longer than the screen are read, less where it is not set."),
    EnvironmentVariable(
      name: "PATH",
      summary:
        "Where programs are looked for: the pager, and rsvg-convert, which makes pictures in PNG and PDF."),
    EnvironmentVariable(
      name: "TALLY_DATA", summary: "The folder to open where no file is named; safe mode does not heed it."),
    EnvironmentVariable(
      name: "TALLY_PAGER",
      summary: "Goes before PAGER; where it is set to nothing, long answers are cut instead."),
    EnvironmentVariable(
      name: "TERM",
      summary: "What the terminal can do; without it, or with dumb, nothing is coloured or moved."),
    EnvironmentVariable(
      name: "TMPDIR", summary: "The folder of the file that your editor gets, in the place of /tmp."),
    EnvironmentVariable(name: "VISUAL", summary: "Your editor, for \"edit\"."),
    EnvironmentVariable(
      name: "XDG_CONFIG_HOME",
      summary:
        "The folder of tally/init.tally, in the place of ~/.config. It begins with a slash, or is ignored."),
    EnvironmentVariable(
      name: "XDG_STATE_HOME",
      summary:
        "The folder of tally/history and tally/lessons, in the place of ~/.local/state. It begins with a slash, or is ignored."
    ),
  ]
}
