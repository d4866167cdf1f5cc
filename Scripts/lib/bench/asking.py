"""The questions, asked of tables that all engines have loaded."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from .bench import Bench, Row, Section, alternate
from .checks import difference
from .questions import Question
from .worker import TALLY, EngineFailed, Worker


def ask_all(
    bench: Bench,
    section: Section,
    workers: dict[str, Worker],
    questions: Iterable[Question],
    target: float | None,
) -> None:
    """Asks every question of every engine in turn: once to warm it and to compare answers, then for times."""
    for question in questions:
        row = Row(question.name, question.title, target=target)
        _compare(row, workers, question)
        alternate(
            row,
            bench.options.runs,
            {
                engine: partial(_seconds, worker, question)
                for engine, worker in workers.items()
                if engine not in row.failures
            },
        )
        section.rows.append(row)
        own, best = row.median(TALLY), row.best_peer
        bench.tell(
            f"  {question.name} {question.title}: "
            + (f"{own * 1000:.1f} ms" if own is not None else "failed")
            + (f", fastest peer {best * 1000:.1f} ms" if best is not None else "")
            + "".join(f"; {engine}: {why}" for engine, why in row.failures.items())
        )


def _seconds(worker: Worker, question: Question) -> float:
    return worker.ask(question).seconds


def total(name: str, title: str, rows: list[Row], target: float | None) -> Row:
    """The medians of several questions together, of engines that answered all of them."""
    row = Row(name, title, target=target)
    for engine in rows[0].values if rows else ():
        medians = [part.median(engine) for part in rows]
        if all(median is not None for median in medians):
            row.add(engine, sum(median or 0 for median in medians))
    for part in rows:
        for engine in part.failures:
            row.failures.setdefault(engine, f"{part.name} failed")
    return row


def _compare(row: Row, workers: dict[str, Worker], question: Question) -> None:
    """Notes who fails, and whose answer is another than Tally's: nobody can tell then whose is right."""
    checks = {}
    for engine, worker in workers.items():
        try:
            checks[engine] = worker.ask(question, checks=True).checks
        except EngineFailed as failure:
            row.fail(engine, str(failure))
    own = checks.get(TALLY)
    if own is None:
        return
    for engine, other in checks.items():
        if told := difference(own, other, question.open_checks):
            row.fail(engine, f"another answer: {told}")
            row.fail(TALLY, f"another answer than {engine}")
