"""Polars in memory."""

from __future__ import annotations

import os

from . import THREADS

os.environ["POLARS_MAX_THREADS"] = str(THREADS)

import polars as pl  # noqa: E402 (it reads the variable when it is imported)

from ..polars_forms import POLARS_FORMS  # noqa: E402

# Columns that have too many different texts for categories to help.
_PLAIN_TEXTS = {"id6"}


class PolarsEngine:
    """Data frames, their texts plain or as categories; collected by the streaming engine or the other."""

    def __init__(self, is_categorical: bool, is_streaming: bool) -> None:
        self._is_categorical = is_categorical
        self._engine = "streaming" if is_streaming else "in-memory"
        self._tables: dict[str, pl.LazyFrame] = {}
        self._answer = pl.DataFrame()

    def load(self, tables: dict[str, str]) -> None:
        for table, path in tables.items():
            schema = pl.scan_csv(path).collect_schema()
            texts = [name for name, kind in schema.items() if kind == pl.String and name not in _PLAIN_TEXTS]
            kinds = {name: pl.Categorical for name in texts} if self._is_categorical else None
            self._tables[table] = pl.read_csv(path, schema_overrides=kinds).lazy()

    def run(self, question: str) -> None:
        form = POLARS_FORMS[question](self._tables)
        self._answer = form.collect(engine=self._engine)  # type: ignore[call-overload]

    def rows(self) -> int:
        return self._answer.height

    def checks(self) -> list[float | None]:
        answer = self._answer
        numbers = [_numbers(answer.get_column(name)) for name in answer.columns]
        found: list[float | None] = [float(answer.height)]
        for column in numbers:
            found += [float(len(column) - column.null_count()), _sum(column)]
        if len(numbers) > 1:
            found.append(_sum((numbers[0] % 1009 + 1) * numbers[-1]))
        return found

    def forget(self) -> None:
        self._answer = pl.DataFrame()


def _sum(column: pl.Series) -> float:
    return float(column.sum())


def _numbers(column: pl.Series) -> pl.Series:
    """A column as reals; of a text the number that its digits make."""
    if column.dtype in (pl.String, pl.Categorical):
        return column.cast(pl.String).str.replace_all("[^0-9]", "").cast(pl.Float64)
    return column.cast(pl.Float64)
