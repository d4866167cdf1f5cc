import TallyDiagnostics

/// What can be wrong with the command line, in alphabetical order.
enum ArgumentDiagnostics {
  static func missingValue(_ option: CommandOption) -> Diagnostic {
    Diagnostic("missing-value", "\(name(option)) wants a value", help: option.help)
  }

  static func noRegularFile() -> Diagnostic {
    Diagnostic("no-regular-file", "this is a pipe or a device, not a file")
  }

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

  static func wrongValue(_ text: String, _ option: CommandOption) -> Diagnostic {
    Diagnostic("wrong-value", "\"\(text)\" is no value for \(name(option))", help: option.help)
  }

  private static func name(_ option: CommandOption) -> String { option.names.last ?? "" }
}

extension CommandOption {
  fileprivate var help: String { "\(usage): \(summary)" }
}
