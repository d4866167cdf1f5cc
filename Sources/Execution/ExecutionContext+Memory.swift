import TallyWorkers

/// What a long array is made for, as it is told where there is no memory for it.
enum MemoryUse: String {
  case grouping, joining, sorting
  case counting = "telling texts apart"
  case gathering = "putting columns together"
}

extension ExecutionContext {
  /// Asks for memory for elements that are about to be made.
  /// - Throws: a `Diagnostic` where it would be more than may be taken.
  func reserve<Element>(_ count: Int, of _: Element.Type, for use: MemoryUse) throws {
    try reserve(count, MemoryLayout<Element>.stride, for: use)
  }

  /// - Parameter bytes: of each of them.
  func reserve(_ count: Int, _ bytes: Int, for use: MemoryUse) throws {
    let (total, overflows) = count.multipliedReportingOverflow(by: bytes)
    do {
      try memory.reserve(overflows ? .max : total)
    } catch let shortage as MemoryShortage {
      throw ExecutionDiagnostics.notEnoughMemory(for: use, shortage)
    }
  }
}
