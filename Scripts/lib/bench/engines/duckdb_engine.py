"""DuckDB in memory."""

from __future__ import annotations

import duckdb

from ..sql import SQL_FORMS, checks_query
from . import THREADS

# Columns of few different texts, which enumerations fit; all tables share them, so that they join.
_ENUMERATED = {"id1": "tag1", "id2": "tag2", "id3": "tag3", "id4": "tag4", "id5": "tag5"}


class DuckDBEngine:
    """Tables as DuckDB reads them, or with enumerations for texts and whole numbers of 32 bits."""

    def __init__(self, uses_enums: bool) -> None:
        self._uses_enums = uses_enums
        self._connection = duckdb.connect()
        self._connection.execute(f"set threads = {THREADS}")
        self._connection.execute("set preserve_insertion_order = false")

    def load(self, tables: dict[str, str]) -> None:
        for name, path in tables.items():
            self._connection.execute(f"create table {name} as select * from read_csv('{path}')")
        if self._uses_enums:
            self._enumerate(list(tables))

    def run(self, question: str) -> None:
        self._connection.execute(f"create temp table answer as {SQL_FORMS[question].duckdb}")

    def rows(self) -> int:
        return int(self._one("select count(*) from answer")[0] or 0)

    def checks(self) -> list[float | None]:
        columns = [(name, "VARCHAR" in kind or "ENUM" in kind) for name, kind in self._columns("answer")]
        return self._one(
            checks_query(
                columns,
                number=r"cast(regexp_replace(cast({} as varchar), '[^0-9]', '', 'g') as double)",
                real="cast({} as double)",
                modulo="({}) % 1009",
                table="answer",
            )
        )

    def forget(self) -> None:
        self._connection.execute("drop table if exists answer")

    def _enumerate(self, tables: list[str]) -> None:
        columns = {table: self._columns(table) for table in tables}
        texts = {
            name: [table for table in tables if (name, "VARCHAR") in columns[table]] for name in _ENUMERATED
        }
        for name, holders in texts.items():
            if holders:
                values = " union ".join(f"select {name} from {table}" for table in holders)
                self._connection.execute(
                    f"create type {_ENUMERATED[name]} as enum"
                    f" (select {name} from ({values}) where {name} is not null order by 1)"
                )
        for table in tables:
            kinds = {
                name: _ENUMERATED.get(name, kind)
                if kind == "VARCHAR"
                else "INTEGER"
                if kind == "BIGINT"
                else kind
                for name, kind in columns[table]
            }
            casts = ", ".join(f"cast({name} as {kind}) as {name}" for name, kind in kinds.items())
            self._connection.execute(f"create table narrow as select {casts} from {table}")
            self._connection.execute(f"drop table {table}")
            self._connection.execute(f"alter table narrow rename to {table}")

    def _columns(self, table: str) -> list[tuple[str, str]]:
        return [(row[0], row[1]) for row in self._connection.execute(f"describe {table}").fetchall()]

    def _one(self, query: str) -> list[float | None]:
        row = self._connection.execute(query).fetchone()
        return [None if value is None else float(value) for value in row or ()]
