import TallyDiagnostics
import TallyRendering

/// Draws pictures as lines of text, no wider than the place that they are shown at.
public struct PictureRenderer: Sendable {
  let width: Int
  /// Rows of the place; a picture takes less, so that what was asked stays in sight.
  let height: Int
  let paint: Paint
  let glyphs: Glyphs

  /// The width where there is no screen.
  static let pipeWidth = 80

  /// - Parameters:
  ///   - options: where there is no width, the picture is that of a screen of 80 columns.
  ///   - height: rows of the screen; nil where there is none.
  public init(options: RenderingOptions, height: Int?) {
    width = options.width ?? PictureRenderer.pipeWidth
    self.height = min(max((height ?? 24) - 6, 5), 18)
    paint = Paint(usesColor: options.usesColor)
    glyphs = Glyphs(usesUnicode: options.usesUnicode)
  }

  /// The lines without newlines, what is not drawn told below them.
  public func lines(of picture: Picture) -> [String] {
    let drawn: [String] =
      switch picture.body {
      case .bars(let chart), .histogram(let chart): BarText(chart, self).lines
      case .lines(let chart): LineText(chart, self).lines
      case .sparks(let chart): SparkText(chart, self).lines
      case .shades(let chart): ShadeText(chart, self).lines
      case .spans(let chart): SpanText(chart, self).lines
      }
    return (drawn.isEmpty ? [paint.dim("(\(PictureWording.nothingToDraw))")] : drawn)
      + picture.remarks.flatMap { asides([$0], lead: glyphs.ellipsis + " ") }
  }

  /// Text that is safe on a screen, cut where it is wider than its room.
  func fitted(_ text: String, _ room: Int) -> ScreenText {
    let screen = ScreenText(text, usesUnicode: glyphs.usesUnicode)
    if screen.width <= room { return screen }
    // A mark of three dots would leave nothing of a short text.
    if room < 4, !glyphs.usesUnicode {
      return ScreenText(String(screen.text.prefix(max(0, room))), usesUnicode: false)
    }
    return screen.cut(to: max(1, room), usesUnicode: glyphs.usesUnicode)
  }

  /// A text with blanks that fill its room, before it or behind it.
  func padded(_ text: String, _ room: Int, isRight: Bool = false) -> String {
    let cell = fitted(text, room)
    let blanks = String(repeating: " ", count: max(0, room - cell.width))
    return isRight ? blanks + cell.text : cell.text + blanks
  }

  func width(of text: String) -> Int { ScreenText(text, usesUnicode: glyphs.usesUnicode).width }

  /// Words below a picture, broken where the screen ends; several stand beside one another as far as they fit, and
  /// none of them is broken that has room on a line.
  func asides(_ words: [String], lead: String = "") -> [String] {
    let separator = glyphs.usesUnicode ? " · " : "; "
    var lines: [String] = []
    for word in words.map({ ScreenText($0, usesUnicode: glyphs.usesUnicode).text }) where !word.isEmpty {
      if let last = lines.last, width(of: last) + width(of: separator) + width(of: word) <= width {
        lines[lines.count - 1] = last + separator + word
      } else {
        lines += Paragraph(word, lead: lines.isEmpty ? lead : "", width: width).lines
      }
    }
    return lines.map { paint.dim(fitted($0, width).text) }
  }

  /// A line without blanks at its end.
  func trimmed(_ line: String) -> String {
    var line = line
    while line.last == " " { line.removeLast() }
    return line
  }
}

/// The signs that pictures are made of.
struct Glyphs: Sendable {
  let usesUnicode: Bool

  private func sign(_ unicode: Character, _ ascii: Character) -> Character { usesUnicode ? unicode : ascii }

  var ellipsis: String { ScreenText.ellipsis(usesUnicode: usesUnicode) }
  /// What is surely so much.
  var full: Character { sign("█", "#") }
  /// What may be so much.
  var shade: Character { sign("░", ":") }
  var openAbove: Character { sign("▶", ">") }
  var openBelow: Character { sign("◀", "<") }
  var best: Character { sign("┃", "|") }
  var about: Character { "~" }
  /// The left part of a cell, in eighths from 1 to 7.
  func eighths(_ count: Int) -> Character {
    let signs: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
    return signs[min(max(count - 1, 0), signs.count - 1)]
  }
  var rightHalf: Character { "▐" }

  /// Heights of a line of text, the least first.
  var heights: [Character] {
    CountSpark.heights(usesUnicode: usesUnicode)
  }
  /// Shades, the lightest first.
  var shades: [Character] { usesUnicode ? ["░", "▒", "▓", "█"] : [".", "-", "+", "#"] }
  var noRow: Character { sign("·", " ") }

  /// Points of lines that are to be told apart.
  func point(_ number: Int) -> Character {
    let signs: [Character] =
      usesUnicode
      ? ["●", "○", "▲", "△", "■", "□", "◆", "◇"] : ["*", "o", "+", "x", "@", "%", "&", "="]
    return signs[Int(number.magnitude) % signs.count]
  }
  /// Where several of them stand.
  var points: Character { sign("◉", "#") }
  var dot: Character { "." }
  var whisker: Character { sign("│", "|") }
  var whiskerTop: Character { sign("┬", "-") }
  var whiskerBottom: Character { sign("┴", "-") }
  var up: Character { sign("↑", "^") }
  var down: Character { sign("↓", "v") }
  var axis: Character { sign("│", "|") }
  var axisTick: Character { sign("┤", "+") }
  var floor: Character { sign("─", "-") }
  var floorTick: Character { sign("┬", "+") }
  var corner: Character { sign("└", "+") }
  var span: Character { sign("━", "=") }
  var moment: Character { sign("●", "*") }

  func sign(_ sign: LegendSign) -> Character {
    switch sign {
    case .sure: full
    case .shaded: shade
    case .right: openAbove
    case .left: openBelow
    case .up: up
    case .down: down
    case .best: best
    case .about: about
    case .whisker: whisker
    }
  }

  /// What signs mean, as far as they stand for figures.
  func legend(_ signs: [LegendSign], of figures: [DrawnFigure]) -> [String] {
    signs.standing(for: figures).map { "\(sign($0)) \($0.meaning)" }
  }
}
