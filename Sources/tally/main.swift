import TallyDiagnostics
import TallySession
import TallyWorkers

// Reads the command line, does what it says, and leaves with a status that `--help` documents.
StandardStreams.holdClosed()
FreedMemory.keep()
StandardStreams.failRatherThanEnd()
do {
  leave(Program(try Arguments(Array(CommandLine.arguments.dropFirst()))).run())
} catch {
  let message = (error as? Diagnostic).map { DiagnosticRenderer().render($0, in: SourceText("")) }
  StandardStreams.tell("\(message ?? "error: \(error)")\n\(Arguments.synopsis)")
  leave(.usage)
}
