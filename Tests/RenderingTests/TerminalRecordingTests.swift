import TallyRendering
import Testing

/// Recordings that other players understand.
@Suite struct TerminalRecordingTests {
  private func text(_ build: (inout TerminalRecording) -> Void) -> String {
    var recording = TerminalRecording(columns: 80, rows: 24, title: "A \"night\"")
    build(&recording)
    return String(decoding: recording.text, as: UTF8.self)
  }

  @Test func aHeaderAndAnEventALine() {
    let text = text { recording in
      recording.show("ab\n".utf8, at: .milliseconds(0))
      recording.show("c\r\n".utf8, at: .milliseconds(1_050))
      recording.show("\u{1B}[1mü".utf8, at: .milliseconds(61_007))
    }
    #expect(
      text == """
        {"version": 2, "width": 80, "height": 24, "title": "A \\"night\\""}
        [0.000, "o", "ab\\r\\n"]
        [1.050, "o", "c\\r\\n"]
        [61.007, "o", "\\u001b[1mü"]

        """)
  }

  /// A character that comes in two pieces is not torn apart.
  @Test func whatComesAtOneTimeIsOneEvent() {
    let letter = Array("ї".utf8)
    let text = text { recording in
      recording.show([letter[0]], at: .seconds(1))
      recording.show([letter[1]], at: .seconds(1))
      recording.show("".utf8, at: .seconds(2))
    }
    #expect(text.split(separator: "\n").dropFirst() == ["[1.000, \"o\", \"ї\"]"])
  }
}
