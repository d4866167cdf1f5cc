import TallyColumns
import TallyDiagnostics
import Testing

@testable import TallyRendering

@Suite struct TableTests {
  @Test func pipesGetHeadingsAndValuesAlone() {
    #expect(
      Samples.mixed.rendered(.table, notes: ["left out"]) == """
        place          killed     part  day         length  sure
        Kyiv              15+   95.1 %  2025-05-24      7h  yes
        Одеса       1,234,567           2025-05-23          no
        東京|"a,b"              30.0 %                1.5s
                            0  100.0 %  1970-01-01      0s  yes

        """)
  }

  @Test func terminalsGetARuleAndNotes() {
    #expect(
      Samples.weapons.rendered(.table, width: 80, notes: ["one row gives none", "a|b"]) == """
        weapon             launched
        ─────────────────  ────────
        ballistic missile        14
        Shahed drone            250
          note: one row gives none
          note: a|b

        """)
    #expect(
      Samples.weapons.rendered(.table, width: 80, usesUnicode: false) == """
        weapon             launched
        -----------------  --------
        ballistic missile        14
        Shahed drone            250

        """)
  }

  @Test func colourIsForHeadingsRulesUnknownsAndNotes() {
    let table = Samples.table(("a", .whole, .plain, [.unknown, .whole(1)]))
    let text = table.rendered(.table, width: 80, usesColor: true, notes: ["n"], unknownWord: "no report")
    #expect(
      text.replacing("\u{1B}", with: "^") == """
        ^[1m        a^[0m
        ^[2m─────────^[0m
        ^[2mno report^[0m
                1
        ^[2m  note: n^[0m

        """)
    #expect(!Samples.mixed.rendered(.table, width: 80, notes: ["n"]).contains("\u{1B}"))
  }

  @Test func aSingleFigureIsJustTheValue() {
    let casualties = Samples.table(("sum casualties", .whole, .plain, [.figure(Samples.atLeast(15), .whole)]))
    #expect(casualties.rendered(.table, notes: ["n"], isSingleFigure: true) == "15+\n")
    #expect(casualties.rendered(.table, width: 40, notes: ["n"], isSingleFigure: true) == "15+\n  note: n\n")
    let killed = Samples.table(("sum killed", .whole, .plain, [.unknown]))
    #expect(killed.rendered(.table, isSingleFigure: true, unknownWord: "no report") == "no report\n")
    // Machines get the column's name with it all the same.
    #expect(killed.rendered(.csv, isSingleFigure: true, unknownWord: "no report") == "sum killed\n\n")
    // What is no single value is a table, whatever was said of it.
    #expect(Samples.numbers(2).rendered(.table, isSingleFigure: true) == "n\n0\n1\n")
  }

  @Test func rowsLeftOutAreCounted() {
    let some = Samples.numbers(2_000).rendered(.table, width: 80, maximumRows: 2)
    #expect(
      some == """
        n
        ─
        0
        1
        … 1,998 more rows (skip 2 shows the next); set format csv shows all

        """)
    #expect(Samples.numbers(3).rendered(.table, width: 80, maximumRows: 2).contains("… 1 more row (skip 2"))
    #expect(!Samples.numbers(2).rendered(.table, width: 80, maximumRows: 2).contains("more"))
    #expect(Samples.numbers(2_000).rendered(.csv, maximumRows: 2).split(separator: "\n").count == 2_001)
  }

  @Test(arguments: [20, 40, 80])
  func wideTablesFitTheTerminal(width: Int) {
    let text = Samples.mixed.rendered(.table, width: width, notes: ["as many words as it takes to wrap"])
    for line in text.split(separator: "\n") { #expect(DisplayWidth.of(line) <= width, "\(line)") }
  }

  @Test func columnsThatDoNotFitAreNamed() {
    #expect(
      Samples.mixed.rendered(.table, width: 20) == """
        place       …  sure
        ──────────  ─  ────
        Kyiv        …  yes
        Одеса       …  no
        東京|"a,b"  …
                    …  yes
        … 4 more columns:
          killed, part, day,
          length (| list
          killed, part shows
          these); set wide
          on shows all

        """)
    #expect(
      Samples.mixed.rendered(.table, width: 40) == """
        place          killed  …  length  sure
        ──────────  ─────────  ─  ──────  ────
        Kyiv              15+  …      7h  yes
        Одеса       1,234,567  …          no
        東京|"a,b"             …    1.5s
                            0  …      0s  yes
        … 2 more columns: part, day (| list
          part, day shows these); set wide on
          shows all

        """)
  }

  /// Columns in which nothing is known go first, and the line says so.
  @Test func blankColumnsAreLeftOutBeforeOthers() {
    let texts = { (text: String) -> [Value] in [.text(text), .text(text + "x")] }
    let table = Samples.table(
      ("blank first", .whole, .plain, [.unknown, .unknown]), ("a", .text, .plain, texts("aaaaaaaa")),
      ("none", .text, .plain, [.unknown, .unknown]), ("b", .text, .plain, texts("bbbbbbbb")),
      ("last", .real, .plain, [.unknown, .unknown]))
    #expect(
      table.rendered(.table, width: 22) == """
        a          b
        ─────────  ─────────
        aaaaaaaa   bbbbbbbb
        aaaaaaaax  bbbbbbbbx
        … 3 columns blank in
          these rows: blank
          first, none, last;
          set wide on shows
          all

        """)
    // Where that is not enough, others go as they always do.
    #expect(
      table.rendered(.table, width: 20, usesUnicode: false).contains("1 column blank") == false)
    // Where there is room they stay, and where all are blank there is nothing to choose by.
    #expect(table.rendered(.table, width: 80).contains("blank first"))
    let blank = Samples.table(
      ("first", .whole, .plain, [.unknown]), ("and second", .whole, .plain, [.unknown]),
      ("third and last", .whole, .plain, [.unknown]))
    #expect(blank.rendered(.table, width: 20, fit: .off).hasPrefix("first"))
  }

  /// What is read page by page is seen from its beginning.
  @Test func columnsLeftOutAreNamedAboveWhatIsPaged() {
    let table = Samples.table(
      ("first", .text, .plain, (0..<4).map { .text("text number \($0)") }),
      ("second", .text, .plain, (0..<4).map { .text("text number \($0)") }),
      ("third", .text, .plain, (0..<4).map { .text("text number \($0)") }))
    let line = "… 1 more column:"
    let short = table.rendered(.table, width: 22, pageRows: 24)
    #expect(short.hasPrefix("first") && short.components(separatedBy: line) == 1)
    for pageRows in [6, 2, 0] {
      let long = table.rendered(.table, width: 22, pageRows: pageRows)
      #expect(long.hasPrefix(line) && long.components(separatedBy: line) == 2)
    }
    #expect(table.rendered(.table, width: 22, pageRows: 7).hasPrefix("first"))
    #expect(table.rendered(.table, width: 80, pageRows: 2).hasPrefix("first"))
  }

  @Test func wideLinesAreAsLongAsTheyAre() {
    let wide = Samples.mixed.rendered(.table, width: 20, fit: .on, notes: ["n"]).split(separator: "\n")
    let piped = Samples.mixed.rendered(.table).split(separator: "\n")
    #expect(wide.filter { !$0.hasPrefix("─") } == piped + ["  note: n"])
  }

  /// Each column is measured over all rows, which takes time where there are many.
  @Test func measuringStopsWhereNobodyWaits() {
    struct Stopped: Error, Equatable {}
    var looks = 0
    #expect(throws: Stopped()) {
      try AnswerRenderer().write(
        Samples.numbers(100_000),
        passing: { rows in
          #expect(rows == 0)
          looks += 1
          if looks == 10 { throw Stopped() }
        }, to: { _ in Issue.record("nothing is written yet") })
    }
    #expect(looks == 10)
  }

  @Test func aWideTerminalCutsNothing() {
    let lines = Samples.mixed.rendered(.table, width: 500).split(separator: "\n")
    let piped = Samples.mixed.rendered(.table).split(separator: "\n")
    #expect(lines.filter { !$0.hasPrefix("─") } == piped)
  }

  @Test func manyHiddenColumnsAreCounted() {
    let names = (0..<2_000).map { "column \($0)" }
    let table = Table(
      name: "wide", fields: names.map { Field($0) },
      columns: names.map { _ in Column(kind: .whole, .int8([1])) })
    let text = table.rendered(.table, width: 20, fit: .off)
    #expect(
      text == """
        column 0  …
        ────────  ─
               1  …
        … 1,999 more
          columns: column 1,
          column 2, column
          3, column 4,
          column 5, column
          6, column 7,
          column 8 and 1,991
          others (| list
          [column 1],
          [column 2] shows
          these); set wide
          on shows all

        """)
  }

  @Test func controlCharactersAreMadeVisible() {
    let shown = Samples.hostile.rendered(.table).split(separator: "\n")
    #expect(
      shown == [
        "a␉b           c                 d",
        #"red ␛[31m�2J  one⏎two⏎three␉␡�   x\"y*`<[z "#,
      ])
    let plain = Samples.hostile.rendered(.table, usesUnicode: false).split(separator: "\n")
    #expect(
      plain == [
        #"a\tb                    c                                d"#,
        #"red \u{1B}[31m\u{9B}2J  one\ntwo\nthree\t\u{7F}\u{202E}   x\"y*`<[z "#,
      ])
  }

  @Test func wideAndCombiningCharactersAlign() {
    let table = Samples.table(
      ("text", .text, .plain, [.text("ab"), .text("日本"), .text("e\u{301}"), .text("👩‍👩‍👧"), .text("Київ")]),
      ("n", .whole, .plain, (1...5).map { .whole($0) }))
    let text = table.rendered(.table)
    #expect(
      text == """
        text  n
        ab    1
        日本  2
        é     3
        👩‍👩‍👧    4
        Київ  5

        """)
  }

  @Test func emptyTables() {
    #expect(Samples.numbers(0).rendered(.table) == "n\n")
    #expect(Samples.numbers(0).rendered(.table, width: 80) == "n\n─\n(no rows)\n")
    let none = Table(name: "none", fields: [], columns: [], rowCount: 3)
    #expect(none.rendered(.table) == "")
    #expect(none.rendered(.table, width: 80) == "(no columns)\n")
  }

  @Test func periodsAndWeekdaysAreShownByName() {
    let table = Samples.table(
      ("month", .date, .period(.month), [.date(Samples.day)]), ("day", .whole, .weekday, [.whole(6)]),
      ("n", .whole, .plain, [.whole(1)]))
    #expect(table.rendered(.table) == "month    day       n\n2025-05  Saturday  1\n")
  }

  @Test func notesBeyondThreeAreCountedOnTerminalsOnly() {
    let notes = ["a", "b", "c", "d", "e"]
    let terminal = AnswerRenderer(options: RenderingOptions(width: 80))
    let expected = ["  note: a", "  note: b", "  note: c", "  … 2 more notes: type notes"]
    #expect(terminal.noteLines(notes) == expected)
    #expect(AnswerRenderer().noteLines(notes) == notes.map { "  note: " + $0 })
    #expect(
      AnswerRenderer(options: RenderingOptions(width: 20)).noteLines(["one two three four"])
        == ["  note: one two", "        three four"])
  }
}

extension String {
  /// How often a text stands in it.
  fileprivate func components(separatedBy text: String) -> Int { ranges(of: text).count }
}
