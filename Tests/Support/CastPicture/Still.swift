import PtyHarness

/// The first screenful of a recording: the screen just before something leaves it at the top, drawn as SVG.
public struct Still {
  public let screen: Screen

  public init(of recording: Recording) {
    var last = Screen(rows: recording.rows, columns: recording.columns)
    for event in recording.events {
      var next = last
      next.show(event.text.utf8)
      if !next.scrolledOff.isEmpty { break }
      last = next
    }
    screen = last
  }

  private static let cell = (width: 8.4, height: 18.0)
  private static let margin = 16.0

  /// The picture: rows of text in the colours that they have on the screen, without what is empty below them.
  public var svg: String {
    let lines = screen.lines
    let rows = (lines.lastIndex { !$0.isEmpty } ?? 0) + 1
    let width = Double(screen.columns) * Still.cell.width + 2 * Still.margin
    let height = Double(rows) * Still.cell.height + 2 * Still.margin
    var text = """
      <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 \(Still.number(width)) \(Still.number(height))" \
      font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14">
        <title>Tally at work: what was typed, and the answers</title>
        <rect width="100%" height="100%" rx="8" fill="#1d2129"/>

      """
    for row in 0..<rows {
      let y = Still.margin + Double(row) * Still.cell.height + 13
      for stretch in screen.stretches(of: row) where !stretch.text.allSatisfy({ $0 == " " }) {
        let x = Still.margin + Double(stretch.column) * Still.cell.width
        let length = Double(stretch.columns) * Still.cell.width
        text += """
            <text x="\(Still.number(x))" y="\(Still.number(y))" textLength="\(Still.number(length))" \
          lengthAdjust="spacingAndGlyphs" xml:space="preserve"\(Still.look(stretch.style))>\
          \(Still.escaped(stretch.text))</text>

          """
      }
    }
    return text + "</svg>\n"
  }

  /// The attributes of SGR numbers.
  private static func look(_ style: String) -> String {
    var fill = "#d7dae0"
    var more = ""
    for number in style.split(separator: ";").compactMap({ Int($0) }) {
      switch number {
      case 1: more += " font-weight=\"bold\""
      case 2: more += " opacity=\"0.6\""
      case 4: more += " text-decoration=\"underline\""
      case 31...37:
        fill = ["#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#d7dae0"][number - 31]
      default: break
      }
    }
    return " fill=\"\(fill)\"\(more)"
  }

  private static func escaped(_ text: String) -> String {
    text.map { ["&": "&amp;", "<": "&lt;", ">": "&gt;"][$0] ?? String($0) }.joined()
  }

  /// To a tenth, without a zero behind the point.
  private static func number(_ value: Double) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
  }
}
