"""The first start: an empty database gets demonstration data through the ordinary importer, with progress."""

from __future__ import annotations

import logging
import os
import threading

import streamlit as st

from csp_analytics import paths
from csp_analytics.areas.check import area_problems
from csp_analytics.frameworks.load import DefinitionProblem, frameworks
from csp_analytics.problems import Problem
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem
from csp_analytics.ui import cached, messages

_building = threading.Lock()
log = logging.getLogger(__name__)


def ready() -> bool:
    """Whether there is data to show. Builds demonstration data when the database is new (``CSP_DEMO=off``: never)."""
    try:
        if wrong := _wrong_definitions():
            raise DefinitionProblem(list(wrong))
        frameworks()
        if _wants_demo():
            _build()
        if _has_data():
            return True
    except (StoreProblem, DefinitionProblem) as problem:
        log.error("cannot start: %s", problem)
        messages.stop("The dashboard cannot start", str(problem))
        return False
    messages.stop(
        "No assessment has been loaded yet",
        "Load your files with: python -m csp_analytics import FILE, or demonstration data with: "
        "python -m csp_analytics demo",
    )
    return False


@cached.by_data_version
def _wrong_definitions() -> tuple[Problem, ...]:
    return tuple(area_problems(paths.definitions()))


@cached.by_data_version
def _has_data() -> bool:
    return bool(reading.framework_ids(cached.store()))


@cached.by_data_version
def _wants_demo() -> bool:
    wanted = os.environ.get("CSP_DEMO", "on") != "off"
    return wanted and reading.wants_demo(cached.store(), len(list(paths.DEMO.glob("*.xlsx"))))


def _build() -> None:
    # Imported when needed: readers and openpyxl cost a third of a second that later starts need not pay.
    from csp_analytics.demo.build import build

    # Two people may open a new server at the same moment: the second waits and finds the data there.
    with _building:
        if not _wants_demo():
            return
        place = st.empty()
        bar = place.progress(0.0, text="First start: loading demonstration data")

        def tell(number: int, total: int, name: str) -> None:
            bar.progress(number / total, text=f"First start: loading demonstration data ({number} of {total}: {name})")

        build(cached.store(), progress=tell)
        place.empty()
