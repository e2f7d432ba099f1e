"""Pieces that pages are put together from: finding, cards, exhibits, tables, banner, footer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, Literal

import pandas as pd
import streamlit as st

from csp_analytics import __version__
from csp_analytics.areas.groupings import UnknownGrouping
from csp_analytics.areas.register import register
from csp_analytics.charts.exhibit import Exhibit, file_name, table_csv
from csp_analytics.charts.theme import CONFIG
from csp_analytics.charts.words import DEMO_LABEL, DEMO_SENTENCE, count
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures import area as area_pictures
from csp_analytics.ui import address, cached, messages, presenting_deck
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, paragraph, text
from csp_analytics.ui.sent_figures import sent, sent_to_a_wall
from csp_analytics.ui.tables import kept_html


def heading(title: str, finding: str) -> None:
    """The page's title and the finding in one sentence; called after the choices, it says which could not be met."""
    if presenting_deck.is_on():
        presenting_deck.now().open(title, finding, address.in_vain())
        return
    vain = "".join(f'<p class="csp-takeaway" role="status">{text(said)}</p>' for said in address.in_vain())
    html(f'<h1>{text(title)}</h1><p class="csp-finding">{text(finding)}</p>{vain}')


def sentences(title: str, items: list[str]) -> None:
    """A small heading and a list of sentences."""
    if presenting_deck.turn(title):
        head = f"<h2>{text(title)}</h2>" if presenting_deck.with_heading() else ""
        html(f'{head}<ul class="csp-said">{"".join(f"<li>{text(item)}</li>" for item in items)}</ul>')


def beside_finding(words: str, kind: str = "csp-basis") -> None:
    """A sentence that goes with the finding: on a wall it stands at the foot of the first screen alone."""
    if presenting_deck.is_on():
        presenting_deck.now().note(words)
    else:
        paragraph(words, kind)


def at_a_desk(words: str) -> None:
    """A note for those who read the page at a desk."""
    if not presenting_deck.is_on():
        paragraph(words, "csp-basis")


def columns(widths: Sequence[int]) -> list[Any]:
    """Places side by side; on a wall, where one thing is shown at a time, one after the other."""
    if presenting_deck.is_on():
        return [st.container() for _ in widths]
    return list(st.columns(list(widths), gap="large"))


def mark(demo: bool) -> None:
    """The word that what follows is demonstration data, where it is."""
    if demo:
        paragraph(DEMO_LABEL, "csp-mark")


def folded(title: str, frame: pd.DataFrame | None, *, about: dict[str, str], note: str = "", demo: bool) -> None:
    """A table that opens on demand, with its download; nothing when there is none or it is empty."""
    if frame is None or frame.empty or presenting_deck.is_on():
        return
    with unfolded(f"{title} ({len(frame)})", f"fold-{title}") as there:
        if not there:
            return
        # One element and not three: every element of a page costs its share of a run.
        above = f'<p class="csp-mark">{DEMO_LABEL}</p>' if demo else ""
        below = f'<p class="csp-basis">{text(note)}</p>' if note else ""
        html(f"{above}{kept_html(frame, title)}{below}")
        said = " ".join(part for part in (note, DEMO_SENTENCE if demo else "") if part)
        download(
            f"Download as CSV ({len(frame)} rows)",
            lambda: table_csv(frame, about, said, stamp()),
            file_name(title, about, demo=demo),
            "text/csv",
            key=f"download-{title}",
            about=about,
        )


def all_folded(tables: Mapping[str, pd.DataFrame | None], *, about: dict[str, str], note: str = "", demo: bool) -> None:
    """Tables by title, each as :func:`folded` shows it."""
    for title, frame in tables.items():
        folded(title, frame, about=about, note=note, demo=demo)


@contextmanager
def unfolded(label: str, key: str) -> Iterator[bool]:
    """A part that opens on demand. Gives whether it is open: what is folded is neither made nor sent."""
    part = st.expander(messages.label(label), key=key, on_change="rerun")
    with part:
        yield bool(part.open)


def criteria(title: str, rows: list[dict[str, str]], *, kind: str, word: str, demo: bool) -> None:
    """Criteria as cards: wording, level, what peers say, evidence and action as written (``kind``: strong or weak)."""
    if not presenting_deck.turn(f"{title} {word}"):
        return
    if presenting_deck.with_heading():
        html(f"<h2>{text(title)} {text(word)}</h2>")
    if not rows:
        paragraph(f"No {word} stand out.", "csp-takeaway")
    else:
        mark(demo)
    shown = []
    for row in rows:
        evidence = text(row["evidence"]) if row["evidence"] else "No evidence written."
        action = f'<div class="say">Action: {text(row["action"])}</div>' if row["action"] else ""
        if kind == "weak" and not row["action"]:
            action = '<div class="quiet">No action written.</div>'
        shown.append(
            f'<li><div class="head">{text(row["text"])}</div>'
            f'<div class="say"><span class="level">{text(row["level"])}</span>'
            f'{text(row["peers"])}</div><div class="say">{evidence}</div>{action}'
            f'<div class="quiet">{text(row["principle"])} · {text(row["source"])}</div></li>'
        )
    html(f'<ul class="csp-criteria {kind}">{"".join(shown)}</ul>')


def chart(shown: Exhibit, *, on_select: Literal["ignore", "rerun"] = "ignore") -> Any:
    """The picture alone, where its sentence and table stand elsewhere. Returns the selection, if asked for.

    On a wall nothing is told by a pointer, so the picture answers to none.
    """
    if presenting_deck.is_on():
        with st.container(key="enlarged"):
            html(f"<style>.st-key-enlarged {{--drawn: {shown.figure.layout.height}px;}}</style>")
            st.plotly_chart(
                sent_to_a_wall(shown.figure), width="content", theme=None, config={"staticPlot": True},
                alt=shown.alt, key=f"wall-{shown.name}",
            )  # fmt: skip
        return None
    return st.plotly_chart(
        sent(shown.figure),
        theme=None,
        config=_config(shown),
        alt=shown.alt,
        key=f"chart-{shown.name}",
        on_select=on_select,
        selection_mode="points",
    )


def exhibit(shown: Exhibit, *, level: int = 2, on_select: Literal["ignore", "rerun"] = "ignore") -> Any:
    """A chart with its headline, takeaway, basis, table and download. Returns the selection, if asked for.

    On a wall it is a screen of its own, without table and download.
    """
    if presenting_deck.is_on():
        if presenting_deck.turn(shown.headline):
            _on_a_wall(shown)
        return None
    html(f'<h{level}>{text(shown.headline)}</h{level}><p class="csp-takeaway">{text(shown.takeaway)}</p>')
    event = chart(shown, on_select=on_select)
    paragraph(shown.sources, "csp-basis")
    with unfolded(f"Table and download: {shown.headline}", f"fold-{shown.name}") as there:
        if not there:
            return event
        table(shown.table, caption=shown.headline)
        download(
            f"Download as CSV ({len(shown.table)} rows)",
            lambda: shown.csv(stamp()),
            shown.file_name,
            "text/csv",
            key=f"download-{shown.name}",
            about=shown.about,
        )
    return event


def map_beside(shown: Exhibit) -> Any:
    """The map beside a chart with the same figures: its sentence and itself. Returns the selection."""
    if presenting_deck.is_on():
        return exhibit(shown)
    paragraph(f"{shown.takeaway} {shown.basis}", "csp-takeaway")
    return chart(shown, on_select="rerun")


def _on_a_wall(shown: Exhibit) -> None:
    """On the first screen the finding of the page stands above already, so the chart's own comes below it."""
    first = presenting_deck.with_finding()
    said = f'<p class="csp-wall-finding">{text(shown.takeaway)}</p>'
    if not first:
        html(said)
    chart(shown)
    html(f'{said if first else ""}<p class="csp-wall-basis">{text(shown.sources)}</p>')


def table(frame: pd.DataFrame, *, caption: str) -> None:
    """A frame as a real HTML table: readable by a screen reader, wraps, scrolls sideways in its own box."""
    html(kept_html(frame, caption))


def cards(items: list[dict[str, str]]) -> None:
    """Big numbers: each with ``name``, ``number``, ``unit`` and ``rest`` (what it rests on)."""
    if not presenting_deck.turn("In numbers"):
        return
    shown = "".join(
        f'<li class="csp-card"><div class="name">{text(one["name"])}</div>'
        f'<div class="number">{text(one["number"])} <small>{text(one["unit"])}</small></div>'
        f'<div class="rest">{text(one["rest"])}</div></li>'
        for one in items
    )
    html(f'<ul class="csp-cards">{shown}</ul>')


def take_away(
    title: str, finding: str, shown: Sequence[Exhibit | Sheet | None], about: dict[str, str], demo: bool
) -> None:
    """One workbook with every table of the page, as released statistics are laid out. What is None is left out."""
    if presenting_deck.is_on():
        return
    there = [one for one in shown if one is not None]
    about = {**address.convention(), **about}
    chosen = address.chosen()

    def made() -> bytes:
        # Imported when needed: the writer of workbooks costs a start that most visits never need.
        from csp_analytics.exports.workbook import Contents, sheet_of, workbook

        sheets = [sheet_of(one) if isinstance(one, Exhibit) else one for one in there]
        return workbook(Contents(title, finding, sheets, {**about, **_behind(chosen)}, stamp(), demo))

    download(
        f"Download every table of this page (Excel, {count(len(there), 'table')})",
        made,
        file_name(title, about, demo=demo, kind="xlsx"),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        key="take-away",
        about=about,
    )


def _behind(chosen: dict[str, str]) -> dict[str, str]:
    """What a file needs to be understood later: who the peers are by name, and the choices of the address."""
    area, grouping = chosen.get("area", ""), chosen.get("peers", "")
    try:
        one = area in register().areas  # and not all of them
        peers = area_pictures.peer_words(cached.store(), grouping, area) if one and grouping else ""
    except UnknownGrouping:
        peers = ""  # the list was deleted since the page was drawn
    said = ", ".join(f"{key}={value}" for key, value in chosen.items())
    return {name: value for name, value in (("The peers are", peers), ("Choices in the address", said)) if value}


def sheets(tables: Mapping[str, pd.DataFrame | None], note: str = "") -> list[Sheet]:
    """Tables without a picture by title, for :func:`take_away`, those that are there and not empty."""
    there = {title: frame for title, frame in tables.items() if frame is not None and not frame.empty}
    return [Sheet(title, frame, note=note) for title, frame in there.items()]


def stamp() -> str:
    """Which data and which program made a file, and when."""
    return f"Data version {cached.whole().version}, csp-analytics {__version__}, {datetime.now(UTC):%-d %B %Y}"


@cached.for_life
def _config(shown: Exhibit) -> dict[str, Any]:
    """What the button for the picture calls its file; twice the size of the screen, for paper."""
    name = file_name(shown.name, shown.about, demo=shown.demo, kind="png").removesuffix(".png")
    return {**CONFIG, "toImageButtonOptions": {"format": "png", "scale": 2, "filename": name}}
