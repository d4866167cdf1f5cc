import Synchronization
import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySession
import TallySyntax

// Scripts: run, checked, looked through, written in the canonical way.

extension Program {
  func runScript(_ path: String, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { script in
      if let unknown = unknownParameter(of: script, runner) { return unknown }
      guard let folder = arguments.outputFolder else { return runner.runFile(script).status }
      return try runScript(script, runner, into: folder)
    }
  }

  /// Runs a script with what it shows going into a file of a folder: whole where nothing goes wrong, and otherwise not
  /// at all.
  private func runScript(_ script: SourceText, _ runner: StatementRunner, into folder: String) throws
    -> ExitStatus
  {
    let session = runner.session
    let permit = try session.permissions.writePermit(at: nil)
    let path = HomeFolder.expanded(folder)
    try TextFile.makeFolder(path, permit)
    session.outputFolder = path
    let shown = Mutex<[UInt8]>([])
    let output = Output(
      write: { bytes in shown.withLock { $0.append(contentsOf: bytes) } }, tell: runner.output.tell,
      messagesUseColor: runner.output.messagesUseColor, usesUnicode: true, ask: runner.output.ask,
      watch: runner.output.watch)
    let writer = StatementRunner(session: session, output: output, keepsGoing: arguments.keepGoing)
    let status = writer.runFile(script).status
    guard status == .fine || arguments.keepGoing && status == .queryFailed else { return status }
    let format = session.settings.format ?? .table
    let name = (script.name ?? "script").split(separator: "/").last.map(String.init) ?? "script"
    let stem = name.hasSuffix(".tally") ? String(name.dropLast(6)) : name
    let place = "\(path)/\(stem).\(format.fileEnding)"
    let bytes = shown.withLock { $0 }
    if bytes.isEmpty { return status }
    try TextFile.write(place, permit, check: {}) { sink in
      try bytes.withUnsafeBytes { try sink($0) }
    }
    runner.output.tell("  written to \(place)")
    return status
  }

  func checkScript(_ path: String, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { script in
      if let unknown = unknownParameter(of: script, runner) { return unknown }
      let list = CheckList()
      let checker = StatementRunner(
        session: runner.session, output: runner.output, keepsGoing: true, checks: list)
      let status = checker.runFile(script).status
      if status == .interrupted { return status }
      if list.checks.isEmpty {
        StandardStreams.tell("error: \(path) expects nothing")
        return .queryFailed
      }
      let shown = StandardStreams.show((arguments.report ?? .plain).text(of: list, script: path))
      return list.failures.isEmpty ? shown : .queryFailed
    }
  }

  func lintScript(_ path: String, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { runner.lint($0) }
  }

  /// A parameter on the command line that the script does not have is a slip of somebody's fingers. Where it runs
  /// other scripts, those may have it.
  private func unknownParameter(of script: SourceText, _ runner: StatementRunner) -> ExitStatus? {
    let names = ScriptNames(script, vocabulary: runner.session.vocabulary)
    guard !names.runsScripts, !names.parameters.isEmpty else { return nil }
    for parameter in arguments.parameters where !names.asks(for: parameter.name) {
      let near = EditDistance.nearest(to: parameter.name, among: names.parameters)
      StandardStreams.tell(
        "error: \(script.name ?? "the script") has no parameter \"\(parameter.name)\""
          + (near.map { "; did you mean \($0)?" } ?? "; it has \(names.parameters.joined(separator: ", "))"))
      return .usage
    }
    return nil
  }

  func format(_ scripts: [String], _ runner: StatementRunner) -> ExitStatus {
    if scripts.isEmpty {
      do {
        return runner.format(try Program.standardInput(), writesTo: nil)
      } catch {
        return runner.tell(error)
      }
    }
    var worst = ExitStatus.fine
    for path in scripts {
      let status = reading(path, runner) { script in
        runner.format(script, writesTo: arguments.writesFiles ? path : nil)
      }
      if status != .fine { worst = status }
    }
    return worst
  }

  private func reading(
    _ path: String, _ runner: StatementRunner, _ body: (SourceText) throws -> ExitStatus
  ) -> ExitStatus {
    do {
      return try body(SourceText(try TextFile.read(path, runner.session.permissions), name: path))
    } catch {
      return runner.tell(error)
    }
  }
}
