"""The questions in SQL, where their names are known to `questions`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class SQL:
    """A question in DuckDB's SQL and in ClickHouse's, where that is another."""

    duckdb: str
    other: str | None = None

    @property
    def clickhouse(self) -> str:
        return self.other or self.duckdb


def _join(columns: str, table: str, key: str, kind: str = "join") -> SQL:
    names = ", ".join(f"{table}.{name} as {table}_{name}" for name in columns.split())
    return SQL(f"select x.*, {names}, {table}.v2 as v2 from x {kind} {table} on x.{key} = {table}.{key}")


SQL_FORMS: dict[str, SQL] = {
    "q1": SQL("select id1, sum(v1) v1 from x group by id1"),
    "q2": SQL("select id1, id2, sum(v1) v1 from x group by id1, id2"),
    "q3": SQL("select id3, sum(v1) v1, avg(v3) v3 from x group by id3"),
    "q4": SQL("select id4, avg(v1) v1, avg(v2) v2, avg(v3) v3 from x group by id4"),
    "q5": SQL("select id6, sum(v1) v1, sum(v2) v2, sum(v3) v3 from x group by id6"),
    "q6": SQL(
        "select id4, id5, quantile_cont(v3, 0.5) median_v3, stddev(v3) sd_v3 from x group by id4, id5",
        "select id4, id5, quantileExactInclusive(0.5)(v3) median_v3, stddevSamp(v3) sd_v3 from x"
        " group by id4, id5",
    ),
    "q7": SQL("select id3, max(v1) - min(v2) range_v1_v2 from x group by id3"),
    "q8": SQL(
        "select id6, unnest(max(v3, 2)) largest2_v3 from x group by id6",
        "select id6, -arrayJoin(groupArraySorted(2)(-v3)) largest2_v3 from x group by id6",
    ),
    "q9": SQL("select id2, id4, pow(corr(v1, v2), 2) r2 from x group by id2, id4"),
    "q10": SQL(
        "select id1, id2, id3, id4, id5, id6, sum(v3) v3, count(*) count from x"
        " group by id1, id2, id3, id4, id5, id6"
    ),
    "sum": SQL("select sum(v1) v1 from x where id1 = 'id016'"),
    "count": SQL("select count(*) count from x where v3 > 50 and id4 < 20"),
    "top": SQL("select id3, sum(v3) v3 from x group by id3 order by v3 desc limit 10"),
    "highest": SQL("select id6, v3 from x order by v3 desc limit 10"),
    "distinct": SQL("select count(distinct id3) id3 from x", "select uniqExact(id3) id3 from x"),
    "j1": _join("id4", "small", "id1"),
    "j2": _join("id1 id4 id5", "medium", "id2"),
    "j3": _join("id1 id4 id5", "medium", "id2", "left join"),
    "j4": _join("id1 id2 id4", "medium", "id5"),
    "j5": _join("id1 id2 id4 id5 id6", "big", "id3"),
}


def checks_query(columns: list[tuple[str, bool]], *, number: str, real: str, modulo: str, table: str) -> str:
    """The numbers that `AnswerChecks` of the tests makes of an answer, asked of the answer as a table.

    - columns: names, and whether they are texts.
    - number: a text's digits as a real, with `{}` for the column.
    - real: a number as a real.
    - modulo: a real's remainder by 1,009.
    """

    def value(column: tuple[str, bool]) -> str:
        return (number if column[1] else real).format(f'"{column[0]}"')

    parts = ["count(*)"]
    for column in columns:
        parts += [f'count("{column[0]}")', f"sum({value(column)})"]
    if len(columns) > 1:
        key = modulo.format(value(columns[0]))
        parts.append(f"sum((1 + {key}) * {value(columns[-1])})")
    return f"select {', '.join(parts)} from {table}"
