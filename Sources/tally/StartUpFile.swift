import TallyDiagnostics
import TallyFiles
import TallyPermissions
import TallySession
import TallyTerminal

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The statements run when a shell starts: `$XDG_CONFIG_HOME/tally/init.tally`.
///
/// Whatever is wrong with it, the shell comes up: a statement that fails is told of, with its place, and those behind
/// it run; a file that cannot be read is told of and passed over. Scripts and pipes have none.
struct StartUpFile {
  let path: String

  /// - Returns: nil where there is none.
  init?(variable: (String) -> String? = TerminalTraits.environmentVariable) {
    guard let path = UserFolder.config.file("init.tally", variable: variable), access(path, F_OK) == 0
    else { return nil }
    self.path = path
  }

  func run(_ runner: StatementRunner) {
    var output = runner.output
    // Nobody has asked for what it shows.
    output.pager = nil
    let goingOn = StatementRunner(session: runner.session, output: output, keepsGoing: true)
    do {
      let text = try text(runner.session.permissions)
      _ = goingOn.runScript(SourceText(text, name: path))
    } catch {
      StandardStreams.tell("the start-up file was not run:")
      _ = runner.tell(error)
    }
  }

  /// Reading a pipe would wait for somebody to write to it, and reading some devices has no end.
  private func text(_ permissions: Permissions) throws -> String {
    var status = stat()
    if stat(path, &status) == 0, ![S_IFREG, S_IFDIR].contains(status.st_mode & S_IFMT) {
      throw FileError(path: path, ArgumentDiagnostics.noRegularFile())
    }
    return try TextFile.read(path, permissions)
  }
}
