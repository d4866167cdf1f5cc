import TallyColumns
import TallyDiagnostics
import TallyWorkers

/// The wording of what can only go wrong while a query runs, in alphabetical order.
enum ExecutionDiagnostics {
  static func joinKeyWithBounds(_ name: String, _ span: Span) -> Diagnostic {
    Diagnostic(
      "join-key-with-bounds", "\"\(name)\" has bounds in some rows, so it is open which rows have the same",
      at: span, help: "a column of its own is exact: add key = best(\(name)) | join … on key")
  }

  static func joinTooLarge(_ rows: Int, _ span: Span) -> Diagnostic {
    Diagnostic(
      "join-too-large",
      "the join would give \(Value.whole(Int64(rows)).text(.readable)) rows, more than there is room for",
      at: span, help: "keys that many rows of both sides have multiply them; join by more keys, or fewer rows"
    )
  }

  static func notEnoughMemory(for use: MemoryUse, _ shortage: MemoryShortage) -> Diagnostic {
    let left = ByteText.of(shortage.left)
    let limit = shortage.limit.map { "\(left) are left of the \(ByteText.of($0)) that may be taken" }
    let advice = "ask for fewer columns or rows"
    return Diagnostic(
      "not-enough-memory",
      "\(use.rawValue) needs \(ByteText.of(shortage.wanted)) more memory, and \(limit ?? "\(left) may be taken")",
      help: shortage.sufficientGigabytes.map { "\(advice), or allow more: set memory \($0)GB" } ?? advice)
  }

  static func overflow(_ span: Span) -> Diagnostic {
    Diagnostic(
      "overflow", "a whole number here does not fit in 64 bits", at: span,
      help: "numbers are whole up to 9,223,372,036,854,775,807, days reach five million years")
  }

  static func tooManyGroups(_ span: Span?) -> Diagnostic {
    Diagnostic(
      "too-many-groups", "filling the gaps would make more than 1,000,000 groups", at: span,
      help: "a wider step makes fewer: every month instead of every minute")
  }

  static func tooManyRows(_ span: Span? = nil) -> Diagnostic {
    Diagnostic("too-many-rows", "more than 4,294,967,295 rows", at: span)
  }
}
