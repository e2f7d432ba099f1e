"""The script of the National picture, against a script that only draws the same figures."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from unittest.mock import patch

import streamlit as st
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.testing.v1 import AppTest, app_test
from streamlit.testing.v1.local_script_runner import LocalScriptRunner

from benchmarks import page_floor
from benchmarks.comparing import Comparison, Measured, clocked, in_turns
from benchmarks.demonstration import demonstration
from csp_analytics import findings, paths
from csp_analytics.analysis.scores import ALL
from csp_analytics.store.connection import Store
from csp_analytics.ui import pictures

NAME = "page"
MAIN = paths.ROOT / "csp_analytics" / "ui" / "main.py"
FLOOR = "from benchmarks.page_floor import draw\n\ndraw()\n"
TURNS, COLD_TURNS = 41, 5
SECONDS = 60  # after which a run counts as hung


class TimedRunner(LocalScriptRunner):
    """Streamlit's runner for tests; it notes how long the script itself took, without what the test makes of it.

    Like a server, and unlike the runner for tests, it keeps scripts compiled from one run to the next.
    """

    seconds = 0.0
    compiled = ScriptCache()

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self._script_cache = TimedRunner.compiled

    def _run_script(self, *args: object, **kwargs: object) -> None:
        start = time.perf_counter()
        super()._run_script(*args, **kwargs)
        TimedRunner.seconds = time.perf_counter() - start


def run() -> list[Comparison]:
    """The warm page against the floor, script alone and whole run, and the first run of a session with cold caches."""
    with demonstration() as store, _page_on(store):
        page_floor.EXHIBITS[:] = _exhibits(store)
        page, floor = (
            AppTest.from_file(MAIN, default_timeout=SECONDS),
            AppTest.from_string(FLOOR, default_timeout=SECONDS),
        )
        cold = in_turns({"page": _script(_emptied(page)), "floor": _script(floor.run)}, COLD_TURNS)
        warm = in_turns({"page": _script(page.run), "floor": _script(floor.run)}, TURNS)
        whole = in_turns({"page": clocked(page.run), "floor": clocked(floor.run)}, TURNS)
        _check(page, floor)
    against = f"a script that sets the page up and draws the same {len(page_floor.EXHIBITS)} figures, ready made"
    return [
        Comparison("National picture, script of a warm page", against, warm["page"], warm["floor"], goal=1.5),
        Comparison("the same with the test's own work around it", against, whole["page"], whole["floor"]),
        Comparison("National picture, nothing cached", against, cold["page"], cold["floor"]),
    ]


def _exhibits(store: Store) -> list:
    framework_id = findings.frameworks_in_use(store)[0]
    round_ = findings.latest_round(store, framework_id)
    picture = pictures.national(framework_id, round_)
    map_ = pictures.national_map(framework_id, round_, ALL)
    return [map_, picture.by_principle, picture.coverage, picture.strongest, picture.weakest]


def _script(run_once: Callable[[], object]) -> Measured:
    def measured() -> float:
        run_once()
        return TimedRunner.seconds

    return measured


def _emptied(page: AppTest) -> Callable[[], object]:
    def run_once() -> AppTest:
        st.cache_resource.clear()
        st.cache_data.clear()
        return page.run()

    return run_once


@contextmanager
def _page_on(store: Store) -> Iterator[None]:
    """Points the page at a database and times the scripts that run meanwhile."""
    with (
        patch.dict(os.environ, {"CSP_DATABASE": str(store.path)}),
        patch.object(app_test, "LocalScriptRunner", TimedRunner),
    ):
        yield


def _check(page: AppTest, floor: AppTest) -> None:
    """Both drew the same charts, and without an error: a page that fails is quick."""
    drawn = [sorted(chart.proto.spec for chart in script.get("plotly_chart")) for script in (page, floor)]
    if page.exception or floor.exception or drawn[0] != drawn[1]:
        counts = " and ".join(str(len(one)) for one in drawn)
        raise AssertionError(f"the two scripts drew {counts} charts, or different ones, or failed: {page.exception}")
