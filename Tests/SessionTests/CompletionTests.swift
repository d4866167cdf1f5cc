import Testing

@testable import TallySession

/// What Tab offers on the shipped data, at the ▮.
@Suite struct CompletionTests {
  let session: Session

  init() throws {
    session = try shippedSession()
  }

  // MARK: - Where statements and stages begin

  @Test func aStatementBeginsWithAVerbAClauseATableOrACommand() {
    let offered = texts("▮", session)
    #expect(
      offered.starts(with: [
        "count", "sum", "mean", "median", "quantile", "min", "max", "stddev", "variance", "mode", "first",
        "last", "correlation", "list", "top",
      ]))
    #expect(
      Set(["from", "where", "sort", "casualties", "strikes", "describe", "help", "let"]).isSubset(of: offered)
    )
    #expect(!offered.contains("by"), "by needs an answer before it")
    #expect(!offered.contains("weapon"), "a column begins nothing")
  }

  @Test func behindABarThereAreNoCommandsAndNoTables() {
    let offered = texts("strikes | ▮", session)
    #expect(
      offered == [
        "count", "sum", "mean", "median", "quantile", "min", "max", "stddev", "variance", "mode", "first",
        "last", "correlation", "list", "top", "keep", "add", "drop", "rename", "join", "tally", "where",
        "sort", "limit", "skip",
      ])
  }

  @Test(
    arguments: [
      ("su▮", ["sum"]),
      ("SU▮", ["sum"]),
      ("wh▮", ["where", "why"]),
      ("desc▮", ["describe"]),
      ("stri▮", ["strikes"]),
      ("xyz▮", []),
      ("strikes | desc▮", []),
      ("explain su▮", ["sum"]), ("trace su▮", ["sum"]), ("trace sum launched by wea▮", ["weapon"]),
      ("explain desc▮", []),
      ("let total = su▮", ["sum"]),
      ("let to▮", []),
    ] as [Case])
  func wordsThatBeginAStatement(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  // MARK: - Verbs that work on columns

  @Test(
    arguments: [
      ("keep 2 ▮", ["highest", "lowest", "latest", "earliest", "first", "last"]),
      ("keep highest la▮ from strikes", ["launched"]),
      ("strikes | keep latest ▮", ["start", "end", "reported", "per"]),
      ("strikes | keep highest launched p▮", ["per"]),
      ("strikes | keep highest launched per we▮", ["weapon"]),
      ("strikes | sum launched across we▮", ["weapon"]),
      ("sum launched by place across weapon | list Sh▮", ["[Shahed drone]"]),
      ("share of la▮ by weapon", ["launched"]),
      ("strikes | drop we▮", ["weapon"]),
      ("strikes | drop weapon, la▮", ["launched"]),
      ("strikes | rename a▮", []),
      ("strikes | rename arms = we▮", ["weapon"]),
      ("strikes | rename arms = weapon, fired = la▮", ["launched"]),
      ("strikes | rename arms = weapon | list a▮", ["arms"]),
      ("strikes | drop launched | sum la▮", []),
      ("strikes | add total = run▮", ["running"]),
      ("strikes | add total = running la▮", ["launched"]),
      ("strikes | add place_in_order = rank of la▮", ["launched"]),
      ("tally la▮", ["launched"]),
    ] as [Case])
  func columnsBehindVerbs(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  // MARK: - Columns of the right table

  @Test(
    arguments: [
      ("sum ▮ from strikes", ["launched", "shot_down", "jammed", "neutralised"]),
      ("strikes where we▮", ["weapon"]),
      ("strikes | sum la▮", ["launched"]),
      ("sum launched, sum j▮", ["jammed"]),
      ("sum launched by w▮", ["weapon"]),
      ("count strikes where sh▮", ["shot_down"]),
      ("list strikes where sh▮", ["shot_down"]),
      ("list weapon, s▮ where launched > 3", ["start", "shot_down", "source", "second_source"]),
      ("sum (launched - s▮", ["shot_down"]),
      ("sum launched where not sho▮", ["shot_down"]),
      ("sum launched where (shot_down > 1 or ja▮", ["jammed"]),
      ("sum launched where weapon = x and ja▮", ["jammed"]),
      ("top 3 we▮ by sum launched", ["weapon"]),
      ("top 3 weapon by sum l▮", ["launched"]),
      ("max da▮ from exchanges", ["date"]),
      ("sum released by month of ▮", ["date", "reported"]),
      ("list launched sort we▮", ["weapon"]),
      ("list launched / sho▮", ["shot_down"]),
      ("sum round(neu▮", ["neutralised"]),
      ("list sqr▮", ["sqrt("]),
      ("sum released by mon▮", ["month of"]),
      ("quantile 0.9 ▮", ["of"]),
      ("quantile 0.9 of la▮", ["launched"]),
      ("quantile 0.9 of (launched - sh▮", ["shot_down"]),
      ("correlation ▮", ["of"]),
      ("correlation of la▮", ["launched"]),
      ("correlation of launched ▮", ["and"]),
      ("correlation of launched and sh▮", ["shot_down"]),
      ("correlation of launched and shot_down by w▮", ["weapon"]),
      ("correlation(launched, sh▮", ["shot_down"]),
      ("count where launched > 3 and sh▮", ["shot_down"]),
      ("mode we▮", ["weapon"]),
      ("first we▮ from strikes", ["weapon"]),
    ] as [Case])
  func columnsComeFromTheTableInQuestion(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test func whereNoTableIsSaidAllColumnsAreOffered() {
    let offered = texts("sum ▮", session)
    #expect(Set(["casualties", "launched", "released", "fires"]).isSubset(of: offered))
    #expect(!offered.contains("weapon"), "texts cannot be added")
  }

  @Test func theTableInUseComesBeforeAllOthers() {
    session.catalog.use("exchanges")
    #expect(texts("sum ▮", session) == ["phase", "released"])
    #expect(texts("sum launched where we▮", session) == ["weapon"], "not in the table in use")
  }

  @Test func namesThatNoTableHasLeaveTheOthersToDecide() {
    #expect(texts("sum launched where wepon = x and jam▮", session) == ["jammed"])
  }

  @Test(
    arguments: [
      (
        "sum launched by weapon | list ▮",
        ["weapon", "sum launched", "distinct", "where", "sort", "limit", "skip"]
      ),
      ("sum launched by weapon | where la▮", ["sum launched"]),
      ("sum launched by weapon as kind | list k▮", ["kind"]),
      ("list weapon, launched | sum ▮", ["launched"]),
      ("sum launched by weapon | list weapon | sort we▮", ["weapon"]),
      ("sum nothing_like_it from strikes | sort wea▮", ["weapon"]),
    ] as [Case])
  func behindABarTheColumnsAreThoseOfTheStageBefore(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test func answersAreSortedByTheirNames() {
    #expect(
      texts("sum launched, count by weapon sort ▮", session).starts(with: [
        "weapon", "sum launched", "[count]",
      ]))
    #expect(texts("sum launched by weapon sort la▮", session) == ["sum launched", "last"])
    #expect(texts("sum launched sort we▮ by weapon", session) == ["weapon"])
  }

  @Test func countAndListTakeTablesToo() {
    #expect(texts("count str▮", session) == ["strikes"])
    #expect(texts("list str▮", session) == ["strikes"])
    #expect(texts("list distinct side from ex▮", session) == ["exchanges"])
    #expect(texts("count dis▮", session) == ["districts_hit", "distinct"])
  }

  // MARK: - Values

  @Test(
    arguments: [
      ("sum launched where weapon = ▮", ["\"ballistic missile\"", "\"Shahed drone\""]),
      ("sum launched where weapon = sha▮", ["\"Shahed drone\""]),
      ("sum launched where weapon = \"sha▮", ["\"Shahed drone\""]),
      ("sum launched where weapon = 'sha▮", ["'Shahed drone'"]),
      ("sum launched where weapon != b▮", ["\"ballistic missile\""]),
      ("sum launched where weapon == b▮", ["\"ballistic missile\""]),
      ("sum launched where weapon in (b▮", ["\"ballistic missile\""]),
      ("sum launched where weapon in (\"ballistic missile\", s▮", ["\"Shahed drone\""]),
      ("sum launched where weapon not in (s▮", ["\"Shahed drone\""]),
      ("sum launched where weapon contains sh▮", ["\"Shahed drone\""]),
      ("sum launched where weapon starts with sh▮", ["\"Shahed drone\""]),
      ("sum casualties where city=▮", ["Kyiv", "\"several regions\"", "Odesa"]),
      ("list exchanges where side = U▮", ["Ukraine"]),
      ("list where side = U▮ from exchanges", ["Ukraine"]),
      ("sum launched by weapon | where weapon = s▮", ["\"Shahed drone\""]),
      ("sum launched where weapon = x▮", []),
      ("sum launched where weapon = [we▮", ["[weapon]"]),
      ("sum launched where launched > sho▮", ["shot_down"]),
      ("list where date = to▮ from exchanges", ["today"]),
    ] as [Case])
  func behindAComparisonStandTheValuesOfItsColumn(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  @Test func commonerValuesComeFirst() {
    #expect(texts("list where place = ▮ from casualties", session).first == "Kyiv")
  }

  @Test func namedValuesAreOffered() throws {
    session.catalog.name(.whole(20), "most")
    #expect(texts("sum launched where launched > ▮", session).contains("$most"))
    #expect(texts("sum launched where launched > $m▮", session) == ["$most"])
    #expect(texts("sum launched where launched > $▮", session) == ["$most"])
  }

  // MARK: - What goes on

  @Test(
    arguments: [
      (
        "sum launched ▮",
        ["from", "where", "by", "across", "sort", "limit", "skip", "using", "according", "raw", "as"]
      ),
      (
        "sum launched by weapon ▮",
        ["from", "where", "across", "sort", "limit", "skip", "using", "according", "raw", "as"]
      ),
      (
        "sum launched ▮ where launched > 3 limit 3",
        ["from", "by", "across", "sort", "skip", "using", "according", "raw", "as"]
      ),
      ("list weapon ▮", ["from", "where", "sort", "limit", "skip", "using", "according", "raw", "as"]),
      ("strikes ▮", ["where", "sort", "limit", "skip", "using", "according", "raw"]),
      (
        "count strikes ▮",
        ["where", "by", "across", "sort", "limit", "skip", "using", "according", "raw", "as"]
      ),
      ("strikes | sum launched ▮", ["where", "by", "across", "sort", "limit", "skip", "as"]),
      (
        "list weapon sort launched ▮",
        ["down", "up", "from", "where", "limit", "skip", "using", "according", "raw"]
      ),
      ("list weapon sort launched down ▮", ["from", "where", "limit", "skip", "using", "according", "raw"]),
      ("top 3 weapon ▮", ["by", "as"]),
      ("top 3 weapon b▮", ["by"]),
      (
        "sum launched where weapon = x ▮",
        ["and", "or", "from", "by", "across", "sort", "limit", "skip", "using", "according", "raw"]
      ),
      (
        "sum launched where weapon = x and jammed > 3 ▮",
        ["and", "from", "by", "across", "sort", "limit", "skip", "using", "according", "raw"]
      ),
      ("sum launched where (weapon = x or jammed > 3 ▮", ["or"]),
      (
        "sum launched where weapon ▮",
        ["contains", "starts with", "ends with", "matches", "in", "is unknown", "is not unknown", "not in"]
      ),
      ("sum launched where launched ▮", ["in", "is unknown", "is not unknown", "not in"]),
      ("sum launched where launched is ▮", ["unknown", "not unknown"]),
      ("sum launched where weapon starts ▮", ["with"]),
      ("sum launched where weapon not ▮", ["in", "contains", "starts with", "ends with", "matches"]),
      (
        "sum launched where casualties = 15+ ▮",
        ["and", "or", "from", "by", "across", "sort", "limit", "skip", "using", "according", "raw"]
      ),
      (
        "list if(weapon ▮",
        ["contains", "starts with", "ends with", "matches", "in", "is unknown", "is not unknown", "not in"]
      ),
      ("list if(weapon = \"Shahed drone\" ▮", ["and", "or"]),
      ("list if(weapon = s▮", ["\"Shahed drone\"", "\"strike drone\""]),
      ("sum if(weapon = s▮", ["\"Shahed drone\"", "\"strike drone\""]),
      ("list if(launched > 10, launched ▮", []),
      ("sum launched as ▮", []),
      ("list weapon limit ▮", []),
      ("sum launched from s▮", ["strikes", "statements", "sources"]),
    ] as [Case])
  func finishedValuesAreGoneOnWith(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  // MARK: - Commands

  @Test(
    arguments: [
      ("use stri▮", ["strikes"]),
      ("describe exc▮", ["exchanges"]),
      ("describe exchanges ▮", []),
      ("help whe▮", ["where"]),
      ("help med▮", ["median"]),
      ("set fo▮", ["format"]),
      ("set format js▮", ["json", "jsonl"]),
      ("set notes ▮", ["on", "off"]),
      ("tables ▮", []),
      ("sql po▮", ["postgres"]),
      ("sql duckdb co▮", ["count", "correlation"]),
    ] as [Case])
  func commandsTakeTheirOwnWords(_ text: String, _ expected: [String]) {
    #expect(texts(text, session) == expected)
  }

  // MARK: - Where the cursor stands

  @Test(
    arguments: [
      ("sum la▮unched where weapon = x", ["sum launched where weapon = x"]),
      ("sum launched wh▮ weapon = x", ["sum launched where weapon = x"]),
      (
        "sum launched where city = \"Київ\" and jam▮ > 3",
        ["sum launched where city = \"Київ\" and jammed > 3"]
      ),
      (
        "sum launched where weapon = \"sha▮hed\" and jammed > 3",
        ["sum launched where weapon = \"Shahed drone\" and jammed > 3"]
      ),
      (
        "list where weapon = \"sha▮ and second_source = \"x\"",
        ["list where weapon = \"Shahed drone\" and second_source = \"x\""]
      ),
      (
        "count from places; sum laun▮; count from events",
        ["count from places; sum launched; count from events"]
      ),
      ("count from places\nsum laun▮", ["count from places\nsum launched"]),
      ("sum launched\n| list lau▮", ["sum launched\n| list sum launched"]),
      ("sum launched where (weapon = x\n  and jam▮", ["sum launched where (weapon = x\n  and jammed"]),
      ("sum lau▮# and a remark", ["sum launched# and a remark"]),
    ] as [Case])
  func theStatementAtTheCursorCounts(_ text: String, _ expected: [String]) {
    #expect(results(text, session) == expected)
  }

  @Test(arguments: ["sum launched # wea▮", "-- la▮", "# ▮"])
  func aRemarkIsLeftAlone(_ text: String) {
    #expect(texts(text, session).isEmpty)
  }

  @Test func everyPrefixOfAStatementHasAnAnswer() {
    // A cursor anywhere in anything: the list may be empty, its range never leaves the text.
    let statements = [
      "sum launched / sum shot_down as x, count distinct weapon where (weapon in (a, \"b c\") or not jammed is unknown) by month of start sort x down limit 3 | list [x] where x > -1..5+",
      "let Київ = top 3 city by sum killed; load \"a b\" as c; explain list | | )) where in in ( , sort by by",
      "'unclosed [ text | sum $", "[unclosed \" name", "group order by by down ~..+ 2025-05-24T07 3M22 $$ ]",
    ]
    for statement in statements {
      let length = statement.utf8.count
      for cursor in -1...length + 1 {
        let list = session.completions(of: statement, at: cursor)
        #expect(list.replaced.lowerBound >= -1 && list.replaced.upperBound <= length + 1)
      }
    }
  }
}
