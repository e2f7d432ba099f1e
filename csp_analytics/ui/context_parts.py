"""The parts of the page Context."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from csp_analytics.charts.scatter_figure import NARROW, WIDE
from csp_analytics.ui import address, presenting_deck, scope
from csp_analytics.ui.messages import html, text

# Names of points are in the chart twice; which of them shows depends on the width of the screen.
NAMES = f"""<style>
[data-testid="stPlotlyChart"] text[style*="{WIDE}"], [data-testid="stPlotlyChart"] text[style*="{NARROW}"]
  {{paint-order: stroke; stroke-width: 3px;}}
[data-testid="stPlotlyChart"] text[style*="{WIDE}"] {{stroke: #FFFFFF;}}
@media (max-width: 1340px) {{
  [data-testid="stPlotlyChart"] text[style*="{WIDE}"] {{display: none;}}
  [data-testid="stPlotlyChart"] text[style*="{NARROW}"] {{fill-opacity: 1 !important; stroke: #FFFFFF;}}
}}
</style>"""
LOADING = (
    "<h2>To see another figure here</h2><p class='csp-takeaway'>Choose it under <em>Beside</em>, or click on its dot "
    "in <em>Every fact</em>. What is not in the list can be loaded: a table with the columns area, indicator, period "
    "and value, or with a column for each period, by <code>python -m csp_analytics import FILE</code> (docs/files.md "
    "has both layouts). It then stands at the top of the list. A click on a point opens that area.</p>"
)


def choose_measures(
    measures: dict[str, str],
    titles: dict[str, str],
    periods: dict[str, list[str]],
    first: Callable[[str], str],
) -> tuple[str, str, str]:
    """The choice of the score, of what stands beside it and, of an indicator, of the period.

    Args:
        measures: title of each score by its key.
        titles: title of each fact by id.
        periods: periods of each fact that has a choice of them, newest first.
        first: id of the fact that stands beside a measure when nobody chose.
    """
    with scope.row("scope-second"):
        measure = scope.one_of("Measure", "measure", measures)
        fact = scope.one_of("Beside", "beside", titles, default=first(measure), width=430)
        known = {name: name for name in periods[fact]}
        period = scope.one_of("Period", "period", known, width=130) if known else ""
    return measure, fact, period


def caution(words: str) -> None:
    """What the chart does not say, under the finding."""
    html(NAMES)
    if presenting_deck.with_finding():
        html(f'<p class="csp-takeaway" role="note">{text(words)}</p>')


def how_to_load() -> None:
    """How other figures come onto the page."""
    if not presenting_deck.is_on():
        html(LOADING)


def choose_selected(event: Any, chosen: str) -> None:
    """Puts the fact whose dot was clicked beside the scores, if one was."""
    points = event["selection"]["points"] if event else []
    if points and points[0]["customdata"][0] != chosen:
        address.say("beside", points[0]["customdata"][0])
        st.rerun()
