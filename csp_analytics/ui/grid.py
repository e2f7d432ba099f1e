"""Grids whose cells can be pressed: drawn in the browser by ``grid.js`` from a few kilobytes, told by their ids.

A grid is a real table: it can be walked through with the arrow keys, read by a screen reader and printed, and scrolls
in its own box. Its style is its own (a shadow root), and so no rule of the page or of Streamlit reaches it.
"""

from __future__ import annotations

import json
from contextlib import nullcontext
from pathlib import Path

import streamlit as st

from csp_analytics.charts.grid import Cell, GridExhibit
from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.exports.sheet import Sheet
from csp_analytics.ui import address, cached, components, presenting_deck
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import Html, html, paragraph, text

CELL = "cell"
HERE = Path(__file__).parent
HOW = "Press a cell to read what stands behind it, press it again to close. Arrow keys walk from cell to cell."
HTML = f'<p class="now">{HOW}</p><div class="box"></div><p class="said" role="status"></p>'
STYLE = """<style>
.csp-key {display: flex; flex-wrap: wrap; gap: 0.2rem 1.1rem; margin: 0.1rem 0 0.2rem !important; padding: 0 !important; list-style: none; font-size: 0.95rem;}
.csp-key li {margin: 0 !important; display: flex; gap: 0.4rem; align-items: center;}
.csp-key b {min-width: 1.7rem; padding: 0 0.25rem; text-align: center; border: 1px solid #BFBFBF; font-weight: 400;}
</style>"""  # noqa: E501
_grid = st.components.v2.component(
    "csp_grid",
    html=HTML,
    css=(HERE / "grid.css").read_text("utf-8"),
    js=(HERE / "grid.js").read_text("utf-8"),
)


def exhibit(shown: GridExhibit, cell: str, behind: Html | None) -> None:
    """A grid with its headline, takeaway, key, basis and download. What is pressed in it goes into the address.

    Args:
        shown: what to show.
        cell: id of the cell that is open, empty for none.
        behind: what stands behind that cell, when it is one of this grid.
    """
    if not presenting_deck.turn(shown.headline):
        return
    html(_on_a_wall(shown) if presenting_deck.is_on() else _above(shown))
    if shown.grid is not None:
        sent = b'{"selected":%s,"grid":%s}' % (json.dumps(cell).encode(), shown.grid.sent)
        with st.container(key="large") if presenting_deck.is_on() else nullcontext():
            told = _grid(key=f"grid-{shown.grid.name}", data=sent, on_pressed_change=_nothing)
        if told.pressed is not None:
            address.say(CELL, str(told.pressed)[:200])
            st.rerun()
    if behind is not None:
        html(behind)
    paragraph(shown.sources, "csp-basis")
    if presenting_deck.is_on():
        return
    download(
        f"Download as CSV ({len(shown.table)} rows)",
        lambda: shown.csv(components.stamp()),
        shown.file_name,
        "text/csv",
        key=f"download-{shown.name}",
        about=shown.about,
    )


def sheet(shown: GridExhibit) -> Sheet:
    """The table of a grid with its sentence and what it rests on, for the workbook of the page."""
    return Sheet(shown.headline, shown.table, shown.takeaway, shown.note)


@cached.for_life
def _key(shown: GridExhibit) -> str:
    key = "".join(f"<li>{_swatch(cell)}{text(words)}</li>" for cell, words in shown.key if shown.grid)
    absent = f'<p class="csp-takeaway">{text(shown.absent)}</p>' if shown.absent else ""
    return f'<ul class="csp-key">{key}</ul>{absent}'


def _on_a_wall(shown: GridExhibit) -> Html:
    """The key alone under the finding of the page; on a later screen, whose title is in the bar, the takeaway too."""
    said = "" if presenting_deck.with_finding() else f'<p class="csp-wall-finding">{text(shown.takeaway)}</p>'
    return Html(f"{STYLE}{said}{_key(shown)}")


@cached.for_life
def _above(shown: GridExhibit) -> Html:
    mark = f'<p class="csp-mark">{DEMO_LABEL}</p>' if shown.demo else ""
    return Html(
        f'{STYLE}<h2>{text(shown.headline)}</h2><p class="csp-takeaway">{text(shown.takeaway)}</p>{mark}{_key(shown)}'
    )


def _swatch(cell: Cell) -> str:
    colours = f' style="background:{cell.back or "#FFFFFF"};color:{cell.ink or "#1A1A1A"}"'
    return f"<b{colours}>{text(cell.show)}</b>"


def _nothing() -> None:
    """Streamlit tells of presses only when there is something that it could call."""
