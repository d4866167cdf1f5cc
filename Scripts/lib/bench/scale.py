"""What a row costs, from small tables to large ones: it should stay the same."""

from __future__ import annotations

import statistics
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from .bench import Bench
from .loading import close
from .questions import SCALED, Question
from .worker import TALLY, EngineFailed, TallyWorker

SMALLEST = 10**5
# A table of more rows than this takes long enough for a median of three.
MANY_ROWS = 10**7


@dataclass
class Scale:
    """Seconds by question and number of rows; under `bytes` what lies in memory after the load."""

    sizes: list[int] = field(default_factory=list)
    seconds: dict[str, dict[int, float]] = field(default_factory=dict)
    remarks: list[str] = field(default_factory=list)


def measure_scale(bench: Bench, questions: tuple[Question, ...]) -> Scale:
    """Loads db-benchmark's table in ten times as many rows again and again, and asks each."""
    scale = Scale()
    asked = [question for question in questions if question.name in SCALED]
    rows = SMALLEST
    while rows <= bench.options.largest:
        try:
            path = bench.groupby_table(rows)
        except subprocess.CalledProcessError:
            scale.remarks.append(f"{rows:,} rows: the file could not be made, and no larger one")
            break
        _measure(bench, scale, asked, rows, path)
        rows *= 10
    scale.remarks.append(
        "Every size is a file of its own, made from the seed and loaded (1e8 rows are 5.1 GB); id3 and id6"
        " have a hundredth as many different values as there are rows. Loads are single runs."
    )
    return scale


def _measure(bench: Bench, scale: Scale, asked: list[Question], rows: int, path: Path) -> None:
    """Loads a table and asks it, in a process of its own."""
    runs = bench.options.runs if rows <= MANY_ROWS else min(3, bench.options.runs)
    scale.sizes.append(rows)
    worker = TallyWorker(bench.probe)
    try:
        scale.seconds.setdefault("load", {})[rows] = worker.load({"x": path})
        scale.seconds.setdefault("bytes", {})[rows] = worker.memory().resident
        bench.tell(f"  {rows:,} rows: resident {worker.memory().resident / 1e6:,.0f} MB")
        for question in asked:
            worker.ask(question)
            times = [worker.ask(question).seconds for _ in range(runs)]
            scale.seconds.setdefault(question.name, {})[rows] = statistics.median(times)
    except EngineFailed as failure:
        scale.remarks.append(f"{rows:,} rows: {failure}")
    finally:
        close({TALLY: worker})
