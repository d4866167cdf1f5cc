"""The questions as Polars asks them, where their names are known to `questions`."""

from __future__ import annotations

from collections.abc import Callable

import polars as pl
from polars import LazyFrame, col

Tables = dict[str, LazyFrame]


def _join(table: str, key: str, how: str = "inner") -> Callable[[Tables], LazyFrame]:
    def form(tables: Tables) -> LazyFrame:
        left, right = tables["x"], tables[table]
        # The other table's columns carry its name, as in SQL; its own measure keeps its name.
        names = [name for name in right.collect_schema().names() if name not in (key, "v2")]
        right = right.rename({name: f"{table}_{name}" for name in names})
        columns = left.collect_schema().names() + [f"{table}_{name}" for name in names] + ["v2"]
        return left.join(right, on=key, how=how).select(columns)  # type: ignore[arg-type]

    return form


POLARS_FORMS: dict[str, Callable[[Tables], LazyFrame]] = {
    "q1": lambda t: t["x"].group_by("id1").agg(pl.sum("v1")),
    "q2": lambda t: t["x"].group_by("id1", "id2").agg(pl.sum("v1")),
    "q3": lambda t: t["x"].group_by("id3").agg(pl.sum("v1"), pl.mean("v3")),
    "q4": lambda t: t["x"].group_by("id4").agg(pl.mean("v1", "v2", "v3")),
    "q5": lambda t: t["x"].group_by("id6").agg(pl.sum("v1", "v2", "v3")),
    "q6": lambda t: (
        t["x"].group_by("id4", "id5").agg(pl.median("v3").alias("median_v3"), pl.std("v3").alias("sd_v3"))
    ),
    "q7": lambda t: t["x"].group_by("id3").agg((pl.max("v1") - pl.min("v2")).alias("range_v1_v2")),
    "q8": lambda t: t["x"].group_by("id6").agg(col("v3").top_k(2)).explode("v3"),
    "q9": lambda t: t["x"].group_by("id2", "id4").agg((pl.corr("v1", "v2") ** 2).alias("r2")),
    "q10": lambda t: (
        t["x"].group_by("id1", "id2", "id3", "id4", "id5", "id6").agg(pl.sum("v3"), pl.len().alias("count"))
    ),
    "sum": lambda t: t["x"].filter(col("id1") == "id016").select(pl.sum("v1")),
    "count": lambda t: t["x"].filter((col("v3") > 50) & (col("id4") < 20)).select(pl.len()),
    "top": lambda t: t["x"].group_by("id3").agg(pl.sum("v3")).top_k(10, by="v3"),
    "highest": lambda t: t["x"].select("id6", "v3").top_k(10, by="v3"),
    "distinct": lambda t: t["x"].select(col("id3").n_unique()),
    "j1": _join("small", "id1"),
    "j2": _join("medium", "id2"),
    "j3": _join("medium", "id2", "left"),
    "j4": _join("medium", "id5"),
    "j5": _join("big", "id3"),
}
