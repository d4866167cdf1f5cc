import TallyFunctions

/// Help on a part of the language that is not a builtin: what it is, and examples that run.
struct HelpTopic: Sendable {
  let name: String
  let synonyms: [String]
  let lines: [String]
  let examples: [Example]

  init(_ name: String, synonyms: [String] = [], _ lines: String, examples: [Example] = []) {
    self.name = name
    self.synonyms = synonyms
    self.lines = lines.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    self.examples = examples
  }

  init(_ name: String, synonyms: [String] = [], lines: [String], examples: [Example] = []) {
    self.name = name
    self.synonyms = synonyms
    self.lines = lines
    self.examples = examples
  }

  var text: String {
    (Help.folded(lines) + Help.shown(examples)).joined(separator: "\n")
  }

  /// Every topic, in the order in which help names them.
  static let all = language + lists + shell

  /// Parts of the language.
  static let language: [HelpTopic] = [
    HelpTopic(
      "list", synonyms: ["show", "rows", "select"],
      """
      list [distinct] [column {, column}]
        the rows themselves; all columns if none is named. A table's own name lists its rows.
        "distinct" alone lists each different row once.
      """,
      examples: [
        Example(
          "list place, killed where killed > 1",
          "place            killed\nseveral regions      13\nOdesa                 3"),
        Example("list distinct side from exchanges", "side\nUkraine\nRussia"),
      ]),
    HelpTopic(
      "top",
      """
      top N key {, key} by answer
        the N groups with the greatest answers, the greatest first.
      """,
      examples: [
        Example("top 1 weapon by sum launched", "weapon        sum launched\nShahed drone           250")
      ]),
    HelpTopic(
      "keep", synonyms: ["highest", "lowest", "latest", "earliest"],
      """
      keep [N] highest|lowest|latest|earliest|first|last [expression] [per key {, key}]
        the N rows at one end of an order, or so many for each key; one if no number is given. They stand as
        they stood. first and last go by the order in which rows stand; latest and earliest without a
        column by when rows were reported, or by the only date there is.
      """,
      examples: [
        Example(
          "keep 2 highest killed per place | list place, killed",
          "place            killed\nseveral regions      13\nOdesa                 3"),
        Example(
          "keep last from exchanges sort date | list date, side", "date        side\n2025-05-24  Russia"),
      ]),
    HelpTopic(
      "drop", synonyms: ["exclude", "rename"],
      """
      drop column {, column} · rename NEW = column {, …}
        the rows without some columns, or with other names for them. Rows that are claims stay claims, unless
        what they are about or whose word they are is dropped.
      """,
      examples: [
        Example("sum launched by weapon | drop weapon", "sum launched\n          14\n         250"),
        Example(
          "rename arms = weapon from strikes | list arms, launched",
          "arms               launched\nballistic missile        14\nShahed drone            250"),
      ]),
    HelpTopic(
      "where", synonyms: ["conditions", "and", "or", "not", "in", "contains", "matches", "regex"],
      """
      where condition
        = ignores case, == does not; != < <= > >= compare numbers, dates and texts.
        in (a, b) · in 10..20 · in 2025-05 · is unknown
        contains · starts with · ends with
        matches "regex"  finds a regular expression (RE2's) anywhere in a text,
          without regard to case unless it says (?-i); the pattern is one for all
          rows, in quotes or a $value.
        and, or, not: mixing and with or takes parentheses.
        A text of several words takes quotes. A comparison with an unknown is
        neither yes nor no: such rows are left out, and a note counts them.
      """,
      examples: [
        Example("count where city = kyiv from casualties", "3"),
        Example("count where place in (Kyiv, Odesa) from casualties", "4"),
        Example("count where casualties is unknown", "4"),
        Example("list name from places where name matches \"^k[iy]+v$\"", "name\nKyiv"),
      ]),
    HelpTopic(
      "by", synonyms: ["group", "group by"],
      """
      answer {, answer} by key {, key}
        one row for each group, in the order of the keys. month of date, year of date … group by period.
      """,
      examples: [
        Example(
          "sum released by side", "side     sum released\nRussia            697\nUkraine           697"),
        Example("sum released by month of date", "month of date  sum released\n2025-05               1,394"),
      ]),
    HelpTopic(
      "across", synonyms: ["pivot", "crosstab"],
      """
      answer {, answer} [by key {, key}] across key
        a column for each value of the key, in their order, and a row for each group; of several answers each
        value has a column for every one. Where there is no row, counts are 0 and all else is unknown.
      """,
      examples: [
        Example(
          "sum released by side across date",
          "side     2025-05-23  2025-05-24\nRussia          390         307\nUkraine         390         307"),
        Example(
          "sum launched across weapon", "ballistic missile  Shahed drone\n               14           250"),
      ]),
    HelpTopic(
      "share", synonyms: ["percent", "percentage", "part"],
      """
      share of x by key {, key} · add NAME = share of x [per key]
        each group's sum of x, or another figure, as a part of that of all groups. In add, each row's x as a
        part of the sum of all rows.
      """,
      examples: [
        Example(
          "share of launched by weapon",
          "weapon             share of launched\nballistic missile              5.3 %\nShahed drone                  94.7 %"
        ),
        Example(
          "top 1 weapon by share of launched",
          "weapon        share of launched\nShahed drone             94.7 %"),
      ]),
    HelpTopic(
      "sort", synonyms: ["order", "order by", "limit", "skip"],
      """
      sort expression [down] {, …} · limit N · skip N
        puts rows in order and takes some of them. Unknowns come last, whichever the direction.
      """,
      examples: [Example("list name from places sort name limit 2", "name\nBelarus\nChkalovsky air base")]),
    HelpTopic(
      "from", synonyms: ["tables"],
      """
      from TABLE
        says which table is meant. Without it: the only table there is, the one set by use, or the only
        one that has all the columns that are named.
      """,
      examples: [Example("count from places", "12")]),
    HelpTopic(
      "pipes", synonyms: ["|", "stages"],
      """
      stage | stage
        each stage works on what the one before it gives; its answers are columns by their names. A line that
        begins with | goes on from the question before; "last | …" asks of its answer as a table.
      """,
      examples: [Example("sum released by date | max sum released", "780")]),
    HelpTopic(
      "join", synonyms: ["on", "inner", "semi", "anti", "full"],
      """
      [inner | semi | anti | full] join TABLE on column [= column] {, …}
        puts beside each row the rows of a table that have the same keys: left of = a column of the rows so
        far, right of it one of the table. "join" keeps all rows, "inner join" those that match, "semi join"
        and "anti join" those that match or do not, as they are; "full join" adds what matches none. Texts are
        the same without case; an unknown matches nothing. A column whose name is taken is [table.name].
        A note tells where a row stands several times and is counted each time. Rows that are claims stay claims,
        but not in a full join.
      """,
      examples: [
        Example(
          "casualties | join places on place = name | sum killed by kind",
          "kind      sum killed\ncity               3\ndistrict   no report\nregions           13"),
        Example("sources | anti join casualties on source | count", "12"),
        Example(
          "deals | join exchanges on deal, side | sum promised, sum released",
          "sum promised  sum released\n       4,000         1,394"),
      ]),
    HelpTopic(
      "let", synonyms: ["values", "$"],
      """
      let NAME = query · let NAME = value
        names an answer as a table, or a value that is then written $NAME, wherever a value can stand:
        where city = $city, in ($a, $b), limit $n. "tally --set NAME=VALUE" names one on the command line,
        a literal where it is one and otherwise text; no let changes it, so that scripts can hold defaults.
      """),
    HelpTopic(
      "param", synonyms: ["parameters", "parameter"],
      """
      param NAME [KIND] [= VALUE]
        what a script wants to be told, and what it is where nobody says otherwise; questions write $NAME. It is
        given by "tally run SCRIPT --set NAME=VALUE" or "run SCRIPT NAME=VALUE"; what has no default is asked for
        at a terminal. KIND is text, number, date, time, duration or boolean, and otherwise that of the
        default. A value is only ever a value: whatever is in it, it cannot become part of a question.
      """,
      examples: [Example("param since = 2025-05-24", "")]),
    HelpTopic(
      "expect", synonyms: ["check", "checks", "gives", "within"],
      """
      expect QUERY gives VALUE {, VALUE} [within VALUE]
      expect QUERY within LOW..HIGH · expect no rows: QUERY · expect rows: QUERY
        an error where it is not so. The values are those of the answer's only row, or of its column, groups
        left out, and are written as cells are: 15+, unknown, 95.1 %, Kyiv. One with a fraction is held against as
        many digits as it has. "within 5" and "within 2 %" leave room on both sides; a range is met by what lies
        in it surely. "tally run --check SCRIPT" tells of all that a script expects.
      """,
      examples: [
        Example("expect sum casualties where city = Kyiv gives 15+", ""),
        Example("expect sum neutralised / sum launched gives 95.1 %", ""),
        Example("expect sum launched by weapon within 10..300", ""),
        Example("expect no rows: casualties where killed > casualties", ""),
      ]),
    HelpTopic(
      "scripts", synonyms: ["script", "lint", "saved queries"],
      """
      tally run SCRIPT [FILE …]
        a script holds statements as they are typed, in a file ending in .tally; "run SCRIPT" runs it from the prompt,
        and "save session FILE" makes one of what was typed. Each answer stands below the comment above its
        question. --output FOLDER puts what it shows, and its files, into a folder; --check tells only whether what
        it expects is so; "tally lint SCRIPT" looks for what is hardly meant, "tally format SCRIPT" writes it in
        the canonical way. A first line of #!/usr/bin/env -S tally run makes it a program.
      """),
    HelpTopic(
      "into", synonyms: ["export", "save", "files"],
      """
      QUERY into "FILE.csv"
        writes the answer to a file, whole or not at all, in the place of one that is there, of which it tells. The end of its name
        says how: .csv, .tsv, .json, .jsonl, .md, .txt; .svg, .png and .pdf hold a picture (help draw).
      """),
    HelpTopic(
      "figures", synonyms: ["bounds", "unknown"],
      """
      15 exact · 15+ at least · ..20 at most · 10..20 between · ~250 about
        cells and questions write figures alike. A blank is unknown, never 0: sums leave it out and say so.
        figure(low, best, high) makes one of three columns. Answers carry the bounds, and the truth is inside
        them; they are the tightest for sums, counts and extremes, and wider than need be for stddev, variance,
        mode and correlation, for a % b, and where one figure stands on both sides, as in n - n.
      """,
      examples: [Example("sum casualties where city = Kyiv", "15+"), Example("10..20 - 5+", "≤15")]),
    HelpTopic(
      "dates", synonyms: ["times", "periods", "durations"],
      """
      2025-05-24 a day · 2025-05 a month · 2025 a year · 2025-05-24T07:30 a time · today · 7h, 90m, 2d
        a month or year is a period: date = 2025-05 and date in 2025-05 mean inside it. Times are UTC.
      """,
      examples: [Example("sum released where side = Ukraine and date in 2025-05", "697")]),
    HelpTopic(
      "places", synonyms: ["gazetteer", "inside"],
      """
      place in Kyiv
        everything inside Kyiv, through any depth, by the list of places that the package declares; = is the
        place itself; in (Kyiv, Odesa) is everything inside either. Another name of a place is read as the place. "role TABLE is places" declares a list.
      """,
      examples: [Example("sum injured where place in Kyiv", "5+")]),
    HelpTopic(
      "claims", synonyms: ["using", "according", "raw", "disputed", "settling"],
      """
      using lowest|highest|latest|earliest|trust A > B · according to SOURCE · raw · is disputed
        where a table says whose word its rows are, several may speak of one event. A figure is settled before
        it is added up: claims that meet give where they meet, those that do not are disputed and span both;
        what lies inside a place or an event is counted once. "using" decides disputes, "according to" takes
        one source's word, "raw" adds the cells. "tally" shows the claims, "why" where an answer comes from.
      """,
      examples: [
        Example("sum casualties where city=Kyiv", "15+"),
        Example("sum approaching according to Klitschko", "21+"),
      ]),
    HelpTopic(
      "dialects", synonyms: ["sqlite", "postgres", "duckdb", "clickhouse"],
      """
      sql [sqlite|postgres|duckdb|clickhouse] QUERY
        expects tables of the same names in the other engine, and in them: unknowns as NULL; yes/no, whole and
        real numbers, texts, dates and times (UTC) in the engine's own types, in SQLite yes/no as 1 and 0,
        dates as 2025-05-24 and times as 2025-05-24 07:30:00; durations as whole microseconds. A figure x with
        bounds is three columns, x_low, x and x_high, of which NULL is an open end. Rows that only may match
        are left out, claims are added up as they stand; remarks above the SQL say so where it matters.
      """,
      examples: [
        Example(
          "sql duckdb count by month of date where side = Ukraine from exchanges raw",
          """
          SELECT
            CAST(DATE_TRUNC('month', "date") AS DATE) AS "month of date",
            COUNT(*) AS "count"
          FROM "exchanges"
          WHERE LOWER("side") = 'ukraine'
          GROUP BY CAST(DATE_TRUNC('month', "date") AS DATE)
          ORDER BY "month of date" NULLS LAST;
          """)
      ]),
    HelpTopic(
      "tally",
      """
      tally figure
        the claims of a figure side by side: for each event and place what each source says, what it is
        settled to, and whether the claims are single, agree, compatible or disputed.
      """,
      examples: [
        Example(
          "tally casualties where city=Kyiv | list place, inside, casualties, verdict",
          "place   inside  casualties  verdict\nKyiv                   15+  single\nObolon  Kyiv            5+  single"
        )
      ]),
    HelpTopic(
      "spans", synonyms: ["during", "touches", "every"],
      """
      when during PERIOD · when touches PERIOD · start to end touches PERIOD · by every month of date
        "during" is all of a stretch of time inside the period, "touches" any of it. "every" also gives the
        months, days … in which there is nothing: counts are 0 there, and of all else there is no report.
      """,
      examples: [
        Example(
          "count by every day of date where side = Ukraine and released > 350 from exchanges",
          "day of date  count\n2025-05-23       1"),
        Example("count from events where when during 2025-05-24", "1"),
      ]),
    HelpTopic(
      "add", synonyms: ["running", "previous", "next", "rank", "per"],
      """
      add NAME = expression {, …} [per key {, key}]
        the rows with more columns. running x · previous x · next x · rank of x · share of x look at other
        rows, in the order in which they stand, of the same keys.
      """,
      examples: [
        Example(
          "sum launched by weapon | add part = share of launched",
          "weapon             sum launched    part\nballistic missile            14   5.3 %\nShahed drone                250  94.7 %"
        )
      ]),
    draw,
  ]
}
