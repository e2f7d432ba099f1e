"""A bare Streamlit app beside the dashboard that draws the same finished figures, and a dashboard to measure it with.

What each page draws is noted once and written into a folder; ``bare_app.py`` serves a page for each file of it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import plotly.graph_objects as go
import streamlit as st

from benchmarks.comparing import some
from benchmarks.opened import opened, pages_on
from csp_analytics.store.connection import open_store
from csp_analytics.ui import grid
from csp_analytics.ui.navigation import SPECS, PageSpec
from tests.browser.server import Server, serve

APP = "benchmarks/bare_app.py"
FOLDER = "CSP_BENCHMARK_FIGURES"  # where the bare app finds what it draws


@dataclass(frozen=True)
class Both:
    """The dashboard and the bare app, both running on the same data; the pages that draw something, by address."""

    ours: Server
    bare: Server
    drawing: tuple[PageSpec, ...]

    def address(self, spec: PageSpec) -> tuple[str, str]:
        """Where a page is: ours and the bare one with its figures."""
        return self.ours.address("" if spec.default else spec.address), self.bare.address("", f"page={spec.address}")


@contextmanager
def both(database: Path, folder: Path, **settings: str) -> Iterator[Both]:
    """Notes what every page draws, closes the database, and starts the dashboard and the bare app.

    Args:
        database: a database with data that no process has open.
        folder: an empty folder for the figures.
        settings: environment variables for both.
    """
    drawing = tuple(written(database, folder))
    with (
        serve(database, CSP_DEMO="off", **settings) as ours,
        serve(folder / "bare.duckdb", app=APP, **{FOLDER: str(folder)}, **settings) as bare,
    ):
        yield Both(ours, bare, drawing)


def written(database: Path, folder: Path) -> Iterator[PageSpec]:
    """Writes what each page draws when it is opened without choices into a file; gives the pages that draw."""
    folder.mkdir(exist_ok=True)
    with pages_on(database):
        for spec in some(SPECS):
            calls: list[dict[str, Any]] = []
            page = opened(spec)
            with _noting(calls):  # of this page alone: on the way to it the first page is opened
                page.run()
            if calls:
                (folder / f"{spec.address}.json").write_text(json.dumps(calls), "utf-8")
                yield spec
        open_store(database).close()


def drawing(database: Path) -> list[PageSpec]:
    """The pages that draw something when they are opened without choices."""
    with TemporaryDirectory() as place:
        return list(written(database, Path(place) / "figures"))


@contextmanager
def _noting(calls: list[dict[str, Any]]) -> Iterator[None]:
    chart, table = st.plotly_chart, grid._grid

    def drawn(figure: go.Figure, **asked: Any) -> object:
        calls.append({"figure": go.Figure(figure.to_dict()).to_json(), "asked": _plain(asked)})
        return chart(figure, **asked)

    def pressed(**asked: Any) -> object:
        calls.append({"grid": bytes(asked["data"]).decode(), "key": asked["key"]})
        return table(**asked)

    with patch.object(st, "plotly_chart", drawn), patch.object(grid, "_grid", pressed):
        yield


def _plain(asked: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if value is None or isinstance(value, str | int | dict)}
