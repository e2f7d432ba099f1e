"""The demonstration data with its newest survey answered by many times as many people."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import pandas as pd

from csp_analytics import paths
from csp_analytics.demo.build import build
from csp_analytics.ingest.recognise import read_file
from csp_analytics.store.connection import Store, open_store
from csp_analytics.store.writing import LOADED, load

SURVEY = "survey-2025-smartsurvey.xlsx"


@contextmanager
def few_and_many(least: int) -> Iterator[tuple[Store, Store, int, int]]:
    """The demonstration data, and the same with its people counted again and again; and how many people each has.

    Args:
        least: least number of respondents in the second.
    """
    with TemporaryDirectory() as folder:
        first, second = Path(folder) / "few.duckdb", Path(folder) / "many.duckdb"
        built = open_store(first)
        build(built)
        built.close()
        shutil.copy(first, second)
        few, many = open_store(first), open_store(second)
        try:
            asked, number = _enlarge(many, least)
            yield few, many, asked, number
        finally:
            few.close()
            many.close()


def _enlarge(store: Store, least: int) -> tuple[int, int]:
    reading = read_file(paths.demo() / SURVEY)
    asked = int(reading.tables["survey"]["n_respondents"].max())
    times = -(-least // asked)
    tables = {name: _again(table, times, asked) for name, table in reading.tables.items()}
    tables["survey"] = reading.tables["survey"].assign(n_respondents=reading.tables["survey"]["n_respondents"] * times)
    larger = replace(reading, tables=tables, digest=sha256(b"many").hexdigest(), file="many.xlsx")
    outcome = load(store, larger, demo=True)
    if outcome.status != LOADED:
        raise AssertionError(f"the survey did not load: {outcome}")
    return asked, asked * times


def _again(table: pd.DataFrame, times: int, people: int) -> pd.DataFrame:
    if "respondent_id" not in table:
        return table
    copies = [table.assign(respondent_id=table["respondent_id"] + turn * people) for turn in range(times)]
    return pd.concat(copies, ignore_index=True)
