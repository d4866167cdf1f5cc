"""From a file to an answer in one process."""

from __future__ import annotations

import csv
from collections import Counter
from functools import partial
from pathlib import Path

from .ask_of_file import FileQuestion, Rows, ask, programs
from .bench import Bench, Row, Section, alternate
from .checks import is_close
from .worker import TALLY, EngineFailed


def measure_file(
    bench: Bench,
    section: Section,
    path: Path,
    columns: tuple[str, str, str],
    target: float,
    against: str | None = None,
) -> None:
    """Asks a file for a column by a filter, and for groups.

    - columns: one to add up, one to choose and group by, and a value of it.
    """
    number, key, value = columns
    for name, chosen in (("file sum", value), ("file group", None)):
        question = FileQuestion(path, number, key, chosen)
        row = Row(name, f"{path.name}: {question.tally}", target=target, against=against)
        _measure(bench, row, question)
        section.rows.append(row)
        own, best = row.median(TALLY), row.best_peer
        bench.tell(
            f"  {row.title}: {_time(own)}, fastest {_time(best)}"
            + "".join(f"; {program}: {why}" for program, why in row.failures.items())
        )


def columns_to_ask(path: Path) -> tuple[str, str, str] | None:
    """What a file nobody described can be asked: its first column of numbers, its fullest column of texts
    that come again and again, and the commonest of them. Nil where there are none.
    """
    with path.open(encoding="utf-8", newline="") as file:
        lines = csv.reader(file)
        names = next(lines, [])
        columns = list(zip(*(line for line in lines if len(line) == len(names))))
    numbers = [name for name, cells in zip(names, columns) if _are_numbers(cells)]
    keys = [
        (name, cells) for name, cells in zip(names, columns) if name not in numbers and _come_again(cells)
    ]
    if not numbers or not keys:
        return None
    name, cells = max(keys, key=lambda key: sum(1 for cell in key[1] if cell))
    return numbers[0], name, Counter(cell for cell in cells if cell and '"' not in cell).most_common(1)[0][0]


def _measure(bench: Bench, row: Row, question: FileQuestion) -> None:
    """Compares the answers of a first round, and takes the times of the others."""
    answers: dict[str, Rows] = {}
    for program in programs(bench, question):
        try:
            answers[program] = ask(bench, program, question)[1]
        except EngineFailed as failure:
            row.fail(program, str(failure))
    own = answers.get(TALLY)
    for program, other in answers.items():
        if own is not None and not _is_same(own, other):
            row.fail(program, f"another answer: {len(other)} rows, {sum(value for _, value in other)} in all")
            row.fail(TALLY, f"another answer than {program}")
    alternate(
        row,
        bench.options.runs,
        {program: partial(_seconds, bench, program, question) for program in answers},
    )


def _seconds(bench: Bench, program: str, question: FileQuestion) -> float:
    return ask(bench, program, question)[0]


def _is_same(own: Rows, other: Rows) -> bool:
    return len(own) == len(other) and all(
        one[0] == another[0] and is_close(one[1], another[1]) for one, another in zip(own, other)
    )


def _are_numbers(cells: tuple[str, ...]) -> bool:
    known = [cell for cell in cells if cell]
    try:
        return bool(known) and all(float(cell) == float(cell) for cell in known)
    except ValueError:
        return False


def _come_again(cells: tuple[str, ...]) -> bool:
    return 2 <= len(set(cells)) <= len(cells) // 10


def _time(seconds: float | None) -> str:
    return "failed" if seconds is None else f"{seconds * 1000:.1f} ms"
