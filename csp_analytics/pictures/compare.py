"""All areas by one measure: a sorted chart and a map that show the same own area, and the sentence about its place."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pandas as pd

from csp_analytics import findings
from csp_analytics.analysis import ranking as ranks
from csp_analytics.analysis import scores as scoring
from csp_analytics.analysis.peers import MIN_PEERS, rank_words
from csp_analytics.areas.register import register
from csp_analytics.charts import group_tiles, ranking, standing
from csp_analytics.charts.exhibit import Exhibit
from csp_analytics.charts.marks import OWN, PEER, Line
from csp_analytics.charts.words import count, listed
from csp_analytics.pictures.peer_gaps import convention
from csp_analytics.pictures.standings import Asked, groups_of_areas, standings
from csp_analytics.store.connection import Store

METHOD = (
    "Rank among all areas with a value, as a range. One step: the rank when one rated {word} of the area goes to the "
    "next level and every other area stays."
)


@dataclass(frozen=True)
class ComparePicture:
    """Everything that the page shows."""

    finding: str
    ranking: Exhibit
    map: Exhibit
    demo: bool


def compare_picture(
    store: Store,
    framework_id: str,
    round_: str,
    grouping_id: str,
    area_code: str,
    measure: str,
    published: bool = False,
) -> ComparePicture:
    """All areas by one measure, seen from one area and its peers (``measure``: a key of ``standings.measures``)."""
    asked = Asked(framework_id, round_, grouping_id, area_code, measure, published)
    pairs = findings.pairs(store, grouping_id)
    grouping = findings.grouping(store, grouping_id)
    rows = standings(store, asked, pairs)
    own = rows[rows["mark"] == OWN].iloc[0].to_dict()
    demo = findings.rests_on_demo(store, framework_id, (round_,))
    basis = _basis(rows, asked)
    about = {
        "Area": own["name"],
        "Framework": framework_id,
        "Round": round_,
        "Peers": grouping.title,
        **convention(published),
        "Measure": asked.shown.title,
    }
    return ComparePicture(
        finding=_finding(rows, own, asked),
        ranking=_ranking(rows, own, asked, basis, demo, about),
        map=replace(_map(rows, groups_of_areas(grouping, pairs, area_code), asked, demo), name="map", about=about),
        demo=demo,
    )


def _finding(rows: pd.DataFrame, own: dict, asked: Asked) -> str:
    if pd.isna(own["value"]):
        others = rows.loc[rows["mark"] != OWN, "value"]
        return standing.no_standing(own["name"], own["reason"], asked.shown, asked.round, others)
    outside = asked.area_code not in register().areas
    theirs = rows.loc[rows["mark"] == PEER, "value"]
    said = standing.standing(
        own, asked.shown, area=own["name"], statistic=asked.statistic, outside=outside, peers=theirs
    )
    return f"{said} {standing.firmness(own, asked.framework)}".strip()


def _basis(rows: pd.DataFrame, asked: Asked) -> str:
    inside = rows[rows["area_code"].isin(register().areas)]
    what = "an answer" if asked.shown.levels else "a score"
    counted = (
        "Own area counted among its peers, their mean, as published."
        if asked.published
        else "Own area left out of its peers."
    )
    overall = "Overall is the mean of the principle scores." if asked.by == scoring.OVERALL else ""
    ratings = "" if asked.shown.levels else f", {count(int(inside['n_rated'].sum()), 'rating')}"
    n = int(inside["value"].notna().sum())
    parts = (
        f"{n} of {count(len(inside), 'area')} with {what}, round {asked.round}{ratings}.",
        standing.without_value(rows),
        _outside(rows),
        "" if asked.shown.levels else "Scores tie when they are the same in whole points.",
        counted,
        overall,
        "A lower self-assessment can mean a stricter partnership.",
    )
    return " ".join(part for part in parts if part)


def _outside(rows: pd.DataFrame) -> str:
    """That an own area outside the register is drawn among the others; empty when none is."""
    drawn = rows.loc[~rows["area_code"].isin(register().areas) & rows["value"].notna(), "name"]
    return f"{listed(drawn)} is outside the register: drawn, not counted; only ranks count it." if len(drawn) else ""


def _ranking(rows: pd.DataFrame, own: dict, asked: Asked, basis: str, demo: bool, about: dict[str, str]) -> Exhibit:
    measure = asked.shown
    inside = rows.loc[rows["area_code"].isin(register().areas), "value"]
    middle, n_within, n = ranks.around_middle(inside, asked.framework.similar_within)
    lines = [Line(middle, f"Middle of {count(n, 'area')}")] if n > 1 else []
    theirs = rows.loc[rows["mark"] == PEER, "value"].dropna()
    if len(theirs) >= MIN_PEERS:  # an area that was not assessed has peers too, and no row of its own in the comparison
        value = own["peer_value"] if own["n_peers"] else theirs.agg(asked.statistic)
        lines.append(Line(value, f"Peers' {asked.statistic}", "dot"))
    said = (
        standing.levels_said(inside, measure)
        if measure.levels
        else standing.spread(middle, n_within, n, asked.framework)
    )
    ranked = [rank_words(*row) for row in rows[["rank_best", "rank_worst", "n_ranked"]].itertuples(index=False)]
    return ranking.ranking(
        rows.assign(rank=ranked),
        measure,
        lines,
        area=own["name"],
        takeaway=said,
        table=_table(rows.assign(rank=ranked), asked),
        basis=basis,
        method=METHOD.format(word=asked.framework.row_word),
        source=asked.framework.title,
        demo=demo,
        about=about,
    )


def _table(rows: pd.DataFrame, asked: Asked) -> pd.DataFrame:
    measure = asked.shown
    ordered = rows.sort_values(["value", "name"], ascending=[False, True])
    said = [measure.words(value) if value == value else None for value in ordered["value"]]
    per_level = (asked.framework.highest - asked.framework.lowest) / 100
    peers = [measure.words(value) if value == value else None for value in ordered["peer_value"]]
    table = {
        "Area": ordered["name"],
        "Level" if measure.levels else "Score": said if measure.levels else ordered["value"],
        "Rank": ordered["rank"],
        "Rank one step away": [
            f"{int(best)} to {int(worst)}" if best == best else None
            for best, worst in ordered[["moved_best", "moved_worst"]].itertuples(index=False)
        ],
        f"Peers' {asked.statistic}": peers if measure.levels else ordered["peer_value"],
        "Gap in levels" if measure.levels else "Gap": ordered["gap"] * (per_level if measure.levels else 1),
        "Band": ordered["band"].fillna(""),
        "Peers with a value": ordered["n_peers"],
        "Rated": ordered["n_rated"],
        "Applicable": ordered["n_applicable"],
        "Mark": ordered["mark"],
        "Note": ordered["reason"],
    }
    if measure.levels:
        del table["Rank one step away"]
    return pd.DataFrame(table).reset_index(drop=True)


def _map(rows: pd.DataFrame, groups: dict[str, str], asked: Asked, demo: bool) -> Exhibit:
    return group_tiles.area_map(
        rows.assign(score=rows["value"], note=rows["reason"]),
        register().areas,
        groups,
        measure=asked.shown,
        basis="Click a square, or a row of the chart, to see that area instead.",
        source=asked.framework.title,
        demo=demo,
        own=asked.area_code,
        peers=list(rows.loc[rows["mark"] == PEER, "area_code"]),
    )
