"""Engines as processes that stay, seen from the one that measures."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .questions import Question

# Seconds after which an engine is taken for hung.
PATIENCE = 900

TALLY = "tally"


class EngineFailed(Exception):
    """An engine could not do what it was told; its message says why."""


@dataclass(frozen=True)
class Reply:
    """What a question took, and what its answer is held against others by."""

    seconds: float
    rows: int
    checks: list[float | None]


@dataclass(frozen=True)
class Memory:
    """Bytes of a process that lie in memory, and the most that ever did."""

    resident: int
    peak: int


class Worker:
    """A process that answers a line with a line of JSON."""

    def __init__(self, command: list[str], environment: dict[str, str]) -> None:
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **environment},
            text=True,
            encoding="utf-8",
        )

    def close(self) -> None:
        """Ends the process and waits for it."""
        self._process.kill()
        self._process.communicate()

    def memory(self) -> Memory:
        """What the process has in memory now."""
        fields = {}
        for line in Path(f"/proc/{self._process.pid}/status").read_text(encoding="utf-8").splitlines():
            name, _, rest = line.partition(":")
            if name in ("VmRSS", "VmHWM"):
                fields[name] = int(rest.split()[0]) * 1024
        return Memory(resident=fields["VmRSS"], peak=fields["VmHWM"])

    def send(self, line: str) -> dict[str, Any]:
        """Says a line and waits for what comes of it."""
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except OSError as error:
            raise EngineFailed("the process has ended") from error
        return self.receive()

    def receive(self) -> dict[str, Any]:
        """Waits for a line."""
        assert self._process.stdout is not None
        timer = threading.Timer(PATIENCE, self._process.kill)
        timer.start()
        line = self._process.stdout.readline()
        timer.cancel()
        if not line:
            raise EngineFailed(f"the process has ended, with status {self._process.wait()}")
        answer: dict[str, Any] = json.loads(line)
        if "error" in answer:
            raise EngineFailed(str(answer["error"]))
        return answer

    def load(self, tables: dict[str, Path]) -> float:
        """Loads tables by their names, and gives the seconds that took."""
        raise NotImplementedError

    def ask(self, question: Question, *, checks: bool = False) -> Reply:
        """Answers a question."""
        raise NotImplementedError


class TallyWorker(Worker):
    """Tally, by the program that the tests keep for it."""

    def __init__(self, probe: Path) -> None:
        super().__init__([str(probe)], {})

    def load(self, tables: dict[str, Path]) -> float:
        return sum(
            float(self.send(f'run load "{path}" as {name}')["seconds"]) for name, path in tables.items()
        )

    def open(self, path: Path) -> float:
        """Loads a file or folder whose tables keep their own names."""
        return float(self.send(f'run load "{path}"')["seconds"])

    def ask(self, question: Question, *, checks: bool = False) -> Reply:
        return _reply(self.send(f"{'check' if checks else 'run'} {question.tally}"))


class PeerWorker(Worker):
    """A peer, by its name in `engines`."""

    def __init__(self, name: str) -> None:
        super().__init__([sys.executable, "-m", "bench.serve", name], {})
        self.receive()

    def load(self, tables: dict[str, Path]) -> float:
        paths = {name: str(path) for name, path in tables.items()}
        return float(self.send(json.dumps({"do": "load", "tables": paths}))["seconds"])

    def ask(self, question: Question, *, checks: bool = False) -> Reply:
        return _reply(self.send(json.dumps({"do": "check" if checks else "run", "question": question.name})))


def start(engine: str, probe: Path) -> Worker:
    """A process of an engine, ready to load."""
    return TallyWorker(probe) if engine == TALLY else PeerWorker(engine)


def _reply(answer: dict[str, Any]) -> Reply:
    return Reply(
        seconds=float(answer["seconds"]), rows=int(answer["rows"]), checks=list(answer.get("checks", []))
    )
