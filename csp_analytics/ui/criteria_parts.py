"""Parts of the page of criteria: its choices, the evidence behind a cell, and the lists of criteria at the ends."""

from __future__ import annotations

from dataclasses import dataclass

from csp_analytics.charts.extremes import Ranked, Strip
from csp_analytics.charts.words import DEMO_LABEL
from csp_analytics.exports.sheet import Sheet
from csp_analytics.pictures.criteria import Choices, CriteriaPicture
from csp_analytics.pictures.criteria_ends import Ends
from csp_analytics.pictures.criteria_shown import OWN_GROUP
from csp_analytics.pictures.evidence import Entry, Evidence, is_cell, is_count
from csp_analytics.ui import address, cached, components, grid, pictures, presenting_deck, scope
from csp_analytics.ui.messages import Html, html, text
from csp_analytics.ui.scope import Scope
from csp_analytics.ui.tables import kept_html

STYLE = """<style>
.csp-ends {display: grid; grid-template-columns: repeat(auto-fit, minmax(min(16.5rem, 100%), 1fr)); gap: 0.3rem 1.8rem;}
.csp-ends h4 {font-size: 1.02rem; margin: 0.4rem 0 0.2rem; padding: 0;}
.csp-ends ol {margin: 0 !important; padding: 0 !important; list-style: none;}
.csp-ends li {margin: 0 0 0.6rem !important; line-height: 1.3;}
.csp-ends .quiet {font-size: 0.92rem; color: #595959;}
.csp-strip {display: flex; height: 1.5rem; margin: 0.1rem 0; border: 1px solid #595959;}
.csp-strip span {overflow: hidden; text-align: center; font-size: 0.9rem; line-height: 1.45rem;}
.csp-evidence {border: 2px solid #12436D; padding: 0.5rem 1rem 0.7rem; margin: 0.3rem 0; max-width: 70rem; overflow-wrap: anywhere;}
.csp-evidence .csp-table {width: auto;}
.csp-evidence .csp-table th, .csp-evidence .csp-table td {padding: 0.1rem 0.6rem;}
.csp-evidence .two {display: flex; flex-wrap: wrap; gap: 0.3rem 2.5rem; justify-content: space-between;}
.csp-evidence .two > ul {flex: 1 1 20rem;}
.csp-evidence .written {white-space: pre-line;}
</style>"""  # noqa: E501


@dataclass(frozen=True)
class Wanted:
    """What a person wants to see on the page: which areas, in which order, the criteria in which order, which cell."""

    set_id: str
    order: str
    criteria_order: str
    cell: str


def choose(chosen: Scope) -> Wanted:
    """The second row of choices, and the cell that is open."""
    key = (chosen.framework_id, chosen.round, chosen.grouping_id, chosen.area_code)
    offered = pictures.criteria_choices(*key)
    with scope.row("scope-criteria"):
        set_id = _areas_shown(offered)
        order = scope.one_of("Order of areas", "order", offered.area_orders, width=230)
        criteria_order = scope.one_of(f"Order of {offered.word}", "criteria-order", offered.criteria_orders, width=250)
    cell = address.said(grid.CELL)
    known = bool(cell) and is_cell(cell, chosen.framework_id, offered.areas)
    return Wanted(set_id, order, criteria_order, address.wanted(grid.CELL, {cell}, "") if known else "")


def _areas_shown(offered: Choices) -> str:
    """Which areas; a choice of its own on a wall, where not all of them fit in large type."""
    key, first = "shown", offered.first_set
    if presenting_deck.is_on():
        key, first = "shown-large", OWN_GROUP if OWN_GROUP in offered.sets else first
    return scope.one_of("Areas shown", key, offered.sets, first, width=330)


def show(picture: CriteriaPicture, chosen: Scope, wanted: Wanted) -> None:
    """Both grids with what stands behind the cell that is open, the lists of criteria at the ends, the workbook."""
    shown = _behind(chosen, wanted)
    behind, counts = (_evidence(shown), is_count(wanted.cell)) if shown else (None, False)
    grid.exhibit(picture.heat, wanted.cell, None if counts else behind)
    grid.exhibit(picture.levels, wanted.cell, behind if counts else None)
    if presenting_deck.turn("Strongest, weakest, furthest apart"):
        html(f'<div class="csp-large">{_ends(picture)}</div>' if presenting_deck.is_on() else _ends(picture))
    _take_away(picture, shown)


def _behind(chosen: Scope, wanted: Wanted) -> Evidence | None:
    key = (chosen.framework_id, chosen.round, chosen.grouping_id)
    if not wanted.cell:
        return None
    if is_count(wanted.cell):
        return pictures.evidence_at_level(*key, chosen.area_code, wanted.set_id, wanted.cell)
    return pictures.evidence(*key, wanted.cell, chosen.published)


def _take_away(picture: CriteriaPicture, behind: Evidence | None) -> None:
    lists = [Sheet(f"Criteria at the ends: {one.title}", one.table, "", picture.ends_note) for one in picture.ends
             if not one.absent]  # fmt: skip
    opened = [Sheet(behind.title, behind.table, behind.wording, behind.source)] if behind else []
    sheets = [grid.sheet(picture.heat), grid.sheet(picture.levels), *lists, *opened]
    components.take_away("Criteria", picture.finding, sheets, picture.heat.about, picture.demo)


@cached.for_life
def _evidence(shown: Evidence) -> Html:
    mark = f'<p class="csp-mark">{DEMO_LABEL}</p>' if shown.demo else ""
    single = len(shown.entries) == 1 and shown.counts is not None
    entries = "".join(_entry(one, named=not single) for one in shown.entries) or "<li>No area.</li>"
    counts = kept_html(shown.counts, "Areas by answer") if shown.counts is not None else ""
    return Html(
        f'{STYLE}<section class="csp-evidence" data-evidence="{text(shown.cell)}" data-title="{text(shown.title)}" '
        f'aria-label="Evidence"><h3>{text(shown.title)}</h3>{mark}<p class="csp-takeaway">{text(shown.wording)}</p>'
        f'<div class="two"><ul class="csp-criteria">{entries}</ul><div>{counts}</div></div>'
        f'<p class="csp-basis">{text(shown.note)} Wording: {text(shown.source)}.</p></section>'
    )


def _entry(one: Entry, *, named: bool) -> str:
    head = f'<div class="head">{text(one.area)}</div>' if named else ""
    evidence_ = text(one.evidence) or "No evidence written."
    action = f"Action: {text(one.action)}" if one.action else "No action written."
    return (
        f'<li>{head}<div class="say"><span class="level">{text(one.answer)}</span></div>'
        f'<div class="say written">{evidence_}</div><div class="say written">{action}</div>'
        f'<div class="quiet">{text(one.origin)}</div></li>'
    )


@cached.for_life
def _ends(picture: CriteriaPicture) -> Html:
    parts = "".join(_group(one) for one in picture.ends)
    mark = f'<p class="csp-mark">{DEMO_LABEL}</p>' if picture.demo else ""
    return Html(
        f"{STYLE}<h2>Strongest, weakest, furthest apart</h2>{mark}{parts}"
        f'<p class="csp-basis">{text(picture.ends_note)}</p>'
    )


def _group(one: Ends) -> str:
    if one.absent:
        return f'<h3>{text(one.title)}</h3><p class="csp-takeaway">{text(one.absent)}</p>'
    return f'<h3>{text(one.title)}</h3><div class="csp-ends">{"".join(map(_list, one.ranked))}</div>'


def _list(one: Ranked) -> str:
    items = "".join(f"<li>{_strip(strip)}</li>" for strip in one.strips) or '<li class="quiet">Nothing to list.</li>'
    return f"<div><h4>{text(one.title)}</h4><ol>{items}</ol></div>"


def _strip(strip: Strip) -> str:
    pieces = "".join(
        f'<span style="width:{100 * one.share:.1f}%;background:{one.back};color:{one.ink}">{text(one.show)}</span>'
        for one in strip.pieces
    )
    return (
        f'{text(strip.name)}<div class="csp-strip" role="img" aria-label="{text(strip.say)}">{pieces}</div>'
        f'<div class="quiet">{text(strip.words)}</div>'
    )
