import TallyDiagnostics

/// What can be wrong with the command line, in alphabetical order.
enum ArgumentDiagnostics {
  static func checkWithOutput() -> Diagnostic {
    Diagnostic("check-with-output", "\"--check\" shows no answers, and \"--output\" says where they go")
  }

  /// A script that is checked and has nothing to be checked.
  static func expectsNothing(_ script: String) -> Diagnostic {
    Diagnostic("expects-nothing", "\(script) expects nothing", help: "\"help expect\" tells how to")
  }

  static func missingValue(_ option: CommandOption) -> Diagnostic {
    Diagnostic("missing-value", "\(name(option)) wants a value", help: option.help)
  }

  static func noRegularFile() -> Diagnostic {
    Diagnostic("no-regular-file", "this is a pipe or a device, not a file")
  }

  static func noScript(_ word: String) -> Diagnostic {
    Diagnostic("no-script", "\"\(word)\" wants a script")
  }

  /// - Parameter place: what the option is for.
  static func optionElsewhere(_ option: String, _ place: String) -> Diagnostic {
    Diagnostic("option-elsewhere", "\"\(option)\" is for \(place)")
  }

  static func severalDemos() -> Diagnostic { Diagnostic("several-demos", "\"demo\" plays one demo") }

  static func unknownOption(_ name: String) -> Diagnostic {
    let near = EditDistance.nearest(to: name, among: CommandOption.all.flatMap(\.names))
    return Diagnostic(
      "unknown-option", "there is no option \(name)",
      help: near.map { "did you mean \($0)?" } ?? "tally --help lists the options")
  }

  static func unreadableInput(_ reason: String) -> Diagnostic {
    Diagnostic("unreadable-input", "it cannot be read: \(reason)")
  }

  static func valueForFlag(_ option: CommandOption) -> Diagnostic {
    Diagnostic("value-for-flag", "\(name(option)) takes no value", help: option.help)
  }

  static func writesInSafeMode(_ option: String) -> Diagnostic {
    Diagnostic("writes-in-safe-mode", "\"\(option)\" is not for safe mode, which writes no files")
  }

  static func wrongValue(_ text: String, _ option: CommandOption) -> Diagnostic {
    Diagnostic("wrong-value", "\"\(text)\" is no value for \(name(option))", help: option.help)
  }

  private static func name(_ option: CommandOption) -> String { option.names.last ?? "" }
}

extension CommandOption {
  fileprivate var help: String { "\(usage): \(summary)" }
}
