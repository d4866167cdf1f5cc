import TallyExecution
import TallyFiles
import TallyPictures
import TallyRendering

extension StatementRunner {
  /// Shows a picture as lines of text, and below it what the answer rests on.
  func show(_ picture: Picture, of answer: Answer) throws {
    let options = RenderingOptions(
      width: output.width(), usesColor: output.usesColor, usesUnicode: output.usesUnicode)
    let lines = PictureRenderer(options: options, height: output.height()).lines(of: picture)
    let renderer = AnswerRenderer(options: options)
    let notes = session.settings.showsNotes ? renderer.noteLines(answer.notes) : []
    let body = options.carriesNotes ? lines + notes : lines
    try output.writeText(body.map { $0 + "\n" }.joined())
    if !options.carriesNotes { notes.forEach(output.note ?? output.tell) }
  }

  /// Writes a picture to a file, whole or not at all, with what the answer rests on below it.
  /// - Returns: whether it stands in the place of another file.
  /// - Throws: `FileError`; `Cancelled`.
  func write(_ picture: Picture, of answer: Answer, to file: AnswerFile) throws -> Bool {
    let options = RenderingOptions(usesColor: false)
    let cancellation = session.executor.cancellation
    switch file.content {
    case .table:
      let lines = PictureRenderer(options: options, height: nil).lines(of: picture)
      let notes = AnswerRenderer(options: options).noteLines(answer.notes)
      var text = (lines + notes).map { $0 + "\n" }.joined()
      return try text.withUTF8 { bytes in
        try TextFile.write(file.path, file.permit, check: cancellation.check) { sink in
          try sink(UnsafeRawBufferPointer(bytes))
        }
      }
    case .picture(let format):
      let svg = picture.svg(notes: answer.notes)
      return try PictureFile.write(svg, as: format, to: file, cancellation: cancellation)
    }
  }
}
