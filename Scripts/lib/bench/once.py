"""A peer that answers one question about a file, and ends: `python -m bench.once PEER FILE NUMBER KEY VALUE`.

The value is JSON, null for a sum of each. The time begins behind the import of the peer's package.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from .ask_of_file import FileQuestion
from .engines import THREADS

Asking = Callable[[FileQuestion], list[list[Any]]]


def _duckdb() -> Asking:
    import duckdb

    def ask(question: FileQuestion) -> list[list[Any]]:
        connection = duckdb.connect()
        connection.execute(f"set threads = {THREADS}")
        return [list(row) for row in connection.execute(question.sql(f"'{question.path}'")).fetchall()]

    return ask


def _polars() -> Asking:
    os.environ["POLARS_MAX_THREADS"] = str(THREADS)
    import polars as pl

    def ask(question: FileQuestion) -> list[list[Any]]:
        table = pl.scan_csv(question.path, infer_schema_length=10_000)
        if question.value is None:
            form = table.group_by(question.key).agg(pl.sum(question.number))
        else:
            form = table.filter(pl.col(question.key) == question.value).select(pl.sum(question.number))
        return [list(row) for row in form.collect(engine="streaming").rows()]

    return ask


def _chdb() -> Asking:
    import chdb

    def ask(question: FileQuestion) -> list[list[Any]]:
        query = question.sql(f"file('{question.path}', CSVWithNames)") + f" settings max_threads = {THREADS}"
        return [json.loads(line) for line in str(chdb.query(query, "JSONCompactEachRow")).splitlines()]

    return ask


ASKINGS: dict[str, Callable[[], Asking]] = {"duckdb": _duckdb, "polars": _polars, "chdb": _chdb}


def main(peer: str, path: str, number: str, key: str, value: str) -> None:
    """Asks, and prints what it took and what came."""
    ask = ASKINGS[peer]()
    question = FileQuestion(Path(path), number, key, json.loads(value))
    start = time.perf_counter()
    rows = ask(question)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "rows": rows}))


if __name__ == "__main__":
    main(*sys.argv[1:])
