"""What was measured, as Markdown and as JSON."""

from __future__ import annotations

from typing import Any

from .bench import Section
from .scale import Scale
from .worker import TALLY


def markdown(machine: dict[str, str], sections: list[Section], scale: Scale | None, told: list[str]) -> str:
    """One table of ratios, the times behind it, cost by size, and the machine."""
    parts = ["# Tally beside others", *told, ""]
    parts += _table(["", ""], [[f"{name}", text] for name, text in machine.items()])
    if sections:
        parts += [
            "",
            "## Ratios",
            "",
            "Tally's median over each other's: 0.50 is twice as fast, or half of the memory. The targets are"
            " for what Tally takes of the fastest.",
            "",
        ]
        parts += _ratios(sections)
        parts += ["", "## Medians", ""]
        parts += _medians(sections)
    remarks = [remark for section in sections for remark in section.remarks] + (
        scale.remarks if scale else []
    )
    if scale:
        parts += ["", "## Cost for a row, by number of rows", ""]
        parts += _scale(scale)
    failures = [
        f"{section.title}, {row.name}: {engine}: {why}"
        for section in sections
        for row in section.rows
        for engine, why in row.failures.items()
    ]
    if remarks or failures:
        parts += ["", "## Remarks", ""] + [f"- {text}" for text in remarks + failures]
    return "\n".join(parts) + "\n"


def as_json(machine: dict[str, str], sections: list[Section], scale: Scale | None) -> dict[str, Any]:
    """Every run of everything."""
    return {
        "machine": machine,
        "sections": [
            {
                "title": section.title,
                "rows": [
                    {
                        "name": row.name,
                        "title": row.title,
                        "unit": row.unit,
                        "target": row.target,
                        "against": row.against,
                        "limit": row.limit,
                        "ratio": row.ratio,
                        "met": row.is_met,
                        "values": row.values,
                        "failures": row.failures,
                    }
                    for row in section.rows
                ],
                "remarks": section.remarks,
            }
            for section in sections
        ],
        "scale": {"sizes": scale.sizes, "seconds": scale.seconds} if scale else None,
    }


def _ratios(sections: list[Section]) -> list[str]:
    engines = _engines(sections)
    lines = [["", "what", "Tally", *engines, "fastest", "target", "met"]]
    for section in sections:
        lines.append([f"**{section.title}**"] + [""] * (len(engines) + 5))
        for row in section.rows:
            own = row.median(TALLY)
            ratios = [_ratio(own, row.median(engine)) for engine in engines]
            of = f" of {row.against}" if row.against else ""
            target = "" if row.target is None else f"≤ {row.target:g}{of}"
            if row.limit is not None:
                target = f"≤ {_value(row.limit, row.unit)}"
            met = {None: "", True: "yes", False: "**no**"}[row.is_met]
            lines.append(
                [row.name, row.title, _value(own, row.unit), *ratios, _ratio(own, row.best_peer), target, met]
            )
    return _table(lines[0], lines[1:])


def _medians(sections: list[Section]) -> list[str]:
    engines = _engines(sections)
    lines = []
    for section in sections:
        lines.append([f"**{section.title}**"] + [""] * (len(engines) + 1))
        for row in section.rows:
            lines.append([row.name] + [_value(row.median(engine), row.unit) for engine in [TALLY, *engines]])
    return _table(["", "Tally", *engines], lines)


def _scale(scale: Scale) -> list[str]:
    lines = []
    for name, seconds in scale.seconds.items():
        unit = 1 if name == "bytes" else 1e9
        cells = [f"{seconds[size] * unit / size:.2f}" if size in seconds else "" for size in scale.sizes]
        lines.append([name, "B" if name == "bytes" else "ns", *cells])
    return _table(["", "", *(f"{size:.0e}".replace("e+0", "e") for size in scale.sizes)], lines)


def _engines(sections: list[Section]) -> list[str]:
    """Everybody but Tally, in the order in which they were first measured."""
    found: dict[str, None] = {}
    for section in sections:
        for row in section.rows:
            for engine in (*row.values, *row.failures):
                found.setdefault(engine)
    found.pop(TALLY, None)
    return list(found)


def _ratio(own: float | None, other: float | None) -> str:
    return "" if own is None or not other else f"{own / other:.2f}"


def _value(value: float | None, unit: str) -> str:
    if value is None:
        return ""
    if unit == "B":
        return f"{value / 1e6:,.0f} MB"
    if value >= 1:
        return f"{value:.2f} s"
    return f"{value * 1000:.1f} ms" if value >= 0.01 else f"{value * 1000:.2f} ms"


def _table(head: list[str], rows: list[list[str]]) -> list[str]:
    """A table of Markdown whose columns stand under one another as text, too."""
    lines = [[cell.replace("|", "\\|") for cell in row] for row in [head, *rows]]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = ["-" * max(3, width) for width in widths]
    return [
        "| " + " | ".join(cell.ljust(max(3, width)) for cell, width in zip(line, widths)) + " |"
        for line in [lines[0], rule, *lines[1:]]
    ]
