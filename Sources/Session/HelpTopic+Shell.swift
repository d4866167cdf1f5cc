import TallyFunctions

extension HelpTopic {
  /// What is about the shell rather than the language.
  static let shell: [HelpTopic] = [
    HelpTopic(
      "safe", synonyms: ["--safe", "safety", "safe mode"],
      """
      tally --safe [FILE|FOLDER …]
        answers questions and touches nothing else: for scripts of strangers, and questions put by a program.
        Read: the files that the command line names, and what is in the folders that it names; without any,
          the shipped data. Links that lead out of them are not followed, whenever they were put there.
        Written: nothing. No "into", no "format --write", no history.
        Started: nothing. No editor, no pager, no other program.
        Left alone: the start-up file, ~/.editrc, and what the environment says of data and programs.
        Nothing that is typed, set, given by --set, or that stands in a script, leaves safe mode. Where the
        kernel can, it holds the program to it, too: from the start it refuses to write files, to start
        programs and to reach the network. Answers still go to standard output, wherever that leads; and the
        system is asked for its clock, its memory and the terminal's description.
      """)
  ]
}
