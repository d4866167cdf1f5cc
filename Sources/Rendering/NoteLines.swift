import TallyDiagnostics

/// Notes laid out as they stand under an answer.
struct NoteLines {
  let lines: [String]

  /// Notes a terminal shows before it only counts the rest; a pipe gets all of them.
  private static let mostOnTerminal = 3

  init(_ notes: [String], options: RenderingOptions) {
    let paint = Paint(usesColor: options.usesColor)
    let shown = options.width == nil ? notes.count : min(notes.count, NoteLines.mostOnTerminal)
    var lines: [String] = []
    for note in notes.prefix(shown) {
      let text = ScreenText(note, usesUnicode: options.usesUnicode).text
      lines += Paragraph(text, lead: Wording.noteLead, width: options.width).lines
    }
    if shown < notes.count {
      let lead = "  " + ScreenText.ellipsis(usesUnicode: options.usesUnicode) + " "
      lines += Paragraph(Wording.moreNotes(notes.count - shown), lead: lead, width: options.width).lines
    }
    self.lines = lines.map(paint.dim)
  }
}
