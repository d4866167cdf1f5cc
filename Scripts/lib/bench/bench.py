"""What every measure needs: the programs, the data, and how often things are run."""

from __future__ import annotations

import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .options import Options
from .worker import TALLY, EngineFailed


@dataclass(frozen=True)
class Bench:
    """A run of the benchmark."""

    root: Path
    options: Options
    # Peers whose packages are installed.
    peers: tuple[str, ...]

    @property
    def tally(self) -> Path:
        """The program that people use."""
        return self.root / ".build/release/tally"

    @property
    def probe(self) -> Path:
        """The program that answers in one process, to be timed from here."""
        return self.root / ".build/release/benchtally"

    @property
    def engines(self) -> tuple[str, ...]:
        return (TALLY, *self.peers)

    def tell(self, text: str) -> None:
        """A line on standard error."""
        print(text, file=sys.stderr, flush=True)

    def groupby_table(self, rows: int) -> Path:
        return self._made("groupby", rows)[0]

    def join_tables(self, rows: int) -> dict[str, Path]:
        return dict(zip(("x", "small", "medium", "big"), self._made("join", rows)))

    def _made(self, kind: str, rows: int) -> tuple[Path, ...]:
        tool = self.root / ".build/release/benchdata"
        return _made(tool, kind, rows, self.options.cache / "data")


@cache
def _made(tool: Path, kind: str, rows: int, folder: Path) -> tuple[Path, ...]:
    """Files of db-benchmark, made unless they are there; read once, so that they lie in memory."""
    made = subprocess.run(
        [tool, kind, "--rows", str(rows), "--into", folder], stdout=subprocess.PIPE, text=True, check=True
    )
    paths = tuple(Path(line) for line in made.stdout.splitlines())
    for path in paths:
        warm(path)
    return paths


@dataclass
class Row:
    """One thing that was measured: what it took each engine, run by run, or why it could not be."""

    name: str
    title: str
    # "s" for seconds, "B" for bytes.
    unit: str = "s"
    # What Tally's share may be, of the fastest peer's or of that of the one named.
    target: float | None = None
    against: str | None = None
    # Or what it may take at most.
    limit: float | None = None
    values: dict[str, list[float]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def add(self, engine: str, value: float) -> None:
        self.values.setdefault(engine, []).append(value)

    def fail(self, engine: str, why: str) -> None:
        """An engine that failed has no time."""
        self.failures[engine] = why
        self.values.pop(engine, None)

    def median(self, engine: str) -> float | None:
        values = self.values.get(engine)
        return statistics.median(values) if values else None

    @property
    def best_peer(self) -> float | None:
        """The least that any peer took."""
        medians = [self.median(engine) for engine in self.values if engine != TALLY]
        return min((median for median in medians if median is not None), default=None)

    @property
    def ratio(self) -> float | None:
        """Tally's share of what the target is about."""
        own = self.median(TALLY)
        other = self.best_peer if self.against is None else self.median(self.against)
        return own / other if own is not None and other else None

    @property
    def is_met(self) -> bool | None:
        """Whether the target is reached; None without one, or without a peer."""
        own = self.median(TALLY)
        if self.limit is not None and own is not None:
            return own <= self.limit
        if self.target is None:
            return None
        if TALLY in self.failures:
            return False
        return None if self.ratio is None else self.ratio <= self.target


@dataclass
class Section:
    """Rows that belong together."""

    title: str
    rows: list[Row]
    remarks: list[str] = field(default_factory=list)


def alternate(row: Row, runs: int, once: dict[str, Callable[[], float]]) -> None:
    """Runs all engines in turn, so many rounds; one that fails is left out from then on."""
    for _ in range(runs):
        for engine, measure in once.items():
            if engine in row.failures:
                continue
            try:
                row.add(engine, measure())
            except EngineFailed as failure:
                row.fail(engine, str(failure))


def warm(path: Path) -> None:
    """Reads a file, so that it lies in memory."""
    with path.open("rb", buffering=0) as file:
        while file.read(1 << 24):
            pass
