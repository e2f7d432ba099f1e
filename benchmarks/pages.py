"""The script of every Explore page: against one that only draws its finished figures, and at size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from unittest.mock import patch

import plotly.graph_objects as go
import streamlit as st
from streamlit.testing.v1 import AppTest

from benchmarks import page_floor
from benchmarks.comparing import Comparison, in_turns
from benchmarks.demonstration import demonstration
from benchmarks.opened import SECONDS, opened, pages_on, script, timed
from csp_analytics.demo.build import build
from csp_analytics.demo.generated import Size, generate
from csp_analytics.store.connection import Store, open_store
from csp_analytics.ui import grid
from csp_analytics.ui.navigation import EXPLORE, SPECS, PageSpec

NAME = "pages"
FLOOR = "from benchmarks.page_floor import draw\n\ndraw()\n"
TURNS = 15
LARGE = Size(areas=376, families=13, rounds=10)
PAGES = [spec for spec in SPECS if spec.section == EXPLORE]


def run() -> Iterator[Comparison]:
    """Each page warm against its floor; each page on the large set against the same page on the shipped one."""
    with TemporaryDirectory() as place, timed(), demonstration() as store:
        yield from (_against_floor(spec, store) for spec in PAGES)
        with _large(Path(place)) as large:
            yield from (_at_size(spec, store, large) for spec in PAGES)


def _against_floor(spec: PageSpec, store: Store) -> Comparison:
    with pages_on(store.path):
        page = opened(spec)
        with _noting(page_floor.CALLS):
            page.run()
        floor = AppTest.from_string(FLOOR, default_timeout=SECONDS).run()
        _check(page, floor)
        found = in_turns({"page": partial(script, page), "floor": partial(script, floor)}, TURNS)
    what = f"{spec.title}: script of the warm page"
    against = f"a script that draws its {len(page_floor.CALLS)} finished figures"
    return Comparison(what, against, found["page"], found["floor"], goal=1.5)


def _at_size(spec: PageSpec, store: Store, large: tuple[Store, Path]) -> Comparison:
    with pages_on(store.path):
        small = opened(spec)
    with pages_on(large[0].path, large[1]):
        big = opened(spec)

    def on_small() -> float:
        with pages_on(store.path):
            return script(small)

    def on_large() -> float:
        with pages_on(large[0].path, large[1]):
            return script(big)

    found = in_turns({"large": on_large, "small": on_small}, TURNS)
    return Comparison(
        f"{spec.title}: {LARGE.areas} areas, {LARGE.families} families, {LARGE.rounds} rounds",
        "the same page with 32 areas and 3 rounds, both warm",
        found["large"],
        found["small"],
        goal=2.0,
    )


@contextmanager
def _large(folder: Path) -> Iterator[tuple[Store, Path]]:
    definitions = folder / "definitions"
    generate(definitions, LARGE)
    with pages_on(folder / "large.duckdb", definitions):
        store = open_store(folder / "large.duckdb")
        build(store)
    try:
        yield store, definitions
    finally:
        store.close()


@contextmanager
def _noting(calls: list[Callable[[], object]]) -> Iterator[None]:
    """Notes what a page draws, as calls that draw it again from the finished figure."""
    calls.clear()
    chart, table = st.plotly_chart, grid._grid

    def drawn(figure: go.Figure, **asked: Any) -> object:
        calls.append(partial(chart, go.Figure(figure.to_dict()), **asked))
        return chart(figure, **asked)

    def pressed(**asked: Any) -> object:
        calls.append(partial(table, **asked))
        return table(**asked)

    with patch.object(st, "plotly_chart", drawn), patch.object(grid, "_grid", pressed):
        yield


def _check(page: AppTest, floor: AppTest) -> None:
    """Both drew as many charts, and the floor without an error: a script that fails is quick."""
    drawn = [len(script.get("plotly_chart")) for script in (page, floor)]
    if floor.exception or drawn[0] != drawn[1] or not page_floor.CALLS:
        raise AssertionError(f"the page drew {drawn[0]} charts, the floor {drawn[1]}: {floor.exception}")
