/// Pages with their addresses and titles, each made from its number; the first are visited most.
struct PagePool: Sendable {
  let count: Int
  private let chance: CellChance

  /// The page of `HitsTable.knownURLHash`.
  static let knownPage = 2
  /// The page of `HitsTable.knownRefererHash`.
  static let knownReferer = 4

  init(count: Int, seed: UInt64) {
    self.count = count
    chance = CellChance(seed: seed, stream: 1002)
  }

  /// The number that stands for an address; nil is the blank one.
  func hash(_ page: Int?) -> Int {
    guard let page else { return 0 }
    return page == PagePool.knownPage ? HitsTable.knownURLHash : Int(truncatingIfNeeded: chance[~page])
  }

  func refererHash(_ page: Int?) -> Int {
    page == PagePool.knownReferer ? HitsTable.knownRefererHash : hash(page)
  }

  /// One in a hundred pages is a search engine's, and as many only speak of it.
  func writeURL(_ page: Int, to lines: inout LineBuffer) {
    var draw = RowChance(chance[page])
    let sort = draw.below(100)
    lines.append(draw.happens(150) ? "https://" : "http://")
    if draw.happens(400) { lines.append("www.") }
    switch sort {
    case 0:
      lines.append("google.example/search?q=")
      lines.append(draw.pick(HitsWords.stems))
      lines.append("&start=")
      lines.append(page % 1000)
      return
    case 1:
      lines.append(draw.pick(HitsWords.stems))
      lines.append(".example/google-")
    default:
      lines.append(draw.pick(HitsWords.stems))
      let site = draw.popular(40)
      if site > 0 { lines.append(site) }
      lines.append(".example/")
    }
    for _ in 0..<(1 + draw.below(4)) {
      lines.append(draw.pick(HitsWords.stems))
      lines.append("/")
    }
    lines.append("page")
    lines.append(page)
    lines.append(draw.happens(500) ? ".html" : draw.happens(500) ? "?lang=ru&ref=main" : "")
  }

  /// The page before: mostly an address like any other, sometimes a bare site without a path.
  func writeReferer(_ page: Int, to lines: inout LineBuffer) {
    guard page % 16 == 9 else { return writeURL(page, to: &lines) }
    var draw = RowChance(chance[page])
    lines.append("http://")
    lines.append(draw.pick(HitsWords.stems))
    lines.append(".example")
  }

  /// One in twelve pages has no title, one in forty speaks of Google.
  func writeTitle(_ page: Int, to lines: inout LineBuffer) {
    var draw = RowChance(chance[page] ^ 0x5EED)
    guard !draw.happens(80) else { return }
    var text: [UInt8] = []
    for index in 0..<(2 + draw.below(6)) {
      if index > 0 { text += draw.happens(60) ? Array(", ".utf8) : [UInt8(ascii: " ")] }
      let word = draw.pick(HitsWords.russian)
      text += draw.happens(25) ? [UInt8(ascii: "\"")] + word + [UInt8(ascii: "\"")] : word
    }
    if draw.happens(25) { text += " — Google".utf8 }
    text += " | ".utf8
    text += draw.pick(HitsWords.stems)
    lines.append(quoting: text)
  }
}
