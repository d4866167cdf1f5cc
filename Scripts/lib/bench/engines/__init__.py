"""Engines that answer the questions, each in a process of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

# The processors every engine may use.
THREADS = 2


class Engine(Protocol):
    """Tables in memory, and the answer given last."""

    def load(self, tables: dict[str, str]) -> None:
        """Reads CSV files, by the names of their tables, into the engine's own memory."""

    def run(self, question: str) -> None:
        """Answers a question by its name, and keeps the answer as a table."""

    def rows(self) -> int:
        """How many rows the answer has."""

    def checks(self) -> list[float | None]:
        """The numbers that the answer is held against others by."""

    def forget(self) -> None:
        """Lets go of the answer."""


def _duckdb() -> Engine:
    from .duckdb_engine import DuckDBEngine

    return DuckDBEngine(uses_enums=False)


def _duckdb_enum() -> Engine:
    from .duckdb_engine import DuckDBEngine

    return DuckDBEngine(uses_enums=True)


def _polars() -> Engine:
    from .polars_engine import PolarsEngine

    return PolarsEngine(is_categorical=False, is_streaming=True)


def _polars_categorical() -> Engine:
    from .polars_engine import PolarsEngine

    return PolarsEngine(is_categorical=True, is_streaming=True)


def _polars_in_memory() -> Engine:
    from .polars_engine import PolarsEngine

    return PolarsEngine(is_categorical=True, is_streaming=False)


def _chdb() -> Engine:
    from .chdb_engine import ChDBEngine

    return ChDBEngine()


# Every peer and every way it is set up, by the name it has in reports. An engine's package is imported only
# in the process that uses it.
PEERS: dict[str, Callable[[], Engine]] = {
    "duckdb": _duckdb,
    "duckdb enum": _duckdb_enum,
    "polars": _polars,
    "polars categorical": _polars_categorical,
    "polars in-memory": _polars_in_memory,
    "chdb": _chdb,
}
