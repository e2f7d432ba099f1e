"""What a room answered, after the session: answers at each level, before and after a re-vote, and dots."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import plotly.graph_objects as go

from csp_analytics.charts import editable, theme
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.stacked import KEY, Part, stacked_bars
from csp_analytics.charts.words import DEMO_LABEL

DRY_RUN = "Dry run: simulated participants"
IN_A_LINE, KEY_LINE = 2, 26  # parts of the key, and the height of a line of it in pixels
# Answers beside the scale are light and outlined, so that they do not look like a level.
BESIDE = (theme.PALE, theme.GROUND)


@dataclass(frozen=True)
class Answers:
    """The answers that could be given, by their labels: places on the scale, lowest first, and those beside it."""

    scale: tuple[str, ...]
    beside: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """All of them, in order."""
        return (*self.scale, *self.beside)


def answer_bars(
    counts: pd.DataFrame, rows: Sequence[str], answers: Answers, about: Exhibit, *, dry_run: bool
) -> Exhibit:
    """One bar a row, one part an answer, the number of people printed in it.

    Args:
        counts: a row a bar, a column an answer by its label.
        rows: what the bars are, first on top.
        answers: the answers in order; those beside the scale that nobody gave are left out.
        about: name, headline, sentence, table, basis and the like; its figure is taken from here.
        dry_run: whether the people were simulated.
    """
    given = [label for label in answers.beside if counts[label].sum()]
    colours = [*theme.level_colours(len(answers.scale)), *(BESIDE * len(answers.beside))[: len(given)]]
    parts = [
        Part(label, colour, counts[label].astype(int).tolist(), outlined=label in given)
        for label, colour in zip([*answers.scale, *given], colours, strict=True)
    ]
    shown = [replace(part, name=theme.plain(part.name)) for part in parts]
    drawn = _with_room(
        stacked_bars([theme.plain(row) for row in rows], shown, as_shares=True, demo=dry_run), len(parts)
    )
    return replace(
        about, figure=marked(drawn) if dry_run else drawn, native=editable.of_parts(rows, parts, axis="Answers")
    )


def dot_bars(dots: Sequence[int], rows: Sequence[str], about: Exhibit, *, dry_run: bool) -> Exhibit:
    """One bar a criterion, as long as the number of its dots (one at least), printed in it; as :func:`answer_bars`."""
    part = Part("Dots", theme.OWN, list(dots))
    drawn = stacked_bars([theme.plain(row) for row in rows], [part], as_shares=False, demo=dry_run)
    drawn.update_layout(showlegend=False, margin_t=8, height=drawn.layout.height - KEY + 8)
    return replace(
        about, figure=marked(drawn) if dry_run else drawn, native=editable.of_parts(rows, [part], axis="Dots")
    )


def _with_room(chart: go.Figure, n_parts: int) -> go.Figure:
    """The chart with room for its key where two parts stand in a line: on a phone, or in half of a page."""
    more = max(math.ceil(n_parts / IN_A_LINE) * KEY_LINE - KEY, 0)
    return chart.update_layout(margin_t=KEY + more, height=chart.layout.height + more)


def marked(chart: go.Figure) -> go.Figure:
    """The chart with the word that its people were simulated, in the place of the one on demonstration data."""
    return chart.update_annotations(text=DRY_RUN, selector={"text": DEMO_LABEL})
