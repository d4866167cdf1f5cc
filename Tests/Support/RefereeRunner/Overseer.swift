import Referee

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Deals the cases out to several processes and gathers what they find: a case that ends its process is a
/// difference like any other.
final class Overseer {
  private let first: UInt64
  private let count: Int
  private let differences: Int
  private var children: [Child] = []
  private var coverage = Coverage()
  private var found: [String] = []
  private var done = 0
  private let isOnTerminal = isatty(STDERR_FILENO) == 1

  /// What takes longer than any case should, though it may be made smaller meanwhile, has no end.
  private static let patience = Duration.seconds(180)

  /// The coverage of a run of so many cases has to be whole.
  private static let longRun = 20_000

  private struct Child {
    let process: ChildProcess
    /// The case it is at, and since when.
    var seed: UInt64?
    var since = ContinuousClock.now
  }

  init(first: UInt64, count: Int, processes: Int, differences: Int, opponents: [Opponent]) {
    self.first = first
    self.count = count
    self.differences = differences
    for number in 0..<processes {
      // Every process works on a part of its own of each run of neighbouring seeds.
      let share = (count - number + processes - 1) / processes
      let arguments =
        [
          "--worker", "--seed", "\(first + UInt64(number))", "--step", "\(processes)", "--count", "\(share)",
          "--differences", "\(differences)",
        ] + opponents.flatMap { ["--against", $0.rawValue] }
      guard let process = try? ChildProcess([Overseer.program] + arguments) else { continue }
      children.append(Child(process: process))
    }
  }

  private static var program: String { CommandLine.arguments.first ?? "referee" }

  /// The exit status: 0 where everybody agrees, 1 where not.
  func run() -> Int32 {
    guard !children.isEmpty else {
      Line.write("error: no process could be started\n", to: STDERR_FILENO)
      return 2
    }
    var open = Array(children.indices)
    while !open.isEmpty {
      var polled = open.map { pollfd(fd: children[$0].process.descriptor, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, nfds_t(polled.count), 200) >= 0 || errno == EINTR else { break }
      for (entry, index) in zip(polled, open) where entry.revents != 0 {
        guard let lines = children[index].process.availableLines() else {
          close(index)
          open.removeAll { $0 == index }
          continue
        }
        for line in lines { take(line, from: index) }
      }
      stopEndless(open)
      showProgress()
      if found.count >= differences { for index in open { children[index].process.stop() } }
    }
    if isOnTerminal { Line.write("\r\u{1B}[K", to: STDERR_FILENO) }
    return report()
  }

  private func take(_ line: String, from index: Int) {
    let parts = line.split(separator: " ", maxSplits: 1)
    guard parts.count == 2 else { return }
    switch parts[0] {
    case "at":
      children[index].seed = UInt64(parts[1])
      children[index].since = .now
      done += 1
    case "found": found.append(Line.unescaped(parts[1]))
    case "count": coverage.decode(parts[1])
    default: break
    }
  }

  private func stopEndless(_ open: [Int]) {
    for index in open where ContinuousClock.now - children[index].since > Overseer.patience {
      children[index].process.stop()
      children[index].since = .now
    }
  }

  private func close(_ index: Int) {
    let status = children[index].process.wait()
    guard status != 0, found.count < differences, let seed = children[index].seed else { return }
    found.append(
      """
      the process ended by \(status < 0 ? "signal \(-status)" : "status \(status)") at seed \(seed)
      \(Case(seed: seed).question.text)
        Scripts/referee --seed \(seed) --count 1
      """)
  }

  private func showProgress() {
    guard isOnTerminal else { return }
    Line.write("\r\(done) of \(count) questions\u{1B}[K", to: STDERR_FILENO)
  }

  private func report() -> Int32 {
    for text in found { print("\(text)\n") }
    print(coverage.report)
    let missing = count >= Overseer.longRun && found.isEmpty ? coverage.missing : []
    if !missing.isEmpty { print("never used: \(missing.joined(separator: ", "))") }
    print(
      found.isEmpty ? "\(done) questions, no difference" : "\(done) questions, \(found.count) differences")
    return found.isEmpty && missing.isEmpty ? 0 : 1
  }
}
