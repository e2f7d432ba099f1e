"""The Streamlit script that the National picture is measured against: its figures, ready made, and nothing else.

Run by ``benchmarks/page.py``, which puts the exhibits there before.
"""

from __future__ import annotations

import streamlit as st

from csp_analytics import paths
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.theme import CONFIG

EXHIBITS: list[Exhibit] = []
ICON = str(paths.ROOT / "csp_analytics" / "ui" / "favicon.png")


def draw() -> None:
    """The page's own calls of ``st.plotly_chart``; the first picture is the map, whose tiles can be clicked."""
    st.set_page_config(page_title="CSP maturity", page_icon=ICON, layout="wide")
    for place, exhibit in enumerate(EXHIBITS):
        st.plotly_chart(
            exhibit.figure,
            theme=None,
            config=CONFIG,
            alt=exhibit.alt,
            key=f"chart-{exhibit.name}",
            on_select="ignore" if place else "rerun",
            selection_mode="points",
        )
