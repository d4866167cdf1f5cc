"""What is asked of every engine: each question once, with its words in Tally.

The words of db-benchmark's questions are those that the tests hold against SQLite; how the others are asked
the same is in `sql` and `polars_forms`, by the question's name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Question:
    """A question: `q3`, what it is about, and its text in Tally."""

    name: str
    title: str
    tally: str
    # Places of checks that rows with the same values leave open: any of them may be among the first.
    open_checks: frozenset[int] = frozenset()


MORE = (
    Question("sum", "filtered sum", "sum v1 where id1=id016"),
    Question("count", "filtered count", "count where v3 > 50 and id4 < 20"),
    Question("top", "top ten groups", "top 10 id3 by sum v3"),
    Question(
        "highest",
        "ten highest rows",
        "list id6, v3 | sort v3 down | limit 10",
        # What id6 adds up to, and what ties it to v3.
        open_checks=frozenset({2, 5}),
    ),
    Question("distinct", "distinct count", "count distinct id3"),
)

# Those whose cost for a row is followed over sizes.
SCALED = ("q1", "q2", "q3", "q4", "q5", "q7", "sum", "count", "top", "distinct")


def groupby_questions(root: Path) -> tuple[Question, ...]:
    """db-benchmark's ten of its table x, and more of the same table."""
    return _corpus(root, "groupby", "q") + MORE


def join_questions(root: Path) -> tuple[Question, ...]:
    """db-benchmark's five of x, small, medium and big."""
    return _corpus(root, "join", "j")


def _corpus(root: Path, name: str, prefix: str) -> tuple[Question, ...]:
    """The numbered questions of a file of the tests' corpus: `# 1. title`, `#sql …`, and the text."""
    text = (root / "Tests/Corpus/Questions" / f"{name}.tally").read_text(encoding="utf-8")
    found = []
    for paragraph in text.split("\n\n"):
        title = re.search(r"^# (\d+)\. (.+)$", paragraph, re.MULTILINE)
        lines = [line for line in paragraph.splitlines() if line and not line.startswith("#")]
        if title and lines:
            found.append(Question(prefix + title[1], title[2], " ".join(lines)))
    return tuple(found)
