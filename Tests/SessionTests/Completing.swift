import TallyColumns
import TallyDiagnostics
import TallySyntax

@testable import TallySession

/// A text with ▮ for the cursor, and what is expected of it.
typealias Case = (String, [String])

/// A session on the shipped data.
func shippedSession() throws -> Session {
  let folder = "\(#filePath)".split(separator: "/").dropLast(3).joined(separator: "/")
  let session = Session(today: 20_232)
  try session.open("/\(folder)/Data/kyiv-2025-05-24")
  return session
}

/// A session on one small table whose names and texts are as awkward as they come.
func awkwardSession() throws -> Session {
  let session = Session(today: 20_232)
  session.catalog.add(
    Table(
      name: "odd table",
      fields: [
        Field("affected region"), Field("by"), Field("a]b"), Field("count"), Field("місто"), Field("day"),
        Field("open"), Field("2025 total"),
      ],
      columns: [
        Column(kind: .text, values: [.text("North"), .text("New York"), .text("New York"), .unknown]),
        Column(kind: .whole, values: [.whole(1), .whole(2), .whole(3), .unknown]),
        Column(kind: .whole, values: [.whole(1), .whole(2), .whole(3), .whole(4)]),
        Column(kind: .text, values: [.text("say \"hi\""), .text("by"), .text("day"), .text("3M22")]),
        Column(kind: .text, values: [.text("Київ"), .text("київ"), .text("Одеса"), .text("Одеса")]),
        Column(kind: .date, values: [.date(1), .date(2), .date(3), .date(4)]),
        Column(kind: .boolean, values: [.boolean(true), .boolean(false), .unknown, .unknown]),
        Column(kind: .whole, values: [.whole(1), .whole(2), .whole(3), .whole(4)]),
      ]))
  return session
}

/// What is offered in a text at its ▮.
func completions(_ marked: String, _ session: Session) -> CompletionList {
  let parts = marked.split(separator: "▮", omittingEmptySubsequences: false)
  let text = parts.joined()
  return session.completions(of: text, at: parts.first?.utf8.count ?? 0)
}

/// The text with each candidate put in, for lists short enough to be written down.
func results(_ marked: String, _ session: Session) -> [String] {
  let list = completions(marked, session)
  let bytes = Array(marked.split(separator: "▮", omittingEmptySubsequences: false).joined().utf8)
  return list.candidates.map { candidate in
    let head = String(decoding: bytes[..<list.replaced.lowerBound], as: UTF8.self)
    return head + candidate.text + String(decoding: bytes[list.replaced.upperBound...], as: UTF8.self)
  }
}

/// What would be inserted.
func texts(_ marked: String, _ session: Session) -> [String] {
  completions(marked, session).candidates.map(\.text)
}
