import TallyColumns
import Testing

@testable import TallyRendering

@Suite struct DelimitedTests {
  @Test func valuesAreExact() {
    #expect(
      Samples.mixed.rendered(.csv, width: 20, notes: ["n"], unknownWord: "unknown") == #"""
        place,killed,part,day,length,sure
        Kyiv,15+,0.951,2025-05-24,7h,yes
        Одеса,1234567,,2025-05-23,,no
        "東京|""a,b""",,0.30000000000000004,,1.5s,
        ,0,1,1970-01-01,0s,yes

        """#)
    let tabs = Samples.mixed.rendered(.tsv).split(separator: "\n")
    #expect(
      tabs == [
        "place\tkilled\tpart\tday\tlength\tsure", "Kyiv\t15+\t0.951\t2025-05-24\t7h\tyes",
        "Одеса\t1234567\t\t2025-05-23\t\tno",
        "\"東京|\"\"a,b\"\"\"\t\t0.30000000000000004\t\t1.5s\t", "\t0\t1\t1970-01-01\t0s\tyes",
      ])
  }

  @Test func onlyWhatMustBeIsQuoted() {
    let texts = [
      "plain", "", " lead", "trail ", "a,b", "a\tb", "say \"hi\"", "two\nlines", "cr\r", "015", "Київ",
    ]
    let table = Samples.table(("x y", .text, .plain, texts.map { .text($0) } + [.unknown]))
    let lines = [
      "x y", "plain", "\"\"", "\" lead\"", "\"trail \"", "\"a,b\"", "a\tb", "\"say \"\"hi\"\"\"",
      "\"two\nlines\"", "\"cr\r\"", "015", "Київ", "", "",
    ]
    #expect(table.rendered(.csv) == lines.joined(separator: "\n"))
    #expect(table.rendered(.tsv).contains("\na,b\n\"a\tb\"\n"))
  }

  @Test func emptyTables() {
    #expect(Samples.numbers(0).rendered(.csv) == "n\n")
    #expect(Table(name: "none", fields: [], columns: [], rowCount: 3).rendered(.csv) == "")
  }

  /// Every text over a small alphabet of the characters that matter, up to three of them, in two columns.
  @Test(arguments: [(OutputFormat.csv, Character(",")), (.tsv, "\t")])
  func whatIsWrittenReadsBack(format: OutputFormat, separator: Character) throws {
    let alphabet = ["a", ",", "\t", "\"", "\n", "\r", " ", "ї"]
    var texts = [""]
    for length in 1...3 {
      let shorter = texts.filter { $0.unicodeScalars.count == length - 1 }
      texts += shorter.flatMap { text in alphabet.map { text + $0 } }
    }
    let reversed = texts.reversed().map { $0.count == 2 ? Value.unknown : .text($0) }
    let table = Samples.table(("a", .text, .plain, texts.map { .text($0) }), ("b", .text, .plain, reversed))
    let rows = ReferenceCSV.rows(of: table.rendered(format), separator: separator)
    try #require(rows.count == texts.count + 1)
    for (row, text) in texts.enumerated() {
      #expect(rows[row + 1] == [.init(text: text, isKnown: true), .init(reversed[row])])
    }
  }

  /// A dictionary with more entries than the table has rows is not spelt out beforehand.
  @Test func aLargeDictionaryBehindFewRows() {
    let dictionary = TextDictionary(["a", "b,c", ""])
    let column = Column(kind: .text, .code8([1, 2], dictionary))
    let table = Table(name: "t", fields: [Field("x")], columns: [column])
    #expect(table.rendered(.csv) == "x\n\"b,c\"\n\"\"\n")
    #expect(table.rendered(.jsonl) == "{\"x\":\"b,c\"}\n{\"x\":\"\"}\n")
    #expect(table.rendered(.table) == "x\nb,c\n\n")
  }
}

/// The plainest reader of RFC 4180, a character at a time.
enum ReferenceCSV {
  struct Cell: Equatable {
    let text: String
    /// An empty cell without quotes is unknown.
    let isKnown: Bool

    init(text: String, isKnown: Bool) {
      self.text = text
      self.isKnown = isKnown
    }

    init(_ value: Value) {
      self.init(text: value.text(), isKnown: !value.isUnknown)
    }
  }

  static func rows(of text: String, separator: Character) -> [[Cell]] {
    var rows: [[Cell]] = []
    var row: [Cell] = []
    var cell = ""
    var wasQuoted = false
    var isInside = false
    // By scalars: a quote before a combining mark, or CR before LF, is one Character.
    let scalars = Array(text.unicodeScalars)
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      index += 1
      if isInside {
        if scalar != "\"" {
          cell.unicodeScalars.append(scalar)
        } else if index < scalars.count, scalars[index] == "\"" {
          cell.append("\"")
          index += 1
        } else {
          isInside = false
        }
      } else if scalar == "\"" {
        isInside = true
        wasQuoted = true
      } else if Character(scalar) == separator || scalar == "\n" {
        row.append(Cell(text: cell, isKnown: wasQuoted || !cell.isEmpty))
        cell = ""
        wasQuoted = false
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      } else {
        cell.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
