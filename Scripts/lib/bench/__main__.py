"""Measures what the options want, and writes it down. `Scripts/bench` starts it, with everything built."""

from __future__ import annotations

import importlib.util
import json
import os
import sys
from pathlib import Path

from . import machine, report
from .asking import ask_all, total
from .bench import Bench, Section, warm
from .claims import measure_claims
from .cold_start import measure_cold_start
from .engines import THREADS
from .files import columns_to_ask, measure_file
from .keys import measure_keys
from .loading import close, measure_load
from .options import Options, parse
from .questions import groupby_questions, join_questions
from .scale import Scale, measure_scale
from .stopping import measure_stops

# A median of fewer runs than this is a trial.
ENOUGH_RUNS = 5


def main() -> None:
    """The whole run: data, measures, report."""
    options = parse(sys.argv[1:])
    root = Path(os.environ["TALLY_ROOT"])
    bench = Bench(root, options, _installed(options))
    for rows in options.sizes:
        if options.wants("load", "groupby", "file"):
            bench.groupby_table(rows)
        if options.wants("join"):
            bench.join_tables(rows)
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:THREADS])
    sections: list[Section] = []
    _measure_starts(bench, sections)
    for rows in options.sizes:
        _measure_groupby(bench, sections, rows)
        _measure_join(bench, sections, rows)
    if options.wants("claims"):
        section = Section("claims", [])
        bench.tell("claims")
        measure_claims(bench, section)
        sections.append(section)
    if options.wants("stop"):
        rows = options.sizes[-1]
        section = Section(f"stopped by ^C, {rows:,} rows", [])
        bench.tell("stopping")
        measure_stops(bench, section, rows)
        sections.append(section)
    if options.wants("keys"):
        rows = options.sizes[-1]
        section = Section(f"typing, {rows:,} rows", [])
        bench.tell("typing")
        measure_keys(bench, section, rows)
        sections.append(section)
    scale: Scale | None = None
    if options.wants("scale"):
        bench.tell("cost by size")
        scale = measure_scale(bench, groupby_questions(root))
    _write(bench, sections, scale)


def _installed(options: Options) -> tuple[str, ...]:
    """The peers whose packages are there; the others are told of."""
    found = []
    for peer in options.peers:
        if importlib.util.find_spec(peer.split(" ")[0]):
            found.append(peer)
        else:
            print(f"{peer} is left out: its package is not installed", file=sys.stderr)
    return tuple(found)


def _measure_starts(bench: Bench, sections: list[Section]) -> None:
    """Cold start, and files asked in one process."""
    options = bench.options
    if options.wants("cold"):
        bench.tell("cold start")
        section = Section("cold start", [])
        measure_cold_start(bench, section)
        sections.append(section)
    if not options.wants("file"):
        return
    bench.tell("file to answer")
    for rows in options.sizes:
        section = Section(f"file to answer, {rows:,} rows", [])
        measure_file(bench, section, bench.groupby_table(rows), ("v1", "id1", "id016"), 0.33)
        sections.append(section)
    if options.csv is None or not options.csv.exists():
        bench.tell("  no file of --csv: it is left out")
    elif columns := columns_to_ask(options.csv):
        section = Section(f"file to answer, {options.csv.name}", [])
        warm(options.csv)
        measure_file(bench, section, options.csv, columns, 0.7, "sqlite3")
        sections.append(section)
    else:
        bench.tell(f"  {options.csv} has no numbers, or no texts that come again: it is left out")


def _measure_groupby(bench: Bench, sections: list[Section], rows: int) -> None:
    """Load, memory, and the questions of one table."""
    questions = [
        question
        for question in groupby_questions(bench.root)
        if bench.options.wants("groupby", question.name)
    ]
    if not bench.options.wants("load") and not questions:
        return
    bench.tell(f"one table, {rows:,} rows")
    section = Section(f"one table, {rows:,} rows", [])
    loads = bench.options.runs if bench.options.wants("load") else 1
    workers = measure_load(bench, section, {"x": bench.groupby_table(rows)}, loads)
    ask_all(bench, section, workers, questions, target=0.5)
    close(workers)
    ten = [row for row in section.rows if row.name.startswith("q")]
    if len(ten) == 10:
        section.rows.append(total("q1–q10", "all ten", ten, target=0.33))
        for row in ten:
            if (ratio := row.ratio) is not None and ratio > 0.67:
                section.remarks.append(
                    f"{row.name} at {rows:,} rows: {ratio:.2f}, where none may be above 0.67"
                )
    sections.append(section)


def _measure_join(bench: Bench, sections: list[Section], rows: int) -> None:
    """The five joins; loading is not counted."""
    questions = [
        question for question in join_questions(bench.root) if bench.options.wants("join", question.name)
    ]
    if not questions:
        return
    bench.tell(f"joins, {rows:,} rows")
    section = Section(f"joins, {rows:,} rows", [])
    loaded = Section("", [])
    workers = measure_load(bench, loaded, bench.join_tables(rows), runs=1)
    for engine, why in loaded.rows[0].failures.items():
        section.remarks.append(f"{engine} did not load the tables: {why}")
    ask_all(bench, section, workers, questions, target=None)
    close(workers)
    if len(section.rows) == 5:
        section.rows.append(total("j1–j5", "all five", section.rows, target=0.7))
    sections.append(section)


def _write(bench: Bench, sections: list[Section], scale: Scale | None) -> None:
    """Shows the report, and puts it and every run into the cache folder; into the repository where wanted."""
    options = bench.options
    told = ["", "Written by `Scripts/bench`; not to be edited by hand."]
    told[1] += f" Medians of {options.runs} runs, engines in turn, {THREADS} threads."
    if options.runs < ENOUGH_RUNS or not options.is_full:
        told[1] += " Not a full run: it only shows that everything works."
    described = machine.describe(bench)
    text = report.markdown(described, sections, scale, told)
    folder = options.cache / "results"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "results.md").write_text(text, encoding="utf-8")
    everything = report.as_json(described, sections, scale)
    (folder / "results.json").write_text(json.dumps(everything, indent=2) + "\n", encoding="utf-8")
    print(text)
    bench.tell(f"written: {folder}/results.md and results.json")
    if options.record:
        if not options.is_full:
            sys.exit(
                "error: only a full run is kept in the repository: no --quick, --only, --peers or few --runs"
            )
        kept = Path(__file__).parent / "RESULTS.md"
        kept.write_text(text, encoding="utf-8")
        bench.tell(f"written: {kept}")


main()
