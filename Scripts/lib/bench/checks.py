"""Whether two answers are the same."""

from __future__ import annotations

import math
from collections.abc import Sequence

# Engines add up in different orders, and reals remember it.
TOLERANCE = 1e-6


def is_close(one: float | None, other: float | None) -> bool:
    """Whether two numbers are the same but for rounding; a sum of nothing is as good as 0."""
    return math.isclose(one or 0, other or 0, rel_tol=TOLERANCE, abs_tol=1e-9)


def difference(
    own: Sequence[float | None], other: Sequence[float | None], open_places: frozenset[int] = frozenset()
) -> str | None:
    """What tells the checks of an answer from another's but for those at some places; None where nothing does."""
    if len(own) != len(other):
        return f"{len(other)} checks rather than {len(own)}"
    for place, (one, another) in enumerate(zip(own, other)):
        if place not in open_places and not is_close(one, another):
            return f"check {place + 1} is {another} rather than {one}"
    return None
