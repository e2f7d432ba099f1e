"""``python -m benchmarks [NAME ...] [-o FILE]``: runs the benchmarks and prints their table."""

from __future__ import annotations

import argparse
import logging
import os
import platform
import time
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median

import psutil

from benchmarks import (
    board_paper,
    exploring,
    first_chart,
    importing,
    large_nation,
    open_pages,
    pages,
    scoring,
    starting,
    surveys,
    workshop,
)
from benchmarks.comparing import Comparison, be_quick

BENCHMARKS = {
    module.NAME: module
    for module in (
        *(importing, scoring, surveys, board_paper, workshop, pages),
        *(starting, first_chart, open_pages, exploring, large_nation),
    )
}
PACKAGES = ("pandas", "duckdb", "streamlit", "plotly", "python-calamine", "openpyxl", "python-docx")


def main() -> None:
    """Runs what was asked for, prints it, and writes it where that was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="Two things compared in one run.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"which of {', '.join(BENCHMARKS)} (default: all)")
    parser.add_argument("-o", dest="file", type=Path, help="write the table into this Markdown file as well")
    parser.add_argument("--quick", action="store_true", help="once and small: whether everything runs, not how fast")
    asked = parser.parse_args()
    if asked.quick:
        be_quick()
    if unknown := [name for name in asked.names if name not in BENCHMARKS]:
        parser.error(f"there is no benchmark {', '.join(unknown)}; expected {', '.join(BENCHMARKS)}")
    logging.disable(logging.WARNING)  # Streamlit warns of every call outside a server
    os.environ["CSP_AHEAD"] = "off"  # no page is to be measured beside a server's work ahead
    found: list[Comparison] = []
    start = time.monotonic()
    for name in asked.names or BENCHMARKS:
        print(f"{name} ... (after {time.monotonic() - start:.0f} s)", flush=True)
        for one in BENCHMARKS[name].run():
            found.append(one)
            print(f"  {sentence(one)}", flush=True)
    print(f"all of it took {time.monotonic() - start:.0f} s", flush=True)
    if asked.file:
        asked.file.write_text(markdown(found), "utf-8")


def sentence(one: Comparison) -> str:
    """A comparison in one line for the screen."""
    return f"{ratio(one)} ({spread(one)})  goal {goal(one)}  {verdict(one)}: {one.what} | {one.against} ({times(one)})"


def ratio(one: Comparison) -> str:
    """The ratio with its word."""
    return f"{one.ratio:.2f}x{' faster' if one.faster else ''}"


def spread(one: Comparison) -> str:
    """The range of the single turns."""
    return "{:.2f} to {:.2f}".format(*one.spread)


def goal(one: Comparison) -> str:
    """The goal in words."""
    if one.goal is None:
        return "none"
    return f"at least {one.goal:g}x faster" if one.faster else f"at most {one.goal:g}x"


def verdict(one: Comparison) -> str:
    """Whether the goal is met."""
    return {True: "met", False: "NOT MET", None: "for information"}[one.met]


def times(one: Comparison) -> str:
    """The medians in seconds, milliseconds or megabytes."""
    return " against ".join(_figure(median(figures), one.unit) for figures in (one.seconds, one.against_seconds))


def machine() -> str:
    """The machine that was measured on, in a sentence: cores, memory, processor, system."""
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    memory = psutil.virtual_memory().total / 2**30
    processor = f" ({names[0]})" if names else ""
    return (
        f"Measured on a machine with {os.cpu_count()} cores{processor}, {memory:.0f} GiB of memory and "
        f"{platform.system()} {platform.release()}; server, browser and the crowd share it."
    )


def _lines(file: str) -> list[str]:
    return Path(file).read_text().splitlines() if Path(file).exists() else []


def _figure(figure: float, unit: str) -> str:
    if unit == "bytes":
        return f"{figure / 1e6:,.0f} MB" if figure >= 1e7 else f"{figure / 1e6:,.2f} MB"
    return f"{figure:.2f} s" if figure >= 1 else f"{1000 * figure:.1f} ms"


def markdown(found: list[Comparison]) -> str:
    """The page for the documentation."""
    rows = [
        f"| {one.what} | {one.against} | {ratio(one)} | {spread(one)} | {goal(one)} | {verdict(one)} | {times(one)} |"
        for one in found
    ]
    goals = [one.met for one in found if one.met is not None]
    met = sum(goals)
    installed = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `python -m benchmarks -o docs/benchmarks.md`. Every figure is a ratio of two medians, measured",
            "in turns in one run; the range is that of the single turns.",
            "",
            "| measured | against | ratio | range | goal | | medians |",
            "|---|---|---|---|---|---|---|",
            *rows,
            "",
            f"{met} of {len(goals)} goals are met. {machine()}",
            "",
            f"{datetime.now(UTC):%-d %B %Y}, Python {platform.python_version()}, {installed}.",
            "",
        ]
    )


if __name__ == "__main__":
    main()
