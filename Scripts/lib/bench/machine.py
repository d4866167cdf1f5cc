"""What a figure is worth nothing without: the machine, and the versions."""

from __future__ import annotations

import datetime
import os
import platform
import subprocess
from importlib import metadata
from pathlib import Path

from .ask_of_file import duckdb_shell
from .bench import Bench


def describe(bench: Bench) -> dict[str, str]:
    """The machine and everything that ran on it, as names and texts."""
    found = {
        "date": datetime.datetime.now(datetime.UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "processor": f"{_processor()}, {os.cpu_count()} cores, {len(os.sched_getaffinity(0))} of them used",
        "memory": f"{_memory_gigabytes():.0f} GB",
        "system": f"{_system()}, Linux {platform.release()}",
        "load before": f"{_LOAD_AT_START[0]:.1f} (of the last minute, as the run began)",
        "tally": _commit(bench.root),
        "swift": _first_line(["swift", "--version"]),
    }
    for package in ("duckdb", "polars", "chdb"):
        try:
            found[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            found[package] = "not installed"
    if shell := duckdb_shell(bench):
        found["duckdb shell"] = _first_line([shell, "--version"])
    found["sqlite3"] = _first_line(["sqlite3", "--version"]).split(" ")[0]
    return found


_LOAD_AT_START = os.getloadavg()


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def _memory_gigabytes() -> float:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE") / 1e9


def _system() -> str:
    for line in Path("/etc/os-release").read_text(encoding="utf-8").splitlines():
        if line.startswith("PRETTY_NAME="):
            return line.partition("=")[2].strip('"')
    return platform.system()


def _commit(root: Path) -> str:
    commit = _first_line(["git", "-C", str(root), "log", "-1", "--format=%h, %cs"])
    changed = _first_line(["git", "-C", str(root), "status", "--porcelain", "--", "Sources", "Package.swift"])
    return commit + (", with changes" if changed else "")


def _first_line(command: list[str]) -> str:
    try:
        done = subprocess.run(
            command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=False
        )
    except OSError:
        return "not installed"
    return (done.stdout.splitlines() or [""])[0]
