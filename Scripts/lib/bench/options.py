"""What `Scripts/bench` can be told."""

from __future__ import annotations

import argparse
import os
from dataclasses import dataclass
from pathlib import Path

from .engines import PEERS

# What can be measured, in the order in which it is.
MEASURES = {
    "cold": "cold start",
    "file": "file to answer in one process",
    "load": "load, and memory after it",
    "groupby": "the ten groupby questions, filters, top ten, distinct count",
    "join": "the five joins",
    "claims": "claims settled",
    "stop": "^C in each question and while loading, on a terminal",
    "keys": "a key until it is on the screen, on a terminal",
    "scale": "cost for a row from 1e5 rows on",
}


@dataclass(frozen=True)
class Options:
    """The command line, read."""

    quick: bool
    only: frozenset[str]
    runs: int
    peers: tuple[str, ...]
    csv: Path | None
    largest: int
    record: bool
    cache: Path
    venv: Path

    def wants(self, measure: str, *names: str) -> bool:
        """Whether a measure is wanted, or one of the rows it gives."""
        return not self.only or measure in self.only or any(name in self.only for name in names)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Rows of the tables that are asked."""
        return (10**6,) if self.quick else (10**6, 10**7)

    @property
    def is_full(self) -> bool:
        """Whether everything is measured as often as its median needs."""
        return not self.quick and not self.only and self.runs >= 5 and set(self.peers) == set(PEERS)


def cache_folder() -> Path:
    """`$XDG_CACHE_HOME/tally/bench`, or the same under `~/.cache`."""
    named = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(named) if named.startswith("/") else Path.home() / ".cache"
    return base / "tally" / "bench"


def parse(arguments: list[str]) -> Options:
    """Reads the command line, or ends the program where it is wrong."""
    cache = cache_folder()
    parser = argparse.ArgumentParser(
        prog="Scripts/bench",
        description="Measures Tally and others in turn on the same data and processors, and shows ratios.",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="measures, for --only:\n"
        + "\n".join(f"  {name:<9}{what}" for name, what in MEASURES.items())
        + "\nquestions go by their names, too: q1 … q10, sum, count, top, highest, distinct, j1 … j5\n"
        + "peers: "
        + ", ".join(PEERS),
    )
    parser.add_argument("--quick", action="store_true", help="tables of 1e6 rows only: minutes")
    parser.add_argument("--only", metavar="NAMES", default="", help="measures and questions, with commas")
    parser.add_argument("--runs", metavar="N", type=int, default=5, help="runs of each; their median counts")
    parser.add_argument("--peers", metavar="NAMES", default="", help="peers, with commas; all without it")
    parser.add_argument("--csv", metavar="FILE", type=Path, help="a CSV file to be asked in one process, too")
    parser.add_argument(
        "--largest",
        metavar="ROWS",
        type=float,
        default=None,
        help="where cost for a row ends: 1e8 without it",
    )
    parser.add_argument(
        "--record", action="store_true", help="put the summary of a full run in the repository"
    )
    parser.add_argument(
        "--venv",
        metavar="DIR",
        type=Path,
        default=Path(os.environ.get("TALLY_BENCH_VENV") or cache / "venv"),
        help="the peers' Python environment; TALLY_BENCH_VENV does the same",
    )
    read = parser.parse_args(arguments)
    only = frozenset(name.strip() for name in read.only.split(",") if name.strip())
    peers = tuple(name.strip() for name in read.peers.split(",") if name.strip()) or tuple(PEERS)
    for name in peers:
        if name not in PEERS:
            parser.error(f"no peer {name!r}; there are {', '.join(PEERS)}")
    if read.runs < 1:
        parser.error("--runs is at least 1")
    return Options(
        quick=read.quick,
        only=only,
        runs=read.runs,
        peers=peers,
        csv=read.csv,
        largest=int(read.largest or (1e6 if read.quick else 1e8)),
        record=read.record,
        cache=cache,
        venv=read.venv,
    )
