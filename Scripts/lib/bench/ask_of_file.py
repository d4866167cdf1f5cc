"""A question about a CSV file that is read for it alone, and how each program is asked it."""

from __future__ import annotations

import csv
import json
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from .bench import Bench
from .engines import THREADS
from .worker import PATIENCE, TALLY, EngineFailed

# Rows of an answer: the key where there are groups, and the sum.
Rows = list[tuple[str, float]]


@dataclass(frozen=True)
class FileQuestion:
    """The sum of a column, of the rows with one value or for each value of another."""

    path: Path
    number: str
    key: str
    # The value that rows must have; nil for a sum of each.
    value: str | None

    @property
    def tally(self) -> str:
        if self.value is None:
            return f"sum [{self.number}] by [{self.key}]"
        return f'sum [{self.number}] where [{self.key}] == "{self.value}"'

    def sql(self, table: str) -> str:
        number, key = (f'"{name}"' for name in (self.number, self.key))
        if self.value is None:
            return f"select {key}, sum({number}) from {table} group by {key}"
        value = self.value.replace("'", "''")
        return f"select sum({number}) from {table} where {key} = '{value}'"


def ask(bench: Bench, program: str, question: FileQuestion) -> tuple[float, Rows]:
    """What a program answers, and the seconds it takes: those of the whole process, but of the peers that
    live in Python only those behind their import.
    """
    if program in bench.peers:
        return _ask_python(program, question)
    start = time.perf_counter()
    done = subprocess.run(
        _command(bench, program, question),
        capture_output=True,
        stdin=subprocess.DEVNULL,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode != 0:
        raise EngineFailed(done.stderr.strip()[:200] or f"status {done.returncode}")
    lines = list(csv.reader(done.stdout.splitlines()))
    return seconds, _rows(lines[1:] if program == TALLY else lines)


def programs(bench: Bench, question: FileQuestion) -> tuple[str, ...]:
    """Who can be asked: besides the peers, the shells that are there. SQLite takes only what is small."""
    shells = ["duckdb shell"] if duckdb_shell(bench) else []
    if shutil.which("sqlite3") and question.path.stat().st_size < 100_000_000:
        shells.append("sqlite3")
    # Enumerations, and the other ways to hold a table, are nothing to a file that is read once.
    plain = [peer for peer in bench.peers if peer in ("duckdb", "polars", "chdb")]
    return (TALLY, *shells, *plain)


def duckdb_shell(bench: Bench) -> str | None:
    """DuckDB's own shell: that of the peers' environment, or one on the PATH."""
    own = bench.options.venv / "bin/duckdb"
    return str(own) if own.exists() else shutil.which("duckdb")


def _command(bench: Bench, program: str, question: FileQuestion) -> list[str]:
    if program == TALLY:
        return [str(bench.tally), "--format", "csv", "-c", question.tally, str(question.path)]
    if program == "sqlite3":
        load = f".import --csv '{question.path}' t"
        return ["sqlite3", "-batch", "-csv", ":memory:", load, question.sql("t")]
    shell = duckdb_shell(bench)
    assert shell is not None
    settings = f"set threads = {THREADS}"
    query = question.sql(f"'{question.path}'")
    return [shell, "-batch", "-csv", "-noheader", "-c", settings, "-c", query]


def _ask_python(program: str, question: FileQuestion) -> tuple[float, Rows]:
    words = [program, str(question.path), question.number, question.key, json.dumps(question.value)]
    done = subprocess.run(
        [sys.executable, "-m", "bench.once", *words],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    if done.returncode != 0:
        raise EngineFailed(done.stderr.strip().splitlines()[-1] if done.stderr else "it failed")
    answer = json.loads(done.stdout)
    return float(answer["seconds"]), _rows(answer["rows"])


def _rows(lines: list[list[str]]) -> Rows:
    """Rows in the order of their keys. Of nothing to add up some say that it is unknown, and others 0."""
    return sorted(("" if len(line) == 1 else line[0] or "", float(line[-1] or 0)) for line in lines if line)
