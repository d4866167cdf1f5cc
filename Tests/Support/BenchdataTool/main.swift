import ArgumentParser
import BenchmarkData
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Leaves with 0, 1 where a file could not be written, 2 where the arguments are wrong, 130 where it was
/// stopped.
StopSignal.install()
do {
  var command = try Benchdata.parseAsRoot()
  try command.run()
} catch let error as BenchmarkDataError {
  StandardOutput.tell("error: \(error.message)" + (error.help.map { "\n  \($0)" } ?? ""))
  exit(1)
} catch is Cancelled {
  StandardOutput.tell("stopped")
  exit(130)
} catch {
  let message = Benchdata.fullMessage(for: error)
  if Benchdata.exitCode(for: error).isSuccess {
    StandardOutput.writeLine(message)
    exit(0)
  }
  StandardOutput.tell(message)
  exit(2)
}
