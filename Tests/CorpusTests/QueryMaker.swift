/// Makes queries that are well typed for the tables of `TableMaker`, by a grammar: a name in braces
/// stands for one of its alternatives, and for one of its leaves once the text is deep enough.
struct QueryMaker {
  var chance: SeededGenerator

  /// How deep alternatives go into one another before leaves are taken.
  private static let deepest = 5

  mutating func query() -> String { text(of: "{query}", depth: 0) }

  private mutating func text(of template: String, depth: Int) -> String {
    var result = ""
    var rest = template[...]
    while let open = rest.firstIndex(of: "{"), let close = rest.firstIndex(of: "}") {
      result += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      let leaves = depth >= QueryMaker.deepest ? QueryMaker.leaves[name] : nil
      if let alternatives = leaves ?? QueryMaker.rules[name] {
        result += text(of: chance.pick(alternatives), depth: depth + 1)
      }
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }

  private static let rules: [String: [String]] = [
    "query": [
      "{list}", "{list}", "{top}", "{group}", "{group} | {further}", "{group} | {further}", "{keep}",
      "{keep} | {column}", "{across}", "{across} | {count}", "{every}", "{every}",
    ],
    "list": [
      "list {anything} as c1 from things{filter}{sort}{slice}",
      "list {anything} as c1, {anything} as c2 from things{filter}{sort}{slice}",
      "list {anything} as c1, {anything} as c2, {anything} from things{filter}{slice}",
      "list distinct {anything} as c1 from things{filter}{sortname}{slice}",
      "list distinct {key} as c1, {key} as c2 from things{filter}{sortname}{slice}",
      "list things{filter}{slice}",
    ],
    "across": [
      "{aggregate} from things{filter}{by} across {key}{slice}",
      "count as a1, {answer} as a2 from things{filter}{by} across {key}",
      "{aggregate} as a1, share of ({small}) as a2 from things{filter}{by} across {key}",
      "{aggregate} as a1 from things{filter} by {span} as k1 across {span} sort k1 down",
    ],
    "count": [
      "count", "limit 1",
    ],
    "every": [
      "count as a1, {answer} as a2 from things{filter} by {span} as k1{slice}",
      "count as a1, {aggregate} as a2 from things{filter} by {span} as k1, {key} as k2 sort a1, k1",
      "count as a1, share of count as a2, {aggregate} as a3 from things{filter} by {span} as k1, {span} as k2",
      "share of ({small}) as a1, count as a2 from things{filter} by {key} as k1 sort a1 down{slice}",
    ],
    "span": [
      "every year of d", "every year of m", "every year of (d - 40)", "month of d", "t",
    ],
    "keep": [
      "keep {few} {extreme} {ordered}{per} from things{filter}{ordering}{slice}",
      "keep {extreme} {ordered}{per} from things{filter}",
      "keep {few} {moment}{per} from things{filter}",
      "keep {few} {place}{per} from things{filter}{ordering}{slice}",
      "keep {place}{per} from things{filter}{ordering}",
    ],
    "extreme": [
      "highest", "lowest",
    ],
    "ordered": [
      "{whole}", "{real}", "{text}", "{date}", "{time}", "{duration}", "{figure}", "r",
    ],
    "moment": [
      "latest {date}", "earliest {date}", "latest {time}", "earliest {time}",
    ],
    "place": [
      "first", "last",
    ],
    "per": [
      "", "", " per {key}", " per {key}, {key}",
    ],
    "ordering": [
      "", "", " sort {anything}{down}",
    ],
    "column": [
      "drop n, x", "drop t sort u", "rename n = r, r = n", "rename things = t | drop u", "sum n, count",
      "drop n | count by t", "rename [a b] = n | sum [a b] by t",
    ],
    "sort": [
      "", " sort {anything}{down}", " sort c1{down}", " sort {key}{down}, {anything}",
    ],
    "sortname": [
      "", " sort c1{down}",
    ],
    "down": [
      "", " down",
    ],
    "top": [
      "top {few} {key} by {aggregate} from things{filter}",
      "top {few} {key}, {key} by {aggregate} from things{filter}",
      "top {few} n, t by {anything} from things{filter}",
    ],
    "few": [
      "0", "1", "2", "3", "5",
    ],
    "group": [
      "count as a1, {answer} as a2 from things{filter}{by}{slice}",
      "count as a1, {answer} as a2 from things{filter}{by} sort {aname}{down}{slice}",
      "count as a1, {answer} as a2, {answer} as a3 from things{filter}{by}{slice}",
    ],
    "aname": [
      "a1", "a2",
    ],
    "by": [
      "", " by {key} as k1", " by {key} as k1", " by {key} as k1, {key} as k2",
    ],
    "further": [
      "where a1 > 1", "sort a1 down | limit 2", "list a1, a2", "sum a1, max a1", "count by a1",
      "list distinct a1 sort a1", "where a2 is not unknown | list a1 * 2 as twice", "mean a1 by a2",
      "first a1, last a2", "sort a1 | last a1, mode a1", "quantile {part} of a1, variance a1",
    ],
    "filter": [
      "", "", " where {condition}", " where {condition}", " where {condition}",
      " where ({condition}) and ({condition})",
    ],
    "slice": [
      "", "", "", "", " limit {few}", " skip {few}", " limit {few} skip {few}",
    ],
    "answer": [
      "{aggregate}", "{aggregate}", "{aggregate}", "sum ({small}) / count",
      "max ({date}) - min ({date})", "sum ({figure}) * 2 - count", "sum if({test}, 1, 0)",
      "round(sum ({small}) / count, 2)", "if(sum ({small}) > 3, \"many\", \"few\")",
      "if(count > 2 and max ({figure}) > 4, min ({figure}), count)", "coalesce(max ({whole}), 0)",
      "max ({small}) > 2", "concat(min ({text}), \" \", count)",
    ],
    "aggregate": [
      "count ({anything})", "count distinct ({anything})", "sum ({whole})", "sum ({real})",
      "sum ({duration})", "sum ({figure})", "mean ({small})", "mean x", "mean ({real})",
      "mean ({duration})", "mean ({figure})", "median ({small})", "median x", "median ({real})",
      "median ({date})", "median ({time})", "median ({duration})", "median ({figure})",
      "stddev ({small})", "stddev ({real})", "stddev best(f)", "variance ({small})", "variance ({real})",
      "quantile {part} of ({small})", "quantile {part} of x", "quantile {part} of ({real})",
      "quantile {part} of ({date})", "quantile {part} of ({time})", "quantile {part} of ({duration})",
      "quantile {part} of ({figure})", "mode ({anything})", "mode ({small})", "mode ({text})",
      "first (({anything}))", "last (({anything}))", "first ({text})", "last ({figure})",
      "correlation of ({small}) and ({small})", "correlation of ({small}) and ({real})",
      "correlation of ({real}) and n", "correlation of n and n", "{end} ({whole})", "{end} ({real})",
      "{end} ({text})", "{end} ({date})", "{end} ({time})", "{end} ({duration})", "{end} ({figure})",
      "{end} ({figure})",
    ],
    "part": [
      "0", "0.1", "0.25", "0.29", "0.5", "0.9", "1",
    ],
    "end": [
      "min", "max",
    ],
    "key": [
      "{text}", "{text}", "n", "x", "r", "d", "b", "f", "g", "h", "month of d", "week of m", "year(d)",
      "weekday of d", "{small}", "hour of m", "({condition})",
    ],
    "anything": [
      "{whole}", "{real}", "{text}", "{date}", "{time}", "{duration}", "{figure}", "{figure}", "b", "h",
      "({condition})",
    ],
    "whole": [
      "{small}", "{small}", "x", "({whole} {operator} {small})",
    ],
    "operator": [
      "+", "-", "*", "%",
    ],
    "small": [
      "n", "3", "-2", "length(t)", "year(d)", "day(m)", "hour(m)", "minute(m)", "quarter(d)", "week(d)",
      "({small} {operator} {small})", "({small} {operator} {small})", "abs({small})", "-({small})",
      "max({small}, {small})", "min({small}, {small})",
      "if({test}, {small}, {small})", "coalesce(n, {small})", "sign({small})", "second(m)", "floor({real})",
      "ceil({real})", "round(n, -1)",
    ],
    "real": [
      "r", "r", "({real} + {small})", "({real} * {real})", "({small} / {small})", "sqrt({real})",
      "round({real}, 1)", "round({real}, n)", "ln({real})", "abs({real})", "-({real})",
      "max({real}, {small})", "({real} % 2)", "({real} ^ 2)",
      "if({test}, {real}, {small})", "coalesce({real}, {small}, 0.5)", "log10({real})",
    ],
    "text": [
      "t", "t", "u", "lower(t)", "upper(u)", "trim(t)", "replace(t, \"{piece}\", \"{piece}\")",
      "replace({text}, u, t)", "split({text}, \"{piece}\", {small})", "part({text}, {small})",
      "part(t, {small}, {small})", "concat({anything}, \"-\", {text})", "text({anything})",
      "extract({text}, \"{pattern}\")", "extract({text}, \"(.)(y)?\", n)", "if({test}, {text}, {text})",
      "if({test}, \"zz\", {text})", "coalesce({text}, u, \"none\")", "if({test}, unknown, {text})",
    ],
    "date": [
      "d", "d", "date(m)", "month of d", "quarter of m", "week of d", "(d + 3)", "(d - 40)", "year of d",
      "if({test}, d, {date})", "coalesce(d, {date})", "if({test}, \"2025-05-24\", d)",
    ],
    "time": [
      "m", "m", "hour of m", "minute of m", "(d + 2h)", "(m - 30m)", "(m + l)",
    ],
    "duration": [
      "l", "l", "(m - d)", "(l * 2)", "(l / 2)", "(l * 0.5)", "(l + 1h)", "(d - d)", "-l", "max(l, 1h)",
      "if({test}, l, 90m)", "coalesce(l, h)", "coalesce({duration}, 0s)",
    ],
    "figure": [
      "f", "g", "15+", "(3..9)", "~8", "({figure} + {small})", "({figure} - {figure})",
      "({figure} * {small})", "({figure} * {figure})", "-({figure})", "({figure} / {small})",
      "({small} / {figure})", "(f / g)", "max({figure}, {small})", "min({figure}, {figure})",
      "round(g / 7, 1)", "low({figure})", "best({figure})", "high({figure})", "floor(g)", "sqrt(f)",
      "round(f, -1)", "if({test}, {figure}, {small})", "if({figure} > 3, {small}, {figure})",
      "if({figure} {comparison} n, {figure}, unknown)", "coalesce({figure}, {small})",
      "coalesce(sqrt(f), g, {small})", "sign({figure})", "number(replace({text}, \"1\", \"4\"))",
    ],
    "condition": [
      "{test}", "{test}", "{test}", "({condition}) and ({condition})", "({condition}) or ({condition})",
      "not ({condition})",
    ],
    "comparison": [
      "=", "!=", "<", "<=", ">", ">=", "==",
    ],
    "wanted": [
      "Kyiv", "київ", "new york", "é", "", "a\"\"b", "s", "K",
    ],
    "piece": [
      "", "K", "i", "y", " ", "иї", "e", "\u{301}", "ss", "zz",
    ],
    "pattern": [
      "k", "^k", "v$", "^[a-k]+", "(iv|ї)", "[^a-z]", "\\d+", "^$", "^.{4}$", "(?-i)K", "\\s", "ss|zz",
      "e.?$",
      "\\w+ \\w+", "^(ky|ки)", "",
    ],
    "test": [
      "{small} {comparison} {small}", "x {comparison} 0", "x {comparison} 9223372036854775806",
      "x {comparison} n", "x {comparison} 1.5", "x {comparison} r", "{small} in (1, 2, 5..7)",
      "{small} not in 0..2", "n in ..2", "n in 1..", "{real} {comparison} 2.5", "{real} {comparison} n",
      "{real} {comparison} r", "r in -1..2.5", "{text} = \"{wanted}\"", "{text} == \"{wanted}\"",
      "{text} != \"{wanted}\"", "{text} contains \"{wanted}\"", "{text} not starts with \"{wanted}\"",
      "{text} ends with \"{wanted}\"",
      "{text} matches \"{pattern}\"", "{text} not matches \"{pattern}\"", "{text} in (\"{wanted}\", \"zz\")",
      "{text} {comparison} [u]",
      "{text} {comparison} \"{wanted}\"", "{date} {comparison} 2025-05-24", "{date} {comparison} 2025",
      "{date} {comparison} 1970-01", "{date} {comparison} d", "{date} {comparison} m",
      "d in 2025-05..2025", "{time} {comparison} 2025-05-24T07:30", "{time} {comparison} 2025-05-23",
      "{time} {comparison} d", "{time} {comparison} m", "{duration} {comparison} 1h",
      "{duration} {comparison} 0s", "{duration} {comparison} l", "l in 0s..2h", "b", "b = no",
      "{figure} {comparison} 5", "{figure} {comparison} 0", "{figure} {comparison} f",
      "{figure} {comparison} g", "{figure} {comparison} n", "{figure} {comparison} 2.5",
      "{figure} in 0..10", "h {comparison} 3h", "h {comparison} l", "h {comparison} h",
      "{anything} is unknown", "{anything} is not unknown",
    ],
  ]

  /// What stands where the text is deep enough.
  private static let leaves: [String: [String]] = [
    "anything": [
      "n", "r", "t", "d", "m", "l", "f", "b",
    ],
    "whole": [
      "n", "x",
    ],
    "small": [
      "n", "3", "-2", "0",
    ],
    "real": [
      "r", "0.5", "-1.25",
    ],
    "text": [
      "t", "u",
    ],
    "date": [
      "d"
    ],
    "time": [
      "m"
    ],
    "duration": [
      "l"
    ],
    "figure": [
      "f", "g",
    ],
    "condition": [
      "{test}"
    ],
    "key": [
      "t", "n", "f",
    ],
  ]
}
