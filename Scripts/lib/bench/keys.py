"""How long a key takes to be seen on the screen, with large tables loaded."""

from __future__ import annotations

import os
import select
import statistics
import time

from .bench import Bench, Row, Section
from .stopping import Shell
from .worker import PATIENCE, TALLY, EngineFailed

# Seconds that 99 of 100 keys may take.
LIMIT = 0.005
# Seconds without output after which a key has shown all it shows.
QUIET = 0.003

# Asked before, to be suggested again.
ASKED = ["sum v1 by id1", "count where id1 = id016 and v1 > 3"]
# Typed key by key: names, values of columns, mistakes, stages behind bars.
TYPED = [
    "sum v1, mean v3 by id1, id2 where id4 < 50 and id2 = id015 sort sum v1 down limit 10",
    "count where id1 = id016 and v1 > 3 and id3 = id0000000042 or id1 = id001",
    "list id3, v1, unknown where v3 in 10..20 | keep 2 highest v1 per id3 | sum v1 by id3",
    'sum v1 by id1 | where sum v1 > 300000 | add share = share of sum v1 | sort share down',
]
# Then in the middle: to the start, a word on, some characters, some away, and all of it away.
EDITED = ["\x01", "\x1bf", "\x1bf", *" x, y", "\x7f", "\x7f", "\x05", "\x1bb", "\x04", "\x05", *"\x7f" * 10]
CLEARED = "\x15"


class TypingShell(Shell):
    """Tally on a terminal, with somebody who types key by key."""

    def press(self, key: str) -> float:
        """The seconds from a key to the first of what it puts on the screen, all of which comes at once."""
        start = time.perf_counter()
        os.write(self._terminal, key.encode())
        seconds = None
        while select.select([self._terminal], [], [], PATIENCE if seconds is None else QUIET)[0]:
            if seconds is None:
                seconds = time.perf_counter() - start
            self._said += os.read(self._terminal, 1 << 16)
        if seconds is None:
            raise EngineFailed(f"the key {key!r} shows nothing")
        return seconds


def measure_keys(bench: Bench, section: Section, rows: int) -> None:
    """The median of all keys, and what 99 of 100 take at most."""
    median = Row("key", "a key until it is on the screen, the median", limit=LIMIT)
    slow = Row("slow key", "a key until it is on the screen, 99 of 100", limit=LIMIT)
    shell = TypingShell(bench.tally, [bench.groupby_table(rows)], bench.options.cache / "home")
    try:
        for question in ASKED:
            shell.ask(question)
        for _ in range(bench.options.runs):
            taken = [shell.press(key) for text in TYPED for key in [*text, *EDITED, CLEARED]]
            median.add(TALLY, statistics.median(taken))
            slow.add(TALLY, statistics.quantiles(taken, n=100)[98])
        section.rows += [median, slow]
        bench.tell(f"  {len(taken)} keys: {median.median(TALLY) * 1000:.2f} ms, {slow.median(TALLY) * 1000:.2f} ms")
    except EngineFailed as failure:
        section.remarks.append(str(failure))
    finally:
        shell.close()
