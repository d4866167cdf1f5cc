import TallyWorkers

/// The table that ClickBench's 43 questions are asked of: visits to web pages in July 2013, of the same 105
/// columns and kinds, with values made up so that each question has an answer.
///
/// Counter 62 has a tenth of the visits, one page of it (`HitsTable.knownURLHash`) a third of these, and the
/// user, the page and the referer that questions name by number are there. Nine in ten visits are without a
/// search phrase, most without an advertisement; where ClickBench has empty text, cells are blank.
public struct HitsTable: BenchmarkTable {
  public let rowCount: Int
  public let seed: UInt64
  public let rowsPerChunk = 1 << 13

  let visits: CellChance
  let pages: PagePool
  let visitors: VisitorPool
  let phraseCount: Int

  /// The counter that many questions ask about.
  public static let knownCounter = 62
  /// The user whom question 20 looks for.
  public static let knownUser = 435_090_932_899_640_449
  /// The page that question 42 looks for.
  public static let knownURLHash = 2_868_770_270_353_813_622
  /// The page before, which question 41 looks for.
  public static let knownRefererHash = 3_594_120_000_172_545_465

  /// - Parameter rows: at least 1.
  /// - Throws: `BenchmarkDataError` where the number is out of its range.
  public init(rows: Int, seed: UInt64 = defaultBenchmarkSeed) throws {
    guard (1...Int(UInt32.max)).contains(rows) else {
      throw BenchmarkDataError(
        "the table has from 1 to \(UInt32.max) rows", help: "give for example --rows 1e6")
    }
    rowCount = rows
    self.seed = seed
    visits = CellChance(seed: seed, stream: 1000)
    pages = PagePool(count: rows / 5 + 20, seed: seed)
    visitors = VisitorPool(count: rows / 6 + 10, seed: seed)
    phraseCount = rows / 30 + 20
  }

  public var fileName: String { "hits_\(RowNumber.text(rowCount))\(seedSuffix(seed)).csv" }

  public var columns: [String] { HitsTable.columnTypes.map(\.name) }

  /// The columns in order, with the types that ClickBench declares for them.
  public static let columnTypes: [(name: String, type: String)] = """
    WatchID BIGINT, JavaEnable SMALLINT, Title TEXT, GoodEvent SMALLINT, EventTime TIMESTAMP, EventDate DATE,
    CounterID INTEGER, ClientIP INTEGER, RegionID INTEGER, UserID BIGINT, CounterClass SMALLINT, OS SMALLINT,
    UserAgent SMALLINT, URL TEXT, Referer TEXT, IsRefresh SMALLINT, RefererCategoryID SMALLINT,
    RefererRegionID INTEGER, URLCategoryID SMALLINT, URLRegionID INTEGER, ResolutionWidth SMALLINT,
    ResolutionHeight SMALLINT, ResolutionDepth SMALLINT, FlashMajor SMALLINT, FlashMinor SMALLINT,
    FlashMinor2 TEXT, NetMajor SMALLINT, NetMinor SMALLINT, UserAgentMajor SMALLINT, UserAgentMinor TEXT,
    CookieEnable SMALLINT, JavascriptEnable SMALLINT, IsMobile SMALLINT, MobilePhone SMALLINT,
    MobilePhoneModel TEXT, Params TEXT, IPNetworkID INTEGER, TraficSourceID SMALLINT, SearchEngineID SMALLINT,
    SearchPhrase TEXT, AdvEngineID SMALLINT, IsArtifical SMALLINT, WindowClientWidth SMALLINT,
    WindowClientHeight SMALLINT, ClientTimeZone SMALLINT, ClientEventTime TIMESTAMP,
    SilverlightVersion1 SMALLINT, SilverlightVersion2 SMALLINT, SilverlightVersion3 INTEGER,
    SilverlightVersion4 SMALLINT, PageCharset TEXT, CodeVersion INTEGER, IsLink SMALLINT, IsDownload SMALLINT,
    IsNotBounce SMALLINT, FUniqID BIGINT, OriginalURL TEXT, HID INTEGER, IsOldCounter SMALLINT,
    IsEvent SMALLINT, IsParameter SMALLINT, DontCountHits SMALLINT, WithHash SMALLINT, HitColor TEXT,
    LocalEventTime TIMESTAMP, Age SMALLINT, Sex SMALLINT, Income SMALLINT, Interests SMALLINT,
    Robotness SMALLINT, RemoteIP INTEGER, WindowName INTEGER, OpenerName INTEGER, HistoryLength SMALLINT,
    BrowserLanguage TEXT, BrowserCountry TEXT, SocialNetwork TEXT, SocialAction TEXT, HTTPError SMALLINT,
    SendTiming INTEGER, DNSTiming INTEGER, ConnectTiming INTEGER, ResponseStartTiming INTEGER,
    ResponseEndTiming INTEGER, FetchTiming INTEGER, SocialSourceNetworkID SMALLINT, SocialSourcePage TEXT,
    ParamPrice BIGINT, ParamOrderID TEXT, ParamCurrency TEXT, ParamCurrencyID SMALLINT,
    OpenstatServiceName TEXT, OpenstatCampaignID TEXT, OpenstatAdID TEXT, OpenstatSourceID TEXT,
    UTMSource TEXT, UTMMedium TEXT, UTMCampaign TEXT, UTMContent TEXT, UTMTerm TEXT, FromTag TEXT,
    HasGCLID SMALLINT, RefererHash BIGINT, URLHash BIGINT, CLID INTEGER
    """
    .split(separator: ",").map { column in
      let words = column.split { $0 == " " || $0 == "\n" }
      return (String(words.first ?? ""), String(words.last ?? ""))
    }
}
