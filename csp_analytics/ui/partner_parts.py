"""Parts of the page Partners: the grid with what stands behind a cell, and one area in full."""

from __future__ import annotations

import streamlit as st

from csp_analytics.pictures.partner_area import AreaLinks
from csp_analytics.pictures.partner_cells import Behind
from csp_analytics.pictures.partner_links import PartnersPicture
from csp_analytics.ui import address, cached, components, grid, partner_pictures
from csp_analytics.ui.messages import Html, paragraph, text

STYLE = """<style>
.csp-link {border: 2px solid #12436D; padding: 0.3rem 1rem 0.5rem; margin: 0.3rem 0; max-width: 46rem;}
.csp-link ul {margin: 0.1rem 0 0 1.1rem !important; padding: 0 !important;}
.csp-link li {margin: 0 !important; line-height: 1.45;}
</style>"""


def by_area(picture: PartnersPicture, round_: str, grouping_id: str, area_code: str) -> None:
    """The grid of areas and partners; what stands behind a cell opens below it."""
    said = address.said(grid.CELL)
    shown = partner_pictures.behind(round_, grouping_id, area_code, said) if said else None
    cell = address.wanted(grid.CELL, {said}, "") if shown else ""
    grid.exhibit(picture.grid, cell, _behind(shown) if shown else None)


def nation(picture: PartnersPicture) -> None:
    """Now against ten years ago, and room to do more beside it, where that was asked."""
    left, right = st.columns(2, gap="large") if picture.room and picture.growth else (st.container(), st.container())
    with left:
        if picture.growth:
            components.exhibit(picture.growth)
    with right:
        if picture.room:
            components.exhibit(picture.room)
        if picture.named:
            paragraph(picture.named, "csp-takeaway")


def own_area(area: AreaLinks) -> None:
    """One area in full: its chart, and beside it where it could do more."""
    if area.beside is None:
        paragraph(area.finding, "csp-takeaway")
        return
    left, right = st.columns([3, 2], gap="large")
    with left:
        components.exhibit(area.beside)
    with right:
        items = area.shortfalls or ["No partner with whom its peers work more and most of its own people do not."]
        components.sentences("Where it could do more", items)
        for words in (area.wanted, area.grown):
            if words:
                paragraph(words, "csp-takeaway")


@cached.for_life
def _behind(shown: Behind) -> Html:
    said = "".join(f"<li>{text(one)}</li>" for one in shown.sentences)
    return Html(
        f'{STYLE}<section class="csp-link" data-cell="{text(shown.cell)}" aria-label="Behind the cell">'
        f"<h3>{text(shown.title)}</h3><ul>{said}</ul></section>"
    )
