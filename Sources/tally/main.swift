import ArgumentParser
import TallySession

/// Reads the command line, does what it says, and leaves with a status that `--help` documents.
///
/// The parser's own way out ends with status 64 on wrong arguments, where shells of this kind use 2.
do {
  let arguments = try Arguments.parse(Array(CommandLine.arguments.dropFirst()))
  leave(Program(arguments).run())
} catch {
  let message = Arguments.fullMessage(for: error)
  if Arguments.exitCode(for: error).isSuccess {
    StandardStreams.writeLine(message)
    leave(.fine)
  }
  StandardStreams.tell(message)
  leave(.usage)
}
