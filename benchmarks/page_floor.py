"""The Streamlit script that a page is measured against: its finished figures and grids, and nothing else.

Run by ``benchmarks/pages.py``, which puts the calls there before.
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from csp_analytics import paths

CALLS: list[Callable[[], object]] = []
ICON = str(paths.ROOT / "csp_analytics" / "ui" / "favicon.png")


def draw() -> None:
    """The page's own calls that draw figures, as the page makes them."""
    st.set_page_config(page_title="CSP maturity", page_icon=ICON, layout="wide")
    for call in CALLS:
        call()
