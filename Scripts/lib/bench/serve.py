"""A peer as a process that stays: a line of JSON for each line of JSON.

    {"do": "load", "tables": {"x": "/data/x.csv"}}    {"seconds": 1.2}
    {"do": "run", "question": "q1"}                   {"seconds": 0.03, "rows": 100}
    {"do": "check", "question": "q1"}                 {"seconds": 0.03, "rows": 100, "checks": [100, …]}

The seconds are those from the question to its answer as a table in the engine's memory; checking and letting
go of the answer come after them. What goes wrong is {"error": "…"}.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from typing import Any

from .engines import PEERS, Engine


def reply(engine: Engine, request: dict[str, Any]) -> dict[str, Any]:
    """Does what a request says."""
    what = request["do"]
    if what == "load":
        start = time.perf_counter()
        engine.load(request["tables"])
        seconds = time.perf_counter() - start
        gc.collect()
        return {"seconds": seconds}
    start = time.perf_counter()
    engine.run(request["question"])
    answer: dict[str, Any] = {"seconds": time.perf_counter() - start}
    answer["rows"] = engine.rows()
    if what == "check":
        answer["checks"] = engine.checks()
    return answer


def serve(name: str) -> None:
    """Answers until there are no more lines."""
    # Some engines write to standard output themselves; the replies have a stream of their own.
    output = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    engine = PEERS[name]()
    print("{}", file=output, flush=True)
    for line in sys.stdin:
        try:
            answer = reply(engine, json.loads(line))
        except Exception as error:  # noqa: BLE001 (an engine may throw anything, and the next question goes on)
            answer = {"error": f"{type(error).__name__}: {error}"}
        finally:
            engine.forget()
        print(json.dumps(answer), file=output, flush=True)


if __name__ == "__main__":
    serve(sys.argv[1])
