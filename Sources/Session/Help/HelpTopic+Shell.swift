import TallyFunctions

extension HelpTopic {
  /// What is about the shell rather than the language.
  static let shell: [HelpTopic] = [
    HelpTopic(
      "safe", synonyms: ["--safe", "safety", "safe mode"],
      """
      tally --safe [FILE|FOLDER …]
        answers questions and touches nothing else: for scripts of strangers, and for
        questions that a program puts.
        Read: the files that the command line names, what is in the folders it names,
          and the data, demos and lessons that Tally is shipped with. Links that lead
          out of them are not followed, whenever they were put there.
        Written: nothing. No "into", no "format --write", no history, and nothing of
          what is done in lessons.
        Started: nothing. No editor, no pager, no other program.
        Left alone: the start-up file, ~/.editrc, and what the environment says of
          data and of programs.
        Nothing that is typed, set or given by --set, or that stands in a script,
        leaves safe mode. The kernel, where it can, holds the program to it as well:
        it refuses to write files, to start programs and to reach the network. Answers
        still go to standard output, wherever that leads, and the system is asked for
        its clock, its memory and what the terminal can do.
      """),
    HelpTopic(
      "answers",
      synonyms: ["screen", "width", "vertical", "long", "less", "last", "right-to-left", "locale"],
      """
      set wide auto|on|off · set format vertical · set pager auto|on|off|PROGRAM
        A table that is wider than the screen has its texts cut first; then columns
        that are blank in all rows and others of the middle are left out, and a line
        names them. A single row that
        does not fit has its columns below one another. "set wide on" never cuts,
        "set wide off" always does; "set format vertical" puts the columns of every
        row below one another.
        What is longer than the screen is read in a pager, up to \(Pager.mostRows) rows of it:
        in $TALLY_PAGER, $PAGER or less, or the program that "set pager" names;
        without one, 100 rows are shown. Scripts, -c and formats for programs have
        none, and all rows.
        "set thousands" says what stands between groups of three digits where
        people read them. With auto it is as the locale has it, on a terminal; where
        that is a point, a blank, as the mark before fractions is always a point.
        "set bell on" rings behind what took more than ten seconds, "set bell 1m"
        behind what took a minute. "last" names the answer before: last | limit 3.
      """),
    HelpTopic(
      "keys",
      synonyms: [
        "key", "bindings", "editing", "vi", "emacs", "editrc", "tab", "completion", "paste", "undo", "menu",
      ],
      lines: Help.list(KeyHelp.shared.map { ($0.name, $0.does) }, indent: 16)
        + ["as in emacs"] + Help.list(KeyHelp.emacs.map { ($0.name, $0.does) }, indent: 16)
        + ["with \"bind -v\" in ~/.editrc, as in vi"]
        + Help.list(KeyHelp.vi.map { ($0.name, $0.does) }, indent: 16)),
    HelpTopic(
      "teaching", synonyms: ["teach", "teacher", "lesson files", "learn", "tutorial", "course"],
      """
      lesson FILE
        begins a lesson of your own. It is a text file:
          # Title
          What is shown before the first task.
          ## What is asked
          answer: sum launched
          hint: a nudge; as many of these as you like
          right: sum launched from strikes
          nearly: 264
          wrong: sum jammed
          says: that is what was jammed
        "right" is another right answer, "nearly" one that is right on this data
        alone. Below "wrong" stands what is said to it, or "mistake" with the name of
        one that the shell finds by itself, such as missing-filter. "order matters" on
        a line says that rows have to stand as they do in the answer, "data: FOLDER"
        below the title what is asked of, where it is not the shipped data.
        Several statements of an answer stand on indented lines below "answer:".
        Data/Lessons/README.md has all of it.
      """),
    HelpTopic(
      "startup", synonyms: ["start-up", "init", "rc", "config", "configuration", "history"],
      """
      ~/.config/tally/init.tally · ~/.local/state/tally/history and lessons
        the statements of the first run when a shell starts, unless it was started with --no-rc or --safe, and
        never before a script. One that fails is told of, with its line, and those behind it run. What the command
        line says goes before what it sets. The others have what was asked, and which tasks of lessons are done. XDG_CONFIG_HOME and XDG_STATE_HOME name
        other folders for them; where these cannot be read or written the shell works without.
      """),
  ]
}
