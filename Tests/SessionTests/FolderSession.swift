import TallyDiagnostics
import TallySession
import TestFolders

/// A session on `t.csv` in a folder, with all that it shows and tells.
struct FolderSession {
  let folder: TestFolder
  private let said = Said()
  private let runner: StatementRunner

  private final class Said: @unchecked Sendable {
    var shown = ""
    var told: [String] = []
  }

  init(_ folder: TestFolder, _ session: Session = Session(today: 20_232)) throws {
    self.folder = folder
    try session.open("\(folder.path)/t.csv")
    let said = said
    runner = StatementRunner(
      session: session,
      output: Output(
        write: { said.shown += String(decoding: $0, as: UTF8.self) }, tell: { said.told.append($0) }))
  }

  var shown: String { said.shown }
  var told: [String] { said.told }

  /// Runs a script in which FOLDER stands for the folder's path.
  func run(_ text: String) -> TallySession.ExitStatus {
    runner.runScript(SourceText(text.replacing("FOLDER", with: folder.path))).status
  }
}
