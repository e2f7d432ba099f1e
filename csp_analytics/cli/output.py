"""Frames and problems as text: a table for people, CSV for spreadsheets, JSON for scripts."""

from __future__ import annotations

import json
import sys
from typing import Any

import numpy as np
import pandas as pd

from csp_analytics.charts.exhibit import harmless
from csp_analytics.charts.words import share
from csp_analytics.problems import Problem

FORMATS = ("table", "csv", "json")
DECIMALS = 6


class Refused(Exception):
    """The input cannot be used; the message says why and what to do."""


def show(frame: pd.DataFrame, format_: str, *, basis: str = "") -> None:
    """Prints a frame, a basis below a table. Rows that rest on demonstration data say so in a column ``demo``."""
    if format_ == "json":
        print(json.dumps(records(frame), ensure_ascii=False, indent=1))
    elif format_ == "csv":
        numbers = frame.select_dtypes("number").columns
        # A carriage return would end the line for a spreadsheet, and what follows could be a formula again.
        safe = {
            name: frame[name].map(harmless).replace("\r", " ", regex=True) for name in frame.columns.difference(numbers)
        }
        frame = frame.assign(**frame[numbers].round(DECIMALS), **safe)
        print(frame.to_csv(index=False, lineterminator="\n"), end="")
    else:
        if frame.empty:
            print("Nothing to show.")
        else:
            if "coverage" in frame:
                frame = frame.assign(coverage=[share(value) for value in frame["coverage"]])
            for name in frame.select_dtypes("Int64").columns:
                frame = frame.assign(**{name: frame[name].astype(object).where(frame[name].notna(), "–")})
            with pd.option_context("display.max_colwidth", 60):
                print(frame.to_string(index=False, na_rep="–", float_format=lambda x: f"{x:.1f}"))
        if basis:
            print(f"\n{basis}")
    if "demo" in frame and frame["demo"].any():
        print("Demonstration data: drawn from a seed, not about the real areas.", file=sys.stderr)


def records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """Rows as JSON objects: missing is null, whole numbers are whole, floats have six decimals."""
    return [{name: _plain(value) for name, value in row.items()} for row in frame.to_dict("records")]


def say(value: Any) -> None:
    """Prints anything as JSON."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def print_problems(problems: list[Problem]) -> None:
    """Problems as lines of text, most serious first within the order of the file."""
    for problem in problems:
        print(f"  {problem.severity}: {problem.sentence}")


def _plain(value: Any) -> Any:
    if isinstance(value, (pd.Timestamp,)):
        return None if pd.isna(value) else value.date().isoformat()
    if value is None or (not isinstance(value, (list, dict, str)) and pd.isna(value)):
        return None
    if isinstance(value, (bool, np.bool_)):
        return bool(value)
    if isinstance(value, (int, np.integer)):
        return int(value)
    if isinstance(value, (float, np.floating)):
        return round(float(value), DECIMALS)
    return value
