import Synchronization
import TallyDiagnostics
import TallyFiles
import TallyRendering
import TallySession
import TallySyntax

// Scripts: run, checked, looked through, written in the canonical way.

extension Program {
  func runScript(_ path: String, _ task: ProgramTask, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { script in
      if let unknown = unknownParameter(of: script, task, runner) { return unknown }
      guard let folder = arguments.outputFolder else { return try runner.runFile(script).status }
      return try runScript(script, runner, into: HomeFolder.expanded(folder))
    }
  }

  /// Runs a script with what it shows going into files of a folder: whole where nothing goes wrong, and otherwise not
  /// at all. What is for people goes into one; formats for programs take a file for each answer.
  private func runScript(_ script: SourceText, _ runner: StatementRunner, into folder: String) throws
    -> ExitStatus
  {
    let session = runner.session
    let permit = try session.permissions.writePermit(at: nil)
    try TextFile.makeFolder(folder, permit)
    let file = (script.name ?? "script").split(separator: "/").last.map(String.init) ?? "script"
    let stem = file.hasSuffix(".tally") ? String(file.dropLast(6)) : file
    let format = session.settings.format ?? .table
    session.outputFolder = OutputFolder(folder, shownName: "\(stem).\(format.fileEnding)")
    let answers = Mutex<[[UInt8]]>([])
    let append = { @Sendable (bytes: [UInt8]) in
      answers.withLock { $0.isEmpty ? $0.append(bytes) : $0[$0.count - 1].append(contentsOf: bytes) }
    }
    var output = runner.output.withoutScreen { append(Array($0)) }
    output.note = { append(Array("\($0)\n".utf8)) }
    if !format.isForPeople, format != .markdown {
      output.beginAnswer = { answers.withLock { $0.append([]) } }
    }
    let writer = StatementRunner(session: session, output: output, keepsGoing: arguments.keepGoing)
    let status = try writer.runFile(script).status
    guard status == .fine || arguments.keepGoing && status == .queryFailed else {
      runner.output.tell("  nothing that the script has shown was written to \(folder)")
      return status
    }
    let shown = answers.withLock { $0 }
    for (number, bytes) in shown.enumerated() {
      let place = "\(folder)/\(stem)\(shown.count > 1 ? "-\(number + 1)" : "").\(format.fileEnding)"
      try TextFile.write(place, permit, check: {}) { sink in try bytes.withUnsafeBytes { try sink($0) } }
      runner.output.tell("  written to \(place)")
    }
    return status
  }

  func checkScript(_ path: String, _ task: ProgramTask, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { script in
      if let unknown = unknownParameter(of: script, task, runner) { return unknown }
      let list = CheckList()
      let checker = StatementRunner(
        session: runner.session, output: runner.output, keepsGoing: true, checks: list)
      let status = try checker.runFile(script).status
      if status == .interrupted { return status }
      if list.checks.isEmpty {
        return runner.tell(ArgumentDiagnostics.expectsNothing(path))
      }
      let shown = StandardStreams.show((arguments.report ?? .plain).text(of: list, script: path))
      return list.failures.isEmpty && status == .fine ? shown : .queryFailed
    }
  }

  func lintScript(_ path: String, _ runner: StatementRunner) -> ExitStatus {
    reading(path, runner) { runner.lint($0) }
  }

  private func unknownParameter(of script: SourceText, _ task: ProgramTask, _ runner: StatementRunner)
    -> ExitStatus?
  {
    guard
      let unknown = runner.session.unknownParameter(
        of: script, arguments.parameters + task.parameters)
    else { return nil }
    _ = runner.tell(unknown)
    return .usage
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
