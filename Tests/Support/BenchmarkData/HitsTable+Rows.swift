extension HitsTable {
  public func write(_ rows: Range<Int>, to lines: inout LineBuffer) {
    for row in rows {
      var chance = RowChance(visits[row])
      let visit = Visit(&chance, self, watch: Int(visits[row] >> 1))
      write(visit, &chance, to: &lines)
      lines.endLine()
    }
  }

  /// All cells of a line, in the order of `columnTypes`.
  private func write(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    writePage(visit, &chance, to: &lines)
    writeBrowser(visit, &chance, to: &lines)
    writeSearch(visit, &chance, to: &lines)
    writeCounter(visit, &chance, to: &lines)
    writePerson(visit, &chance, to: &lines)
    writeCampaign(visit, &chance, to: &lines)
  }

  /// WatchID … URLRegionID
  private func writePage(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    let visitor = visit.visitor
    lines.cell(visit.watch)
    lines.cell(chance.happens(850) ? 1 : 0)
    if !visit.hasNoTitle { pages.writeTitle(visit.page, to: &lines) }
    lines.endCell()
    lines.cell(1)
    lines.cell(second: visit.second)
    lines.cell(day: visit.second / 86_400)
    lines.cell(visit.counter)
    lines.cell(visitor.address)
    lines.cell(visitor.region)
    lines.cell(visitor.id)
    lines.cell(chance.happens(900) ? 0 : 1)
    lines.cell(visitor.system)
    lines.cell(visitor.browser)
    if let page = visit.url { pages.writeURL(page, to: &lines) }
    lines.endCell()
    if let referer = visit.referer { pages.writeReferer(referer, to: &lines) }
    lines.endCell()
    lines.cell(chance.happens(130) ? 1 : 0)
    lines.cell(chance.happens(700) ? 0 : chance.popular(12_000))
    lines.cell(chance.happens(700) ? 0 : chance.popular(300))
    lines.cell(chance.happens(400) ? 0 : chance.popular(15_000))
    lines.cell(chance.happens(500) ? 0 : chance.popular(300))
  }

  /// ResolutionWidth … Params
  private func writeBrowser(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    let visitor = visit.visitor
    lines.cell(visitor.width)
    lines.cell(visitor.height)
    lines.cell(visitor.depth)
    lines.cell(visitor.flash)
    lines.cell(visitor.flash == 0 ? 0 : chance.below(9))
    if visitor.flash > 0 { lines.append(chance.pick(HitsWords.flashReleases)) }
    lines.endCell()
    lines.cell(visitor.net)
    lines.cell(visitor.net == 0 ? 0 : 5)
    lines.cell(visitor.browserVersion)
    lines.append(HitsWords.browserMinors[visitor.browserVersion % HitsWords.browserMinors.count])
    lines.endCell()
    lines.cell(chance.happens(980) ? 1 : 0)
    lines.cell(chance.happens(990) ? 1 : 0)
    lines.cell(visitor.phone == 0 ? 0 : 1)
    lines.cell(visitor.phone)
    if visitor.phone > 0 { lines.append(HitsWords.phones[visitor.model % HitsWords.phones.count]) }
    lines.endCell()
    lines.endCell()
  }

  /// IPNetworkID … SilverlightVersion4
  private func writeSearch(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    lines.cell(visit.visitor.network)
    lines.cell(visit.traffic)
    lines.cell(visit.engine)
    if let phrase = visit.phrase { HitsWords.writePhrase(phrase, seed: seed, to: &lines) }
    lines.endCell()
    lines.cell(chance.happens(965) ? 0 : 2 + chance.popular(60))
    lines.cell(chance.happens(995) ? 0 : 1)
    lines.cell(chance.happens(30) ? 0 : 300 + chance.below(max(1, visit.visitor.width - 300)))
    lines.cell(chance.happens(30) ? 0 : 200 + chance.below(max(1, visit.visitor.height - 200)))
    lines.cell(visit.visitor.timeZone)
    lines.cell(second: visit.second + chance.below(240) - 120)
    let silverlight = visit.visitor.silverlight
    lines.cell(silverlight)
    lines.cell(silverlight == 0 ? 0 : 1)
    lines.cell(silverlight == 0 ? 0 : 10_000 + chance.below(20_000))
    lines.cell(0)
  }

  /// PageCharset … HitColor
  private func writeCounter(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    if !chance.happens(20) {
      lines.append(chance.happens(600) ? HitsWords.charsets[0] : chance.pick(HitsWords.charsets))
    }
    lines.endCell()
    lines.cell([1, 87, 291, 401][chance.popular(4)])
    lines.cell(chance.happens(120) ? 1 : 0)
    lines.cell(chance.happens(20) ? 1 : 0)
    lines.cell(chance.happens(300) ? 1 : 0)
    lines.cell(chance.happens(400) ? 0 : Int(chance.next() >> 1))
    if let page = visit.url, chance.happens(50) { pages.writeURL(page, to: &lines) }
    lines.endCell()
    lines.cell(chance.below(1 << 30))
    lines.cell(0)
    lines.cell(chance.happens(20) ? 1 : 0)
    lines.cell(chance.happens(10) ? 1 : 0)
    lines.cell(chance.happens(60) ? 1 : 0)
    lines.cell(chance.happens(30) ? 1 : 0)
    lines.append(chance.happens(900) ? HitsWords.colors[0] : chance.pick(HitsWords.colors))
    lines.endCell()
  }

  /// LocalEventTime … FetchTiming
  private func writePerson(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    let visitor = visit.visitor
    lines.cell(second: visit.second + visitor.hoursAhead * 3600)
    lines.cell(visitor.age)
    lines.cell(visitor.sex)
    lines.cell(visitor.income)
    lines.cell(visitor.interests)
    lines.cell(chance.happens(950) ? 0 : chance.below(50))
    lines.cell(visitor.address)
    lines.cell(chance.happens(300) ? -1 : chance.below(1 << 31))
    lines.cell(chance.happens(600) ? -1 : chance.below(1 << 31))
    lines.cell(chance.happens(400) ? -1 : chance.popular(100))
    lines.append(HitsWords.languages[visitor.language % HitsWords.languages.count])
    lines.endCell()
    lines.append(HitsWords.countries[visitor.language % HitsWords.countries.count])
    lines.endCell()
    if chance.happens(15) { lines.append(chance.pick(HitsWords.networks)) }
    lines.endCell()
    if chance.happens(10) { lines.append("like") }
    lines.endCell()
    lines.cell(chance.happens(990) ? 0 : 404)
    for longest in [300, 200, 500, 4000, 9000, 3000] {
      lines.cell(chance.happens(500) ? 0 : chance.popular(longest))
    }
  }

  /// SocialSourceNetworkID … CLID
  private func writeCampaign(_ visit: Visit, _ chance: inout RowChance, to lines: inout LineBuffer) {
    let isSocial = visit.traffic == 8
    lines.cell(isSocial ? 1 + chance.below(5) : 0)
    if isSocial, let referer = visit.referer { pages.writeReferer(referer, to: &lines) }
    lines.endCell()
    lines.cell(chance.happens(950) ? 0 : chance.popular(1_000_000))
    lines.endCell()
    lines.append("NHC")
    lines.endCell()
    lines.cell(0)
    let isMarked = chance.happens(20)
    for words in [HitsWords.services, HitsWords.campaigns, HitsWords.adverts, HitsWords.services] {
      if isMarked { lines.append(chance.pick(words)) }
      lines.endCell()
    }
    let isTagged = chance.happens(40)
    for words in [
      HitsWords.services, HitsWords.media, HitsWords.campaigns, HitsWords.adverts, HitsWords.stems,
    ] {
      if isTagged { lines.append(chance.pick(words)) }
      lines.endCell()
    }
    if chance.happens(10) { lines.append(chance.pick(HitsWords.stems)) }
    lines.endCell()
    lines.cell(chance.happens(8) ? 1 : 0)
    lines.cell(pages.refererHash(visit.referer))
    lines.cell(pages.hash(visit.url))
    lines.cell(chance.happens(970) ? 0 : chance.below(2_000_000))
  }
}

extension LineBuffer {
  /// A cell with a whole number.
  @inline(__always)
  mutating func cell(_ number: Int) {
    append(number)
    endCell()
  }

  /// A cell with a day, counted from 1 July 2013: `2013-07-15`.
  mutating func cell(day: Int) {
    appendDay(day)
    endCell()
  }

  /// A cell with a moment, in seconds since 1 July 2013: `2013-07-15 10:47:34`.
  mutating func cell(second: Int) {
    let day = second >= 0 ? second / 86_400 : (second + 1) / 86_400 - 1
    let clock = second - day * 86_400
    appendDay(day)
    append(" ")
    append(clock / 3600, digits: 2)
    append(":")
    append(clock / 60 % 60, digits: 2)
    append(":")
    append(clock % 60, digits: 2)
    endCell()
  }

  /// The days around July do for clocks that are a few hours off.
  private mutating func appendDay(_ day: Int) {
    append("2013-")
    if day < 0 {
      append("06-")
      append(31 + day, digits: 2)
    } else if day < 31 {
      append("07-")
      append(day + 1, digits: 2)
    } else {
      append("08-")
      append(day - 30, digits: 2)
    }
  }
}
