import TallyDiagnostics
import TallyRendering

/// A picture as shapes at places, in points from the upper left corner: what files hold.
struct Scene: Sendable {
  struct Point: Sendable, Hashable {
    let x: Double
    let y: Double

    init(_ x: Double, _ y: Double) {
      (self.x, self.y) = (x, y)
    }
  }

  /// A colour of sRGB, `#rrggbb`, and how much of it is seen, from 0 to 1.
  struct Ink: Sendable, Hashable {
    let color: String
    var opacity = 1.0

    init(_ color: String, opacity: Double = 1) {
      self.color = color
      self.opacity = opacity
    }
  }

  enum Anchor: String, Sendable {
    case start, middle, end
  }

  enum Shape: Sendable {
    case rectangle(x: Double, y: Double, width: Double, height: Double, Ink)
    case line(Point, Point, Ink, width: Double)
    /// - Parameter dash: lengths of strokes and of what is between them; none for a line without breaks.
    case path([Point], Ink, width: Double, dash: [Double])
    case polygon([Point], Ink)
    case circle(Point, radius: Double, Ink)
    /// The place is that of the base line. Turned texts rise from left to right.
    case text(Point, String, Anchor, size: Double, isBold: Bool, Ink, isTurned: Bool)
  }

  /// Shapes that together stand for something, with what that is.
  struct Mark: Sendable {
    let title: String?
    let shapes: [Shape]
  }

  static let margin = 16.0
  static let ink = Ink("#222222")
  static let faint = Ink("#666666")
  static let grid = Ink("#dddddd")
  /// What may be so much: the same colour, of which less is seen.
  static let shade = 0.35
  /// Colours that people can tell apart who see colours differently (Okabe and Ito 2008), dark enough for white.
  private static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#56b4e9", "#e69f00", "#000000", "#999999",
  ]

  let width: Double
  var height = Scene.margin
  private(set) var marks: [Mark] = []
  /// The values in words, for people who do not see the picture.
  var words: [String] = []

  init(width: Double = 720) {
    self.width = width
  }

  static func color(_ number: Int, opacity: Double = 1) -> Ink {
    Ink(colors[Int(number.magnitude) % colors.count], opacity: opacity)
  }

  /// Lines differ in their strokes as well, so that one that lies over another does not hide it.
  static func dash(_ number: Int) -> [Double] {
    let dashes: [[Double]] = [[], [7, 4], [2, 3], [9, 3, 2, 3]]
    return dashes[Int(number.magnitude) % dashes.count]
  }

  mutating func add(_ shapes: [Shape], title: String? = nil) {
    marks.append(Mark(title: title, shapes: shapes))
  }

  mutating func add(_ shape: Shape) { add([shape]) }

  /// A text of one line.
  mutating func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, size: Double = 11,
    isBold: Bool = false, _ ink: Ink = Scene.ink, isTurned: Bool = false
  ) {
    add(.text(Point(x, y), text, anchor, size: size, isBold: isBold, ink, isTurned: isTurned))
  }

  // MARK: - Texts

  /// About how wide a text is; which font it is shown in is not known.
  static func width(of text: String, size: Double = 11) -> Double {
    Double(DisplayWidth.of(text)) * size * 0.62
  }

  /// A text that takes about so much room, cut where it is longer.
  static func fitted(_ text: String, _ room: Double, size: Double = 11) -> String {
    let columns = max(1, Int((room + 0.5) / (size * 0.62)))
    return ScreenText(text, usesUnicode: true).cut(to: columns, usesUnicode: true).text
  }

  /// A title at the top.
  mutating func head(_ title: String) {
    height += 14
    text(
      Scene.fitted(title, width - 2 * Scene.margin, size: 14), Scene.margin, height, size: 14, isBold: true)
    height += 12
  }

  /// A swatch, drawn with the place of its base line, and what it means.
  typealias LegendEntry = (swatch: (inout Scene, Double, Double) -> Void, text: String)

  /// What colours and shapes mean, on as many lines as it takes.
  mutating func legend(_ entries: [LegendEntry]) {
    guard !entries.isEmpty else { return }
    var x = Scene.margin
    height += 10
    for entry in entries {
      let room = width - 2 * Scene.margin - 20
      let text = Scene.fitted(entry.text, room, size: 10)
      let taken = 20 + Scene.width(of: text, size: 10) + 14
      if x > Scene.margin, x + taken > width - Scene.margin {
        x = Scene.margin
        height += 16
      }
      entry.swatch(&self, x, height)
      self.text(text, x + 20, height, size: 10)
      x += taken
    }
    height += 10
  }

  /// What the picture rests on, below it.
  mutating func caption(_ lines: [String]) {
    let columns = Int((width - 2 * Scene.margin) / (9.5 * 0.58))
    for line in lines {
      let text = ScreenText(line, usesUnicode: true).text
      for part in Paragraph(text, lead: "", width: columns).lines {
        height += 13
        self.text(
          Scene.fitted(part, width - 2 * Scene.margin, size: 9), Scene.margin, height, size: 9.5, Scene.faint)
      }
    }
    height += Scene.margin
  }

  /// Whether the labels of ticks have room beside one another.
  static func fits(_ ticks: [Axis.Tick], _ room: Double) -> Bool {
    ticks.reduce(0) { $0 + width(of: $1.label, size: 10) + 12 } <= room
  }

  /// Light lines where ticks are, with their labels below.
  mutating func floor(_ axis: Axis, from left: Double, to right: Double, top: Double, bottom: Double) {
    for tick in axis.ticks {
      let x = left + axis.place(tick.value) * (right - left)
      add(.line(Point(x, top), Point(x, bottom), Scene.grid, width: 1))
      let label = Scene.width(of: tick.label, size: 10)
      let middle = min(max(x, left - 20 + label / 2), width - 4 - label / 2)
      text(tick.label, middle, bottom + 14, .middle, size: 10, Scene.faint)
    }
  }
}
