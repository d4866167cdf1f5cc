import TallyRendering

extension Scene {
  /// The scene as Scalable Vector Graphics 1.1 (W3C Recommendation, 2011), a shape a line.
  /// - Parameter title: what it shows.
  func svg(title: String) -> String {
    let size = "\(Scene.number(width)) \(Scene.number(height))"
    var lines = [
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
      "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"\(Scene.number(width))\" height=\"\(Scene.number(height))\""
        + " viewBox=\"0 0 \(size)\" role=\"img\" aria-labelledby=\"title desc\""
        + " font-family=\"'DejaVu Sans', Verdana, Arial, sans-serif\">",
      "<title id=\"title\">\(Scene.escaped(title))</title>",
      "<desc id=\"desc\">\(Scene.escaped(words.joined(separator: "; ")))</desc>",
      "<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>",
    ]
    for mark in marks {
      let shapes = mark.shapes.map(Scene.element)
      if let title = mark.title {
        lines.append("<g>")
        lines.append("<title>\(Scene.escaped(title))</title>")
        lines += shapes
        lines.append("</g>")
      } else {
        lines += shapes
      }
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  private static func element(_ shape: Shape) -> String {
    switch shape {
    case .rectangle(let x, let y, let width, let height, let ink):
      return "<rect x=\"\(number(x))\" y=\"\(number(y))\" width=\"\(number(max(0, width)))\""
        + " height=\"\(number(max(0, height)))\"\(fill(ink))/>"
    case .line(let a, let b, let ink, let width):
      return "<line x1=\"\(number(a.x))\" y1=\"\(number(a.y))\" x2=\"\(number(b.x))\" y2=\"\(number(b.y))\""
        + "\(stroke(ink, width))/>"
    case .path(let points, let ink, let width, let dash):
      let dashes = dash.isEmpty ? "" : " stroke-dasharray=\"\(dash.map(number).joined(separator: " "))\""
      return
        "<polyline points=\"\(list(points))\" fill=\"none\"\(stroke(ink, width))\(dashes)"
        + " stroke-linejoin=\"round\"/>"
    case .polygon(let points, let ink):
      return "<polygon points=\"\(list(points))\"\(fill(ink))/>"
    case .circle(let center, let radius, let ink):
      return
        "<circle cx=\"\(number(center.x))\" cy=\"\(number(center.y))\" r=\"\(number(radius))\"\(fill(ink))/>"
    case .text(let place, let text, let anchor, let size, let isBold, let ink, let isTurned):
      let turn = isTurned ? " transform=\"rotate(-40 \(number(place.x)) \(number(place.y)))\"" : ""
      return "<text x=\"\(number(place.x))\" y=\"\(number(place.y))\" font-size=\"\(number(size))\""
        + (anchor == .start ? "" : " text-anchor=\"\(anchor.rawValue)\"")
        + (isBold ? " font-weight=\"bold\"" : "") + "\(fill(ink))\(turn)>\(escaped(text))</text>"
    }
  }

  private static func fill(_ ink: Ink) -> String {
    " fill=\"\(ink.color)\"" + (ink.opacity < 1 ? " fill-opacity=\"\(number(ink.opacity))\"" : "")
  }

  private static func stroke(_ ink: Ink, _ width: Double) -> String {
    " stroke=\"\(ink.color)\" stroke-width=\"\(number(width))\""
      + (ink.opacity < 1 ? " stroke-opacity=\"\(number(ink.opacity))\"" : "")
  }

  private static func list(_ points: [Point]) -> String {
    points.map { "\(number($0.x)),\(number($0.y))" }.joined(separator: " ")
  }

  /// With at most two decimals.
  private static func number(_ value: Double) -> String {
    guard value.isFinite, value.magnitude < 1e9 else { return "0" }
    let hundredths = Int((value * 100).rounded())
    let (whole, rest) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
    let sign = hundredths < 0 ? "-" : ""
    if rest == 0 { return "\(sign)\(whole)" }
    return rest % 10 == 0 ? "\(sign)\(whole).\(rest / 10)" : "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest)"
  }

  /// A text between tags: what XML gives a meaning is written otherwise, and characters that it does not have
  /// become marks that can be seen (XML 1.0, 2.2).
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in ScreenText(text, usesUnicode: true).text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case _ where scalar.value == 0xFFFE || scalar.value == 0xFFFF: result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
