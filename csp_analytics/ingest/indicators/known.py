"""The indicators that are known beforehand: what they are called, their unit and their source."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from csp_analytics import paths
from csp_analytics.ingest.cell_text import fold


@dataclass(frozen=True)
class Indicator:
    """One indicator.

    Attributes:
        indicator_id: permanent readable id.
        title: its name on charts.
        unit: what its values count; empty when not known.
        direction: what a low or a high value means, in a sentence; empty when not known.
        source: who publishes it; empty when not known.
    """

    indicator_id: str
    title: str
    unit: str = ""
    direction: str = ""
    source: str = ""


def known_indicators() -> dict[str, Indicator]:
    """The indicators of ``data/indicators.csv`` by id; none when there is no such file."""
    return {one.indicator_id: one for one in _by_name().values()}


def indicator_of(written: str) -> Indicator:
    """The known indicator that a name, id or alias means; else one under its own name, with an id made from it."""
    name = " ".join(written.split())
    return _by_name().get(fold(name)) or Indicator(fold(name).replace(" ", "-"), name)


def _by_name() -> dict[str, Indicator]:
    path = paths.definitions() / "indicators.csv"
    return _read(path, path.stat().st_mtime_ns) if path.exists() else {}


@lru_cache(maxsize=4)
def _read(path: Path, stamp: int) -> dict[str, Indicator]:
    found: dict[str, Indicator] = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            one = Indicator(row["indicator_id"], row["title"], row["unit"], row["direction"], row["source"])
            for name in (one.indicator_id, one.title, *row["aliases"].split(";")):
                if fold(name):
                    found.setdefault(fold(name), one)
    return found
