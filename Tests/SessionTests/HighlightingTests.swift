import TallySyntax
import Testing

@testable import TallySession

/// What the words of a question are while it is typed, on the shipped data, with the cursor at the ▮.
@Suite struct HighlightingTests {
  let session: Session

  init() throws {
    session = try shippedSession()
  }

  /// `sum:verb launched:column`
  private func highlights(_ marked: String) -> String {
    let parts = marked.split(separator: "▮", omittingEmptySubsequences: false)
    let text = parts.joined()
    let bytes = Array(text.utf8)
    let cursor = parts.count > 1 ? parts[0].utf8.count : bytes.count
    return session.highlights(of: text, cursor: cursor).map {
      "\(String(decoding: bytes[$0.range], as: UTF8.self)):\($0.kind)"
    }.joined(separator: " ")
  }

  @Test(
    arguments: [
      (
        "sum launched where weapon = Shahed",
        "sum:verb launched:column where:keyword weapon:column Shahed:value"
      ),
      (
        "sum launched by month of start from strikes",
        "sum:verb launched:column by:keyword month:keyword of:keyword start:column from:keyword strikes:table"
      ),
      (
        "list round(launched), \"a b\" -- why\nsort launched",
        "list:verb round:function launched:column \"a b\":text -- why:comment sort:keyword launched:column"
      ),
      (
        "strikes | join events on event | sum jammed as lost sort lost down",
        "strikes:table join:verb events:table on:keyword event:column sum:verb jammed:column as:keyword"
          + " lost:column sort:keyword lost:column down:keyword"
      ),
      (
        "explain count from strikes where start > 2025-05-24 and launched in 10..20",
        "explain:verb count:verb from:keyword strikes:table where:keyword start:column 2025-05-24:number"
          + " and:keyword launched:column in:keyword 10:number 20:number"
      ),
      (
        "let big = sum launched; count where launched > $big",
        "let:verb big:value sum:verb launched:column count:verb where:keyword launched:column $big:value"
      ),
      ("use strikes", "use:verb strikes:table"),
      ("describe casualties", "describe:verb casualties:table"),
      ("describe launched in strikes", "describe:verb launched:column in:keyword strikes:table"),
      ("describe strikes.launched", "describe:verb strikes:table launched:column"),
      ("describe nothing ", "describe:verb nothing:unknown"),
      ("set format csv", "set:verb"),
      ("sum [launched]", "sum:verb [launched]:column"),
    ])
  func whatWordsAre(_ text: String, _ expected: String) {
    #expect(highlights(text + "▮") == expected)
  }

  @Test(
    arguments: [
      // The word at the cursor is being typed.
      ("sum laun▮", "sum:verb"),
      ("sum laun ▮", "sum:verb laun:unknown"),
      ("sum la▮un where weapon = x", "sum:verb where:keyword weapon:column x:value"),
      ("sum launched where citi▮", "sum:verb launched:column where:keyword"),
      ("sum launched where wepon = ▮", "sum:verb launched:column where:keyword wepon:unknown"),
      (
        "sum launched where weapon = \"Sha▮",
        "sum:verb launched:column where:keyword weapon:column \"Sha:text"
      ),
      (
        "sum launched where weapon = \"Sha\n▮",
        "sum:verb launched:column where:keyword weapon:column \"Sha:invalid"
      ),
      ("sum [laun▮", "sum:verb [laun:column"),
      ("list x from nowhere ▮", "list:verb x:unknown from:keyword nowhere:unknown"),
      ("count where launched > $few ▮", "count:verb where:keyword launched:column $few:unknown"),
      // What is behind a bar is known by the question before it.
      (
        "sum launched by weapon | sort lunched ▮",
        "sum:verb launched:column by:keyword weapon:column sort:keyword lunched:unknown"
      ),
      (
        "sum launched by weapon | sort [sum launched] ▮",
        "sum:verb launched:column by:keyword weapon:column sort:keyword [sum launched]:column"
      ),
      (
        "sum lunched by weapon | sort other ▮",
        "sum:verb lunched:unknown by:keyword weapon:column sort:keyword"
      ),
      (
        "sum launched where launched > shot ▮",
        "sum:verb launched:column where:keyword launched:column shot:unknown"
      ),
      ("foo ▮", "foo:unknown"),
      ("sum ▮", "sum:verb"),
    ])
  func namesThatThereAreNot(_ text: String, _ expected: String) {
    #expect(highlights(text) == expected)
  }

  @Test func ofALongTextNothingIsTold() {
    let text = String(repeating: "sum launched;", count: 1_000)
    #expect(session.highlights(of: text, cursor: 0).count == 2_000)
    let longer = String(repeating: "sum launched;", count: 2_000)
    #expect(session.highlights(of: longer, cursor: 0).isEmpty)
  }

  @Test func withoutTablesNothingIsUnknown() {
    let empty = Session(today: 0)
    #expect(empty.highlights(of: "sum x ", cursor: 6).map(\.kind) == [.verb])
  }

  @Test(arguments: [3, Highlighter.planLimit, 2_000])
  func theStagesBeforeABarArePlannedBehindTheFirstBarsAlone(_ bars: Int) {
    let text = "strikes" + String(repeating: "|sum x", count: bars)
    var catalog = session.catalog
    catalog.findsValues = nil
    var highlighter = Highlighter(
      text: text, cursor: text.utf8.count, catalog: catalog, vocabulary: session.vocabulary)
    #expect(highlighter.spans().count { $0.kind == .verb } == bars)
    #expect(highlighter.planCount == min(bars, Highlighter.planLimit))
    #expect(session.highlights(of: text, cursor: text.utf8.count).count >= bars)
  }

  @Test func behindMoreBarsThanArePlannedNoNameIsUnknown() {
    let stages = { (count: Int) in "strikes" + String(repeating: " | list launched", count: count) }
    let end = " | list nowhere, [no where] ▮"
    #expect(
      highlights(stages(Highlighter.planLimit - 1) + end).hasSuffix("nowhere:unknown [no where]:unknown"))
    #expect(!highlights(stages(Highlighter.planLimit) + end).contains("unknown"))
  }

  @Test func aQueryGoesOnBehindManyEmptyRows() {
    let rows = String(repeating: "\n", count: 12_000)
    #expect(
      highlights("sum launched by weapon\(rows)| list weapon")
        == "sum:verb launched:column by:keyword weapon:column list:verb weapon:column")
  }
}
