"""Ways from one page to another that take along what one is looking at."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import streamlit as st

from csp_analytics.ui import address, navigation
from csp_analytics.ui.scope import Scope


def open_selected_area(event: Any, scope: Scope) -> None:
    """Opens the page of the area whose tile was clicked, if one was."""
    points = event["selection"]["points"] if event else []
    if points:
        st.switch_page(
            navigation.page_at("area"),
            query_params={"area": points[0]["customdata"][0], "framework": scope.framework_id, "round": scope.round},
        )


def choose_selected_area(event: Any, scope: Scope) -> None:
    """Makes the area that was clicked in a chart of all areas the own area, if one was and it is not so already."""
    points = event["selection"]["points"] if event else []
    code = points[0]["customdata"][0] if points else scope.area_code
    if code != scope.area_code:
        address.say("area", code)
        st.rerun()


def share(page: str) -> None:
    """The address that restores what is on the screen, to copy (``page``: the page's part of it)."""
    part = st.popover("Share this view", icon=":material/link:", key="share", on_change="rerun")
    if not part.open:
        return
    root = (st.context.url or "").split("?")[0].rstrip("/")
    for spec in navigation.SPECS:
        root = root.removesuffix(f"/{spec.address}")
    with part:
        st.caption("This address opens the same page with the same choices.")
        st.code(f"{root}/{page}?{urlencode(st.query_params.to_dict())}", language=None, wrap_lines=True)
