"""The tables of the page Peers: every grouping, and the members of one with the facts that make them alike."""

from __future__ import annotations

import pandas as pd

from csp_analytics.charts.exhibit import file_name, table_csv
from csp_analytics.charts.words import DEMO_LABEL, DEMO_SENTENCE
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.peers import PeersPicture
from csp_analytics.ui import address, cached, components, pictures, presenting_deck, scope
from csp_analytics.ui.downloads import download
from csp_analytics.ui.messages import html, text
from csp_analytics.ui.scope import Scope

EVERY = "Every peer grouping"
WHO = "Who the peers are, and why"
MOST_OPEN = 12  # peers; the others are folded
# On a phone each row becomes a block, its cells under each other with their headings: nothing to scroll sideways.
STYLE = """<style>
.csp-peers th, .csp-peers td, .csp-table.csp-peers tbody th {min-width: 0;}
.csp-peers ul {margin: 0; padding-left: 1.1rem;}
.csp-peers li {margin: 0; font-size: 0.93rem; line-height: 1.4;}
.csp-peers .quiet {color: #595959; font-weight: 400; font-size: 0.92rem;}
.csp-peers .wide {width: 36%;}
.csp-peers tbody th {max-width: 15rem; overflow-wrap: anywhere;}
.csp-peers td.wide {overflow-wrap: anywhere;}
@media (max-width: 640px) {
  .csp-peers thead {display: none;}
  .csp-peers tr, .csp-peers th, .csp-peers td {display: block; border: 0 !important;}
  .csp-peers tr {border-bottom: 1px solid #BFBFBF !important; padding: 0.3rem 0;}
  .csp-table.csp-peers th, .csp-table.csp-peers td {padding: 0.1rem 0.2rem;}
  .csp-peers td::before {content: attr(data-name) ": "; font-weight: 600;}
  .csp-peers td.wide {width: auto;}
  .csp-peers tbody th {max-width: none;}
  .csp-peers td.group::before {content: none;}
  .csp-peers td.gap {display: inline-block; margin-right: 0.7rem;}
}
</style>"""


def second(chosen: Scope) -> tuple[str, str]:
    """The second grouping, and a sentence when the address asks for the first one again (else empty)."""
    titles, default = pictures.second_peers(chosen.grouping_id)
    twice = address.said("second") == chosen.grouping_id
    if twice:
        address.say("second", default)
    shown = scope.one_of("Second peers", "second", titles, default)
    said = f"{chosen.about['Peers']} is the first grouping already, so {titles[shown]} stands beside it."
    return shown, said if twice and shown != chosen.grouping_id else ""


def say_if(instead: str) -> None:
    """That another grouping is shown than the address asks for; nothing when none is."""
    if instead and presenting_deck.with_finding():
        html(f'<p class="csp-takeaway" role="status">{text(instead)}</p>')


def overview(picture: PeersPicture) -> None:
    """Every grouping with the area's group, its members and the gaps."""
    if presenting_deck.is_on():
        return
    words = "▲ higher, ● similar, ▼ lower, with the gap in points." if picture.strip else ""
    html(_above(EVERY, picture, words) + _overview_html(picture.overview))
    _download(EVERY, picture.overview_files, picture, picture.note)


def members(picture: PeersPicture) -> None:
    """The members of the chosen grouping; nothing when there are none."""
    if picture.members.shown.empty or presenting_deck.is_on():
        return
    html(_above(WHO, picture, picture.members.note) + _member_html(picture.members.shown))
    _download(WHO, picture.members.for_files, picture, f"{picture.members.note} {picture.note}")


def take_away(picture: PeersPicture) -> None:
    """One workbook with everything on the page, and the facts and gaps behind it."""
    tables = (
        Sheet(EVERY, picture.overview_files, note=picture.note),
        Sheet("Gap under every peer grouping", picture.gaps, note=picture.note),
        Sheet(WHO, picture.members.for_files, note=f"{picture.members.note} {picture.note}"),
        Sheet("Facts of every peer", picture.members.facts, note=picture.members.note),
    )
    shown = [picture.strip, picture.dual, *(one for one in tables if len(one.table))]
    components.take_away("Peers", picture.finding, shown, picture.about, picture.demo)


def _above(title: str, picture: PeersPicture, words: str) -> str:
    mark = f'<p class="csp-mark">{DEMO_LABEL}</p>' if picture.demo else ""
    said = f'<p class="csp-basis">{text(words)}</p>' if words else ""
    return f"<h2>{text(title)}</h2>{said}{mark}"


def _download(title: str, frame: pd.DataFrame, picture: PeersPicture, note: str) -> None:
    said = f"{note} {DEMO_SENTENCE if picture.demo else ''}".strip()
    download(
        f"Download as CSV ({len(frame)} rows)",
        lambda: table_csv(frame, picture.about, said, components.stamp()),
        file_name(title, picture.about, demo=picture.demo),
        "text/csv",
        key=f"download-{title}",
        about=picture.about,
    )


@cached.for_life
def _overview_html(frame: pd.DataFrame) -> str:
    """The groupings: the group and its members in one cell, the peers with a score of all peers in another."""
    title, group, peers, scored, *gaps, who = frame.columns
    rows = []
    for row in frame.to_dict("records"):
        # A saved list has the name of its one group.
        own = "" if row[group] in row[title] else f"{text(row[group])}<br>"
        cells = [("wide group", group, f'{own}<span class="quiet">{text(row[who])}</span>')]
        cells.append(("", scored, f"{row[scored]} of {row[peers]}"))
        cells += [("gap", name, text(row[name])) for name in gaps]
        rows.append((text(row[title]), cells))
    return _table("Groups and members", [title, f"{group} and who is in it", "Peers with a score", *gaps], rows)


@cached.for_life
def _member_html(frame: pd.DataFrame) -> str:
    """The members: how near in small print under the name, facts as lists."""
    name, near, *others = frame.columns
    rows = []
    for row in frame.to_dict("records"):
        first = f'{text(row[name])}<br><span class="quiet">{text(row[near])}</span>'
        rows.append(
            (first, [("" if isinstance(row[other], str) else "wide", other, _cell(row[other])) for other in others])
        )
    head, caption = [name, *others], "Peers, most alike first"
    shown = _table(caption, head, rows[:MOST_OPEN])
    if len(rows) > MOST_OPEN:
        rest = _table(f"{caption}: the others", head, rows[MOST_OPEN:])
        shown += f"<details><summary>{len(rows) - MOST_OPEN} more peers</summary>{rest}</details>"
    return shown


def _cell(value: str | list[str]) -> str:
    if isinstance(value, str):
        return text(value)
    return f"<ul>{''.join(f'<li>{text(one)}</li>' for one in value)}</ul>" if value else "–"


def _table(caption: str, head: list[str], rows: list[tuple[str, list[tuple[str, str, str]]]]) -> str:
    """A table of cells that are HTML already: the first of a row, then each with its class and its heading.

    Roles are written out, because a browser drops them where a style shows rows as blocks.
    """
    heads = "".join(f'<th scope="col" role="columnheader">{text(one)}</th>' for one in head)
    body = []
    for first, cells in rows:
        others = "".join(
            f'<td role="cell" class="{kind}" data-name="{text(one)}">{said}</td>' for kind, one, said in cells
        )
        body.append(f'<tr role="row"><th scope="row" role="rowheader">{first}</th>{others}</tr>')
    return (
        f'<div class="csp-tablebox" tabindex="0" role="region" aria-label="{text(caption)}">'
        f'<table class="csp-table csp-peers" role="table"><caption>{text(caption)}</caption>'
        f'<thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{"".join(body)}</tbody>'
        f"</table></div>{STYLE}"
    )
