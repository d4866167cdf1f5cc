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
        Read: the files that the command line names, and what is in the folders it
          names; where it names none, the shipped data. Links that lead out of them
          are not followed, whenever they were put there.
        Written: nothing. No "into", no "format --write", no history.
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
      "keys", synonyms: ["key", "bindings", "editing", "vi", "emacs", "editrc"],
      lines: Help.list(KeyHelp.shared.map { ($0.name, $0.does) }, indent: 16)
        + ["as in emacs"] + Help.list(KeyHelp.emacs.map { ($0.name, $0.does) }, indent: 16)
        + ["with \"bind -v\" in ~/.editrc, as in vi"]
        + Help.list(KeyHelp.vi.map { ($0.name, $0.does) }, indent: 16)),
    HelpTopic(
      "startup", synonyms: ["start-up", "init", "rc", "config", "configuration", "history"],
      """
      ~/.config/tally/init.tally · ~/.local/state/tally/history
        the statements of the first run when a shell starts, unless it was started with --no-rc or --safe, and
        never before a script. One that fails is told of, with its line, and those behind it run. What the command
        line says goes before what it sets. The second has what was asked. XDG_CONFIG_HOME and XDG_STATE_HOME name
        other folders for them; where these cannot be read or written the shell works without.
      """),
  ]
}
