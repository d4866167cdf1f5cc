"""How long a program takes from nothing to its first answer."""

from __future__ import annotations

import os
import shutil
import time
from functools import partial

from .bench import Bench, Row, Section, alternate
from .worker import TALLY, EngineFailed

# A start is short, and noise is not.
RUNS_FOR_EACH = 20


def measure_cold_start(bench: Bench, section: Section) -> None:
    """Tally's first answer on the shipped data, and SQLite's without any data."""
    row = Row("cold", "cold start: count from places", target=2.0)
    data = bench.root / "Data/kyiv-2025-05-24"
    commands = {TALLY: [str(bench.tally), "-c", "count from places", str(data)]}
    if sqlite := shutil.which("sqlite3"):
        commands["sqlite3"] = [sqlite, ":memory:", "select 1"]
    else:
        section.remarks.append("sqlite3 is not installed: there is nothing to hold the cold start against")
    alternate(
        row,
        bench.options.runs * RUNS_FOR_EACH,
        {engine: partial(_run, command) for engine, command in commands.items()},
    )
    section.rows.append(row)


def _run(command: list[str]) -> float:
    """The seconds of a process from its start to its end, its output thrown away."""
    start = time.perf_counter()
    process = os.posix_spawn(
        command[0],
        command,
        os.environ,
        file_actions=[
            (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
            (os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0),
        ],
    )
    _, status = os.waitpid(process, 0)
    seconds = time.perf_counter() - start
    if status != 0:
        raise EngineFailed(f"{command[0]} ended with status {os.waitstatus_to_exitcode(status)}")
    return seconds
