"""The page of criteria: areas beside criteria, criteria beside levels, and the criteria at the ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import heat
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, SIMILAR
from csp_analytics.areas.register import register
from csp_analytics.charts import heat as drawing
from csp_analytics.charts.extremes import upper_level
from csp_analytics.charts.grid import HERE, PEERS, Cell, GridExhibit
from csp_analytics.charts.words import count, listed
from csp_analytics.frameworks.model import Framework
from csp_analytics.pictures import criteria_shown as shown
from csp_analytics.pictures.criteria_ends import Ends, finding, group_ends, national_ends, own_ends
from csp_analytics.pictures.criteria_subject import Subject, subject
from csp_analytics.pictures.criteria_tables import heat_table, level_counts_table
from csp_analytics.pictures.peer_gaps import convention
from csp_analytics.store.connection import Store

SPREAD = (
    "Spread runs from 0 (all areas at one level) to 1 (half at each end of the scale): 1 minus the consensus of Tastle "
    f"and Wierman; it takes {MIN_PEERS} ratings."
)
Bands = Sequence[tuple[str, list[str]]]


@dataclass(frozen=True)
class Choices:
    """What can be chosen beside area, framework, round and peers, titles by id.

    Attributes:
        sets: which areas to show.
        first_set: the one that is shown when nobody chose.
        area_orders: orders of the areas.
        criteria_orders: orders of the criteria.
        areas: codes of the areas that have evidence to open.
        word: what the framework calls its criteria.
    """

    sets: dict[str, str]
    first_set: str
    area_orders: dict[str, str]
    criteria_orders: dict[str, str]
    areas: frozenset[str]
    word: str


@dataclass(frozen=True)
class CriteriaPicture:
    """Everything that the page shows, but for the evidence behind a cell."""

    finding: str
    heat: GridExhibit
    levels: GridExhibit
    ends: tuple[Ends, ...]
    ends_note: str
    demo: bool


def choices(store: Store, framework_id: str, round_: str, grouping_id: str, area_code: str) -> Choices:
    """What a person can have shown."""
    one = subject(store, framework_id, round_, grouping_id, area_code)
    return Choices(
        shown.area_sets(one),
        shown.first_set(one),
        shown.area_orders(one),
        shown.criteria_orders(one.framework),
        frozenset(one.assessed),
        one.framework.row_word_plural,
    )


def criteria_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    published: bool,
    set_id: str,
    order: str,
    criteria_order: str,
) -> CriteriaPicture:
    """The picture of one framework in one round, from one area beside its peers.

    Args:
        store: the database.
        framework_id: the framework.
        round_: the round.
        grouping_id: the kind of peers.
        area_code: the own area; it need not have been assessed.
        published: peers as published, the mean with the own area counted.
        set_id: which areas to show, one of ``Choices.sets``.
        order: order of the areas, one of ``Choices.area_orders``.
        criteria_order: order of the criteria, one of ``Choices.criteria_orders``.
    """
    one = subject(store, framework_id, round_, grouping_id, area_code, published=published)
    codes = shown.ordered_areas(one, shown.members(one, set_id), order)
    counted = heat.level_counts(one.ratings, one.framework, codes)
    bands = shown.ordered_criteria(one, counted, codes, criteria_order)
    counts = heat.level_counts(one.ratings, one.framework, [code for code in codes if code in register().areas])
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    title = shown.area_sets(one)[set_id]
    about = {
        "Area": one.area,
        "Framework": framework_id,
        "Round": round_,
        "Peers": one.grouping.title,
        **convention(published),
        "Shown": title,
    }
    common = {"source": one.framework.title, "demo": demo, "about": about}
    chosen = set_id not in (shown.ALL, shown.OWN_GROUP) and set(codes) != set(one.group)
    other = [group_ends(one, counts, len(codes), title)] if chosen else []
    return CriteriaPicture(
        finding=finding(one),
        heat=_heat(one, set_id, codes, bands, shown.spans(one, codes) if order == shown.GROUP else [], common),
        levels=_levels(one, counts, bands, title, common),
        ends=(national_ends(one), own_ends(one), *other),
        ends_note=f"{_basis(one, one.nation)} In the order of the share at the higher levels. {SPREAD}",
        demo=demo,
    )


def _heat(
    one: Subject, set_id: str, codes: list[str], bands: Bands, spans: list[tuple[str, int]], common: dict[str, Any]
) -> GridExhibit:
    own = one.ratings[one.ratings["area_code"].isin(codes)]
    levels, answers = (heat.matrix(own, one.framework, value) for value in ("level", "answer"))
    absent = "" if codes else "None of these areas has an assessment in this round."
    if set_id == shown.ALL and len(codes) > shown.MOST_AREAS:
        absent = f"{len(codes)} areas are too many for one table: choose a group under “Areas shown”."
    grid = None
    if not absent:
        columns = shown.columns(one, codes)
        grid = drawing.heat_grid(levels, answers, one.framework, columns=columns, spans=spans, bands=bands)
    return GridExhibit(
        name="areas-by-criteria",
        headline=f"Every area on every {one.framework.row_word}",
        takeaway=_own_words(one),
        grid=grid,
        absent=absent,
        key=_heat_key(one.framework),
        table=heat_table(one, codes, bands, levels, answers),
        basis=_basis(one, codes) + _absent_words(one) + one.outside_words + _left_out(one, bands),
        method=f"Levels: {', '.join(f'{level.value} {level.label}' for level in one.framework.levels)}.",
        **common,
    )


def _levels(one: Subject, counts: pd.DataFrame, bands: Bands, title: str, common: dict[str, Any]) -> GridExhibit:
    beside = one.beside_peers
    upper = upper_level(one.framework)
    shares = scoring.at_or_above(counts, one.framework, upper.value)
    above = f"'{upper.label}'" + (" or above" if upper.value < one.framework.highest else "")
    n = int((counts["n_rated"] > 0).sum())
    left_out = "own area counted, as published" if one.published else "own area left out"
    return GridExhibit(
        name="areas-by-level",
        headline=f"Areas at each level: {title}",
        takeaway=f"More than half of these areas are at {above} on {int((shares > 0.5).sum())} of "
        f"{count(n, one.framework.row_word, one.framework.row_word_plural)}.",
        grid=drawing.level_grid(
            counts,
            one.framework,
            bands=bands,
            own=beside["value"].to_dict(),
            area=one.area,
            peers=beside,
            figure=one.figure,
        ),
        key=(
            (Cell(HERE, ""), f"{one.area} is at this level"),
            (Cell(PEERS, ""), f"{one.figure} ({left_out}); between two levels it is marked at the nearer, or at both"),
        ),
        table=level_counts_table(one, counts, bands, beside),
        basis=f"{int(counts['n_rated'].sum()):,} ratings of {title[:1].lower() + title[1:]}, round {one.round_}. "
        f"{one.figure.capitalize()}: {left_out}, – under {MIN_PEERS} peers with a level.{one.outside_words} {SPREAD}",
        **common,
    )


def _own_words(one: Subject) -> str:
    """Where the own area stands beside its peers, criterion by criterion."""
    if one.area_code not in one.assessed:
        return f"{one.area} has no assessment in round {one.round_}."
    bands = one.beside_peers["band"].tolist()
    n = {band: bands.count(band) for band in (HIGHER, SIMILAR, LOWER)}
    compared = sum(n.values())
    words = count(compared, one.framework.row_word, one.framework.row_word_plural)
    if not compared:
        return f"{one.area} cannot be compared with these peers: it takes {MIN_PEERS} of them with a level."
    return (
        f"{one.area} rates itself higher than its {one.figure} on {n[HIGHER]} of {words}, similar on {n[SIMILAR]} and "
        f"lower on {n[LOWER]}. Similar is {_similar(one)}; lower can mean a stricter partnership."
    )


def _similar(one: Subject) -> str:
    if one.framework.similar_within_levels == 0.5:
        return "within half a level"
    # Medians of yes and no lie at an end or half-way, so only the same answer is near enough.
    same = one.framework.is_checklist and not one.published
    return "the same answer" if same else f"within {one.framework.similar_within:.0f} points of 100"


def _basis(one: Subject, codes: list[str]) -> str:
    """What counts: the areas of the register among those shown."""
    counted = [code for code in codes if code in register().areas]
    rated = one.ratings[one.ratings["area_code"].isin(counted) & (one.ratings["answer"] == scoring.RATED)]
    where = " of the register" if one.outside_words else ""
    return (
        f"{count(len(counted), 'area')}{where} with an assessment, round {one.round_}, {count(len(rated), 'rating')}."
    )


def _absent_words(one: Subject) -> str:
    assessed = set(one.assessed)
    names = [name for code, name in register().names.items() if code not in assessed]
    return f" Without one: {listed(names, most=8)}." if names else ""


def _left_out(one: Subject, bands: Bands) -> str:
    n = len(one.framework.criteria) - sum(len(ids) for _, ids in bands)
    word = count(n, one.framework.row_word, one.framework.row_word_plural)
    return f" Left out: {word} that {'applies' if n == 1 else 'apply'} to none of these areas." if n else ""


def _heat_key(framework: Framework) -> tuple[tuple[Cell, str], ...]:
    levels = drawing.level_cells(framework)
    absent = drawing.absent_cells(framework)
    return (
        *((levels[level.value], level.label) for level in framework.levels),
        *((cell, cell.say.lower()) for cell in absent.values()),
        (Cell(HERE, ""), "own area"),
        (Cell(PEERS, ""), "its peers"),
    )
