"""A chart for a presented page: drawn at the width of a small desk screen, enlarged as a whole by the page.

Letters of a chart have 14 pixels and more. The page enlarges 775 pixels to the width of the wall:
at 1280 pixels the smallest letters then have 22.1, at 1920 pixels 33.
"""

from __future__ import annotations

import plotly.graph_objects as go

WIDTH = 775


def at_one_width(figure: go.Figure) -> go.Figure:
    """A copy of a figure with a width of its own in place of that of its place."""
    return go.Figure(figure).update_layout(width=WIDTH, autosize=False)
