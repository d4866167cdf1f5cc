import TallyExecution
import TallyRendering
import TallyWorkers

extension StatementRunner {
  /// Shows the steps of an answer, and the answer below them.
  /// - Parameter waits: whether a key is waited for behind each step, where somebody sits at a terminal. Who has seen
  ///   enough sees the rest no more.
  func show(_ trace: Trace, waits: Bool) throws {
    let sheets = renderer.lines(of: trace.steps.map(\.sheet))
    guard waits, let keys = output.keys, session.runningScripts.isEmpty else {
      return try show(trace.answer, below: sheets.joined().joined(separator: "\n") + "\n\n")
    }
    try keys.reading { wait in
      for (number, sheet) in sheets.enumerated() {
        try output.writeText(sheet.joined(separator: "\n") + "\n")
        let next = number + 1 < sheets.count ? "step \(number + 2) of \(sheets.count)" : "the answer"
        let sign = output.usesUnicode ? "·" : "-"
        try output.writeText(renderer.aside("space: \(next) \(sign) q: enough"))
        let key = wait(nil)
        do {
          try output.writeText("\r\u{1B}[K")
        } catch let stopped as Cancelled {
          // What is told of it begins a line.
          output.tell("")
          throw stopped
        }
        if key?.stops != false { return }
      }
      try output.writeText("\n")
      try show(trace.answer)
    }
  }
}
