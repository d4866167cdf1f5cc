import Foundation
import FoundationXML
import TallyColumns
import TallyDiagnostics
import TallyPlanning
import TallyRendering
import TallySyntax
import TallyWorkers

@testable import TallyPictures

/// A picture of columns that are given by their values.
func makePicture(
  _ kind: PictureKind, _ columns: [(name: String, kind: Kind, values: [Value])], labels: [Int] = [],
  position: Int? = nil, end: Int? = nil, series: Int? = nil, figures: [Int] = [],
  presentation: Presentation = .plain, cancellation: Cancellation = .never
) throws -> Picture {
  let table = Table(
    name: "answer",
    fields: columns.map { Field($0.name, presentation: $0.kind == .date ? presentation : .plain) },
    columns: columns.map { Column(kind: $0.kind, values: $0.values) })
  let plan = PicturePlan(kind, labels: labels, position: position, end: end, series: series, figures: figures)
  return try Picture(
    plan, of: table, title: "a title <of> it & \"more\"", unknownWord: "no report", cancellation: cancellation
  )
}

extension Picture {
  /// The lines of a screen.
  func shown(width: Int = 60, height: Int = 16, usesUnicode: Bool = true, usesColor: Bool = false) -> [String]
  {
    let options = RenderingOptions(width: width, usesColor: usesColor, usesUnicode: usesUnicode)
    return PictureRenderer(options: options, height: height).lines(of: self)
  }
}

/// Reads SVG as any program would: by an XML parser.
final class SVGReader: NSObject, XMLParserDelegate {
  private(set) var elements: [String: Int] = [:]
  private(set) var texts: [String] = []
  private var text: String?
  private var numbers: [String] = []

  /// Nil where it is no well-formed XML.
  init?(_ svg: String) {
    super.init()
    let parser = XMLParser(data: Data(svg.utf8))
    parser.delegate = self
    guard parser.parse() else { return nil }
  }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
    attributes: [String: String]
  ) {
    elements[name, default: 0] += 1
    text = ["text", "title", "desc"].contains(name) ? "" : nil
    for key in ["x", "y", "width", "height", "x1", "x2", "y1", "y2", "cx", "cy", "r"] {
      if let value = attributes[key] { numbers.append(value) }
    }
    numbers += attributes["points"]?.split { $0 == " " || $0 == "," }.map(String.init) ?? []
  }

  func parser(_ parser: XMLParser, foundCharacters string: String) { text? += string }

  func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?)
  {
    if let text { texts.append(text) }
    text = nil
  }

  /// Whether each place is a number that lies where it could be seen.
  var placesAreSound: Bool {
    numbers.allSatisfy { $0 == "100%" || Double($0).map { $0.isFinite && abs($0) < 1e5 } ?? false }
  }
}
