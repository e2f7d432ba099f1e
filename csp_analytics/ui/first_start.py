"""The first start: an empty database gets demonstration data through the ordinary importer, with progress."""

from __future__ import annotations

import logging
import os
import threading
from dataclasses import dataclass

import streamlit as st

from csp_analytics import paths
from csp_analytics.access.acting import acting
from csp_analytics.access.person import everybody_here
from csp_analytics.areas.check import area_problems
from csp_analytics.frameworks.load import DefinitionProblem, frameworks
from csp_analytics.problems import Problem
from csp_analytics.store import reading
from csp_analytics.store.connection import StoreProblem
from csp_analytics.ui import cached, messages

_building = threading.Lock()
log = logging.getLogger(__name__)


def ready(*, anyway: bool = False) -> bool:
    """Whether there is data to show. Builds demonstration data when the database is new (``CSP_DEMO=off``: never).

    Args:
        anyway: the page that is asked for has something to say without an assessment.
    """
    try:
        state = _state()
        if state.wrong:
            raise DefinitionProblem(list(state.wrong))
        frameworks()
        if state.wants_demo:
            _build()
            state = _state()
        if state.has_data or anyway:
            return True
    except (StoreProblem, DefinitionProblem) as problem:
        log.error("cannot start: %s", problem)
        messages.stop("The dashboard cannot start", messages.for_strangers(problem))
        return False
    messages.stop(
        "No assessment has been loaded yet",
        "Load your files with: python -m csp_analytics import FILE, or demonstration data with: "
        "python -m csp_analytics demo",
    )
    return False


@dataclass(frozen=True)
class _State:
    wrong: tuple[Problem, ...]
    wants_demo: bool
    has_data: bool


@cached.by_data_version
def _state() -> _State:
    """What a start needs to know, asked once for each version of the data and not at every run of a page."""
    wanted = os.environ.get("CSP_DEMO", "").strip().lower() != "off"
    n_files = sum(len(list(paths.demo().glob(kind))) for kind in ("*.xlsx", "*.csv"))
    return _State(
        tuple(area_problems(paths.definitions())),
        wanted and reading.wants_demo(cached.whole(), n_files),
        bool(reading.framework_ids(cached.whole())),
    )


def _build() -> None:
    # Imported when needed: readers and openpyxl cost a third of a second that later starts need not pay.
    from csp_analytics.demo.build import build

    # Two people may open a new server at the same moment: the second waits and finds the data there.
    with _building:
        if not _state().wants_demo:
            return
        place = st.empty()
        bar = place.progress(0.0, text="First start: loading demonstration data")

        def tell(number: int, total: int, name: str) -> None:
            bar.progress(number / total, text=f"First start: loading demonstration data ({number} of {total}: {name})")

        with acting(everybody_here()):  # nobody who happens to come first is who loads it
            build(cached.store(), progress=tell)
        place.empty()
