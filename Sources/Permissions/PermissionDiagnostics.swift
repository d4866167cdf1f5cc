import TallyDiagnostics

/// What safe mode says to whoever asks for more than it allows, in alphabetical order.
enum PermissionDiagnostics {
  static func noPrograms(_ span: Span?) -> Diagnostic {
    Diagnostic("safe-mode-programs", "safe mode starts no programs", at: span, help: help)
  }

  static func noReading() -> Diagnostic {
    Diagnostic(
      "safe-mode-reading", "safe mode opens nothing but what the command line names", help: help)
  }

  static func noWriting(_ span: Span?) -> Diagnostic {
    Diagnostic("safe-mode-writing", "safe mode writes no files", at: span, help: help)
  }

  private static let help = "\"help safe\" tells what safe mode is for; it cannot be left"
}
