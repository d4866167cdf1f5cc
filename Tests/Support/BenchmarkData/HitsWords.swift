/// The words that the texts of `HitsTable` are made of. No word has a comma or a quote in it.
enum HitsWords {
  static let stems = bytes(
    """
    novosti pogoda avto kino muzyka sport igry knigi foto video karta rabota tovary mebel recepty zdorovie turizm \
    bilety kursy forum blog pochta shkola nauka istoriya dacha moda telefon noutbuk remont
    """)

  static let russian = bytes(
    """
    новости погода купить скачать бесплатно смотреть онлайн фильм музыка игра авто карта Москва Киев Казань сериал \
    рецепт отзывы цена ремонт телефон ноутбук работа квартира диван кухня расписание поезд самолёт книга песня \
    урок школа здоровье врач магазин скидки форум фото ёлка
    """)

  static let phones = bytes("iPad iPhone Galaxy N8-00 A500 Lumia Xperia One Desire Nexus Blade")
  static let flashReleases = bytes("r700 r202 r224 r102 d63")
  static let browserMinors = bytes("4O D8 0W 3s Ff zP")
  static let charsets = bytes("windows utf-8 koi8-r iso-8859-1")
  static let colors = bytes("F D S g E")
  static let languages = bytes("ru uk en be kk de")
  static let countries = bytes("RU UA US BY KZ DE")
  static let networks = bytes("vkontakte odnoklassniki facebook twitter")
  static let services = bytes("direct market begun banner letter")
  static let campaigns = bytes("summer sale brand spring july")
  static let adverts = bytes("first second third text image")
  static let media = bytes("cpc email banner social")

  /// What somebody searched for: one to four words, and often a number.
  static func writePhrase(_ number: Int, seed: UInt64, to lines: inout LineBuffer) {
    var draw = RowChance(CellChance(seed: seed, stream: 1003)[number])
    for index in 0..<(1 + draw.below(4)) {
      if index > 0 { lines.append(" ") }
      lines.append(draw.pick(russian))
    }
    if draw.happens(500) {
      lines.append(" ")
      lines.append(number)
    }
  }

  private static func bytes(_ words: String) -> [[UInt8]] {
    words.split(separator: " ").map { Array($0.utf8) }
  }
}
