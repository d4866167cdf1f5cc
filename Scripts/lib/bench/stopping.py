"""How long ^C takes to bring the prompt back, whatever is being asked or loaded."""

from __future__ import annotations

import os
import pty
import re
import select
import signal
import statistics
import time
from pathlib import Path

from .bench import Bench, Row, Section
from .questions import groupby_questions, join_questions
from .worker import PATIENCE, TALLY, EngineFailed

# Seconds a prompt may take.
LIMIT = 0.1
# Shares of a question's time after which it is stopped, and how often each.
MOMENTS = (0.1, 0.3, 0.5, 0.7, 0.9)
TRIES = 3

# Questions by keys that are hashed, by texts that all differ, and of rows rather than groups.
UNCOUNTED = [
    ("real key", "count by v3"),
    ("wide keys", "sum v1 by v3, id3, id6"),
    ("text key", 'add key = concat(id3, id6, v3) | count by key | count'),
    ("keep per", "keep 2 highest v3 per id6 | count"),
    ("rank per", "add place = rank of v3 per id6 | max place"),
    ("distinct", "list distinct v3 | count"),
    ("distinct rows", "list distinct id3, id6, v3 | count"),
]

# Bracketed paste is switched off when a line has been taken, and on at a prompt.
_TAKEN = re.compile(rb"\x1b\[\?2004l")
_PROMPT = re.compile(rb"\x1b\[\?2004h")


class Shell:
    """Tally on a terminal, as people use it."""

    def __init__(self, tally: Path, files: list[Path], home: Path) -> None:
        home.mkdir(parents=True, exist_ok=True)
        self._said = b""
        self._process, self._terminal = pty.fork()
        if self._process == 0:
            environment = {"TERM": "xterm", "HOME": str(home), "XDG_STATE_HOME": str(home), "LANG": "C.UTF-8"}
            try:
                os.execve(tally, ["tally", "--no-rc", *map(str, files)], environment)
            finally:
                # Where it could not be started, the child must not go on as a second benchmark.
                os._exit(127)
        self._wait(_PROMPT, 0)
        # Long answers would wait to be read.
        self.ask("set pager off")

    def close(self) -> None:
        """Ends the shell and waits for it."""
        os.kill(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._terminal)

    def ask(self, statement: str) -> float:
        """The seconds from a statement being taken to the next prompt."""
        taken = self._type(statement)
        start = time.perf_counter()
        self._wait(_PROMPT, taken)
        return time.perf_counter() - start

    def stop(self, statement: str, after: float) -> float | None:
        """The seconds from ^C to the next prompt; nil where the answer was there before."""
        taken = self._type(statement)
        time.sleep(after)
        start = time.perf_counter()
        os.write(self._terminal, b"\x03")
        self._wait(_PROMPT, taken)
        seconds = time.perf_counter() - start
        # One that came too late for the question drops a line that is empty, with a prompt of its own.
        end = self._wait(_PROMPT, self._type("help quit"))
        return seconds if b"stopped" in self._said[taken:end] else None

    def _type(self, statement: str) -> int:
        """Types a line and gives where in what is said the rest of it comes."""
        begin = len(self._said)
        os.write(self._terminal, statement.encode() + b"\r")
        return self._wait(_TAKEN, begin)

    def _wait(self, wanted: re.Pattern[bytes], begin: int) -> int:
        """Waits until something is said, and gives where it ends."""
        deadline = time.perf_counter() + PATIENCE
        while not (found := wanted.search(self._said, begin)):
            ready = select.select([self._terminal], [], [], max(0, deadline - time.perf_counter()))[0]
            try:
                more = os.read(self._terminal, 1 << 16) if ready else b""
            except OSError:
                more = b""
            if not more:
                raise EngineFailed("the shell does not answer")
            self._said += more
        return found.end()


def measure_stops(bench: Bench, section: Section, rows: int) -> None:
    """Stops every question at several moments, and loading; what counts is the longest of the medians."""
    home = bench.options.cache / "home"
    x = bench.groupby_table(rows)
    named = bench.options.cache / "data" / f"stopping_{rows}"
    groupby = _named({"x": x}, named / "groupby")
    asked = [
        (groupby, [(question.name, question.tally) for question in groupby_questions(bench.root)] + UNCOUNTED),
        (
            _named(bench.join_tables(rows), named / "join"),
            [(question.name, question.tally) for question in join_questions(bench.root)],
        ),
        ([], [("load", f'load "{x}"')]),
    ]
    for files, statements in asked:
        shell = Shell(bench.tally, files, home)
        try:
            for name, statement in statements:
                section.rows.append(_stop(shell, name, statement))
                worst = section.rows[-1].median(TALLY)
                bench.tell(f"  {name}: {'no stop' if worst is None else f'{worst * 1000:.0f} ms'}")
        except EngineFailed as failure:
            section.remarks.append(f"{statements[0][0]} and on: {failure}")
        finally:
            shell.close()


def _stop(shell: Shell, name: str, statement: str) -> Row:
    row = Row(name, f"^C in: {statement}", limit=LIMIT)
    shell.ask(statement)
    whole = shell.ask(statement)
    medians = []
    for moment in MOMENTS:
        taken = [shell.stop(statement, whole * moment) for _ in range(TRIES)]
        stopped = [seconds for seconds in taken if seconds is not None]
        if stopped:
            medians.append(statistics.median(stopped))
    if medians:
        row.add(TALLY, max(medians))
    return row


def _named(tables: dict[str, Path], folder: Path) -> list[Path]:
    """The same files under their tables' names, which a shell takes from its files."""
    folder.mkdir(parents=True, exist_ok=True)
    links = []
    for name, path in tables.items():
        link = folder / f"{name}.csv"
        link.unlink(missing_ok=True)
        link.symlink_to(path)
        links.append(link)
    return links
