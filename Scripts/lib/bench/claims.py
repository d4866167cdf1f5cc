"""Figures of which several sources speak, settled before they are added up."""

from __future__ import annotations

import json
import random
from pathlib import Path

from .bench import Bench, Row, Section, alternate
from .loading import close
from .questions import Question
from .worker import TALLY, EngineFailed, TallyWorker

EVENTS = 200_000
CLAIMS_OF_EACH = 5
PLACES = 500
SOURCES = 40
SEED = 108

SETTLED = Question("claims", "sum by place, claims settled", "sum killed by place")
PLAIN = Question("claims", "sum by place", "sum killed by place raw")


def measure_claims(bench: Bench, section: Section) -> None:
    """The sum of a million claims by place, settled, and the plain sum of the same cells."""
    folder = bench.options.cache / "data" / f"claims_{EVENTS * CLAIMS_OF_EACH}_{EVENTS}"
    make_claims(folder)
    row = Row("claims", f"{EVENTS * CLAIMS_OF_EACH:,} claims on {EVENTS:,} events: sum by place", target=2.0)
    worker = TallyWorker(bench.probe)
    try:
        section.remarks.append(f"{row.title}: loaded in {worker.open(folder):.2f} s")
        for question in (SETTLED, PLAIN):
            worker.ask(question)
        alternate(
            row,
            bench.options.runs,
            {TALLY: lambda: worker.ask(SETTLED).seconds, "plain sum": lambda: worker.ask(PLAIN).seconds},
        )
    except EngineFailed as failure:
        row.fail(TALLY, str(failure))
    finally:
        close({TALLY: worker})
    section.rows.append(row)


def make_claims(folder: Path) -> None:
    """Writes a data package of claims unless it is there: about each event, which is in one place, so many
    different sources, most of which say the same figure, some more than it, and some do not know it.
    """
    if (folder / "datapackage.json").exists():
        return
    folder.mkdir(parents=True, exist_ok=True)
    chance = random.Random(SEED)
    with (folder / "claims.csv").open("w", encoding="utf-8") as file:
        file.write("event,place,source,killed\n")
        for event in range(EVENTS):
            place = chance.randrange(PLACES)
            truth = chance.randrange(40)
            first = chance.randrange(SOURCES)
            for source in range(CLAIMS_OF_EACH):
                name = f"source {(first + source * 7) % SOURCES}"
                file.write(f"event {event},place {place},{name},{_figure(chance, truth)}\n")
    # What is there whole has its description; it comes last.
    (folder / "datapackage.json").write_text(json.dumps(_description(), indent=2) + "\n", encoding="utf-8")


def _figure(chance: random.Random, truth: int) -> str:
    kind = chance.random()
    if kind < 0.7:
        return str(truth)
    if kind < 0.8:
        return f"{max(0, truth - chance.randrange(5))}+"
    if kind < 0.9:
        return str(truth + chance.randrange(3))
    return ""


def _description() -> dict[str, object]:
    roles = {"event": "event", "place": "place", "source": "source"}
    fields: list[dict[str, object]] = [
        {"name": name, "type": "string", "tally": {"role": role}} for name, role in roles.items()
    ]
    fields.append({"name": "killed", "type": "string", "tally": {"kind": "figure"}})
    return {
        "name": "claims",
        "resources": [
            {
                "name": "claims",
                "path": "claims.csv",
                "format": "csv",
                "tally": {"claims": True},
                "schema": {"fields": fields, "missingValues": [""]},
            }
        ],
    }
