"""Figures as they are sent: taken apart and written as JSON once in their life, and not at every run of a page."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import plotly.io

from csp_analytics.charts.presenting import at_one_width
from csp_analytics.ui import cached

_plotly_writes = plotly.io.to_json


class _Written(dict[str, Any]):
    """The plain values of a figure, with the JSON that they are."""

    def __init__(self, figure: go.Figure) -> None:
        super().__init__(figure.to_dict())
        self.json = str(_plotly_writes(dict(self), validate=False))


class _Sent(go.Figure):
    """A figure that gives Streamlit the same values each time."""

    def __init__(self, figure: go.Figure) -> None:
        self._values = _Written(figure)  # nothing else of a figure is asked for

    def to_dict(self) -> dict[str, Any]:
        return self._values


def _to_json(figure: Any, *args: Any, **asked: Any) -> Any:
    return figure.json if isinstance(figure, _Written) else _plotly_writes(figure, *args, **asked)


# Streamlit takes figures only, and writes what they give at every run. Whoever gives anything else gets Plotly's own.
plotly.io.to_json = _to_json


@cached.for_life
def sent(figure: go.Figure) -> go.Figure:
    """The figure, ready to be sent again and again."""
    return _Sent(figure)


@cached.for_life
def sent_to_a_wall(figure: go.Figure) -> go.Figure:
    """The same at one width, for a wall."""
    return _Sent(at_one_width(figure))
