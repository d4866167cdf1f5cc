"""Loading a table, and the memory that it takes."""

from __future__ import annotations

from pathlib import Path

from .bench import Bench, Row, Section
from .worker import EngineFailed, Worker, start


def measure_load(bench: Bench, section: Section, tables: dict[str, Path], runs: int) -> dict[str, Worker]:
    """Loads the tables in fresh processes of every engine in turn, and gives those of the last round."""
    load = Row("load", "load, all columns", target=0.33)
    resident = Row("resident", "resident memory after it", unit="B", target=0.5)
    grown = Row("grown", "of this, grown by the load", unit="B")
    peak = Row("peak", "peak memory", unit="B")
    workers: dict[str, Worker] = {}
    for _ in range(runs):
        close(workers)
        for engine in bench.engines:
            if engine in load.failures:
                continue
            try:
                workers[engine] = worker = start(engine, bench.probe)
                before = worker.memory()
                load.add(engine, worker.load(tables))
                after = worker.memory()
            except EngineFailed as failure:
                load.fail(engine, str(failure))
                if failed := workers.pop(engine, None):
                    failed.close()
                continue
            resident.add(engine, after.resident)
            grown.add(engine, max(1, after.resident - before.resident))
            peak.add(engine, after.peak)
    section.rows += [load, resident, grown, peak]
    return workers


def close(workers: dict[str, Worker]) -> None:
    """Ends processes."""
    for worker in workers.values():
        worker.close()
    workers.clear()
