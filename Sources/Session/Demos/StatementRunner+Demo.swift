import TallyDiagnostics
import TallyExecution
import TallyFiles
import TallyRendering
import TallyWorkers

extension StatementRunner {
  /// The screen of a recording that nobody sees made.
  private static let recordedColumns = 100
  private static let recordedRows = 30

  /// Plays a demo in a session of its own, so that nothing here is another afterwards.
  /// - Throws: `Cancelled` where somebody leaves; `FileError`; `OutputError`; a `Diagnostic`. A recording is written
  ///   as a whole or not at all.
  func play(_ performance: DemoPerformance) throws {
    let demo = performance.demo
    // Nobody waits minutes to be told that nothing can be recorded.
    if let recording = performance.recording { try TextFile.checkPlace(recording.path) }
    let screen = DemoScreen(
      performance.recording.map { _ in
        TerminalRecording(
          columns: output.width() ?? StatementRunner.recordedColumns,
          rows: output.height() ?? StatementRunner.recordedRows, title: demo.title)
      })
    let shown = output.showing(on: screen, recordedColumns: StatementRunner.recordedColumns)
    let runner = StatementRunner(session: try demoSession(demo), output: shown, keepsGoing: true)
    let play = { (wait: KeyWaiting.Wait?) in
      try DemoPlayer(
        demo: demo, speed: performance.speed, runner: runner, screen: screen, look: output.typedLook,
        wait: wait
      ).play()
    }
    do {
      if let keys = output.keys {
        output.tell(renderer.aside("a key holds the demo and another goes on, ^C leaves"))
        try keys.reading { wait in try play(wait) }
      } else {
        try play(nil)
      }
    } catch let stopped as Cancelled {
      // What was being typed ends with its line.
      output.tell("")
      if let recording = performance.recording {
        output.tell(renderer.aside("nothing is recorded in \(recording.path)"))
      }
      throw stopped
    }
    if let recording = performance.recording { try write(screen, to: recording) }
  }

  private func write(_ screen: DemoScreen, to recording: DemoPerformance.Recording) throws {
    guard let text = screen.recording?.text else { return }
    let replaces = try TextFile.write(
      recording.path, recording.permit, check: session.executor.cancellation.check
    ) { sink in try text.withUnsafeBytes { try sink($0) } }
    let seconds = screen.time.components.seconds
    let place = replaces ? ", in the place of what was there" : ""
    output.tell(renderer.aside("\(seconds) seconds recorded in \(recording.path)\(place)"))
  }

  /// A session on the data of a demo.
  private func demoSession(_ demo: Demo) throws -> Session {
    let demoSession = session.another()
    demoSession.isOfDemo = true
    switch demo.data {
    case .shipped:
      if let folder = session.shippedFolder {
        try watched { try demoSession.open("\(folder)/\(Session.shippedData)") }
      }
    case .deliveries(let rows):
      demoSession.executor.cancellation.begin(rows: rows)
      let table = try watched {
        try MadeDeliveries.table(
          rows: rows, memory: session.memory, cancellation: demoSession.executor.cancellation)
      }
      demoSession.catalog.add(table)
    }
    return demoSession
  }
}

extension Output {
  /// The same place, with all that is shown on it also on a screen. Where nobody looks on, what is recorded is shown
  /// nowhere else.
  fileprivate func showing(on screen: DemoScreen, recordedColumns: Int) -> Output {
    let isRecordedOnly = width() == nil && screen.recording != nil
    let (write, tell, width, height) = (write, tell, width, height)
    return Output(
      write: { bytes in
        screen.show(bytes)
        if !isRecordedOnly { try write(bytes) }
      },
      tell: { line in
        screen.show(line + "\n")
        if !isRecordedOnly { tell(line) }
      },
      width: { isRecordedOnly ? recordedColumns : width() }, height: height,
      usesColor: isRecordedOnly || usesColor, messagesUseColor: isRecordedOnly || messagesUseColor,
      usesUnicode: usesUnicode, thousands: thousands, watch: watch)
  }
}
