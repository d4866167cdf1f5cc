"""ClickHouse in this process."""

from __future__ import annotations

import json

from chdb import session

from ..sql import SQL_FORMS, checks_query
from . import THREADS

# Columns that have too many different texts for a dictionary to help.
_PLAIN_TEXTS = {"id6"}


class ChDBEngine:
    """Tables of the engine Memory, texts of low cardinality and numbers as narrow as they are."""

    def __init__(self) -> None:
        self._session = session.Session()
        self._session.query(f"set max_threads = {THREADS}")
        self._session.query("set join_use_nulls = 1")

    def load(self, tables: dict[str, str]) -> None:
        for name, path in tables.items():
            kinds = ", ".join(f"{column} {kind}" for column, kind in _kinds(path))
            self._session.query(f"create table {name} ({kinds}) engine = Memory")
            self._session.query(f"insert into {name} select * from file('{path}', CSVWithNames)")

    def run(self, question: str) -> None:
        self._session.query(f"create table answer engine = Memory as {SQL_FORMS[question].clickhouse}")

    def rows(self) -> int:
        return int(self._rows("select count() from answer")[0][0])

    def checks(self) -> list[float | None]:
        columns = [(row[0], "String" in row[1]) for row in self._rows("describe table answer")]
        row = self._rows(
            checks_query(
                columns,
                number="toFloat64OrNull(replaceRegexpAll(toString({}), '[^0-9]', ''))",
                real="toFloat64({})",
                modulo="({} % 1009)",
                table="answer",
            )
        )[0]
        return [None if value is None else float(value) for value in row]

    def forget(self) -> None:
        self._session.query("drop table if exists answer sync")

    def _rows(self, query: str) -> list[list[str]]:
        text = str(self._session.query(query, "JSONCompactEachRow"))
        return [json.loads(line) for line in text.splitlines() if line]


def _kinds(path: str) -> list[tuple[str, str]]:
    """The columns of a file of db-benchmark with the kinds its first row shows."""
    with open(path, encoding="utf-8") as file:
        names, cells = (file.readline().strip().split(",") for _ in range(2))
    return [(name, _kind(name, cell)) for name, cell in zip(names, cells)]


def _kind(name: str, cell: str) -> str:
    if cell.startswith("id"):
        return "String" if name in _PLAIN_TEXTS else "LowCardinality(String)"
    return "Float64" if "." in cell else "Int32"
