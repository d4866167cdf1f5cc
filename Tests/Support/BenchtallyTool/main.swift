import BenchmarkProbe
import TallySession
import TallyWorkers

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Answers commands on standard input, a line each, until there are no more: the engine as a process that
/// stays, for benchmarks. `Probe` says what the lines are.
FreedMemory.keep()
let probe = Probe(session: Session(today: 0))
while let line = readLine() {
  print(probe.answer(line))
  fflush(nil)
}
