/// What the cells of one line of `HitsTable` share.
struct Visit {
  let watch: Int
  /// Since 1 July 2013.
  let second: Int
  let visitor: Visitor
  let counter: Int
  let page: Int
  /// The page's address; nil where it is blank.
  let url: Int?
  let hasNoTitle: Bool
  let referer: Int?
  let traffic: Int
  /// What was searched for before; nil on most visits.
  let phrase: Int?
  let engine: Int

  init(_ chance: inout RowChance, _ table: HitsTable, watch: Int) {
    self.watch = watch
    // By day more than by night: the later of two hours.
    let hour = max(chance.below(24), chance.below(24))
    second = chance.below(31) * 86_400 + hour * 3600 + chance.below(3600)
    visitor = table.visitors.visitor(chance.popular(table.visitors.count))
    let isKnown = chance.happens(100)
    counter = isKnown ? HitsTable.knownCounter : 100 + chance.popular(6000)
    page = isKnown && chance.happens(330) ? PagePool.knownPage : chance.popular(table.pages.count)
    url = chance.happens(2) ? nil : page
    hasNoTitle = chance.happens(60)
    let hasReferer = chance.happens(800)
    let other = isKnown && chance.happens(100) ? PagePool.knownReferer : chance.popular(table.pages.count)
    referer = hasReferer ? other : nil
    traffic = [-1, 0, 1, 2, 3, 5, 6, 8][chance.below(8)]
    let hasSearched = chance.happens(130)
    let searched = chance.popular(table.phraseCount)
    phrase = hasSearched ? searched : nil
    engine = hasSearched ? 1 + chance.popular(40) : chance.happens(50) ? 2 : 0
  }
}

/// Who visits pages: the same person has the same browser, region and address on all visits.
struct VisitorPool: Sendable {
  let count: Int
  private let chance: CellChance

  init(count: Int, seed: UInt64) {
    self.count = count
    chance = CellChance(seed: seed, stream: 1001)
  }

  func visitor(_ number: Int) -> Visitor { Visitor(number, RowChance(chance[number])) }
}

struct Visitor {
  let id: Int
  let address: Int
  let network: Int
  let region: Int
  let system: Int
  let browser: Int
  let browserVersion: Int
  let width: Int
  let height: Int
  let depth: Int
  let flash: Int
  let net: Int
  let silverlight: Int
  /// The maker of a mobile phone; 0 for none.
  let phone: Int
  let model: Int
  let timeZone: Int
  let hoursAhead: Int
  let age: Int
  let sex: Int
  let income: Int
  let interests: Int
  let language: Int

  /// The place of `HitsTable.knownUser` among visitors.
  private static let known = 3

  private static let screens = [
    (1366, 768), (1920, 1080), (1280, 1024), (1280, 800), (1024, 768), (1440, 900), (1600, 900), (1680, 1050),
    (320, 480), (768, 1024),
  ]

  fileprivate init(_ number: Int, _ start: RowChance) {
    var chance = start
    let drawn = Int(chance.next() >> 1)
    id = number == Visitor.known ? HitsTable.knownUser : drawn
    address = Int(Int32(truncatingIfNeeded: chance.next()))
    network = chance.popular(4_000_000)
    region = 1 + chance.popular(9000)
    let isMobile = chance.happens(60)
    phone = isMobile ? 1 + chance.popular(80) : 0
    model = chance.popular(HitsWords.phones.count)
    system = isMobile ? 40 + chance.below(10) : [44, 107, 2, 3, 42, 159][chance.below(6)]
    browser = 1 + chance.popular(80)
    browserVersion = 3 + chance.below(28)
    (width, height) = isMobile ? Visitor.screens[8 + chance.below(2)] : Visitor.screens[chance.popular(8)]
    depth = chance.happens(900) ? 32 : 24
    flash = isMobile ? 0 : 9 + chance.below(3)
    net = chance.happens(400) ? 3 : 0
    silverlight = chance.happens(300) ? 5 : 0
    timeZone = [240, 180, 120, 300, -60][chance.popular(5)]
    hoursAhead = chance.below(10) - 2
    age = chance.happens(400) ? 0 : [17, 22, 31, 45, 55][chance.below(5)]
    sex = chance.below(3)
    income = chance.below(5)
    interests = Int(Int16(truncatingIfNeeded: chance.next()))
    language = chance.popular(HitsWords.languages.count)
  }
}
