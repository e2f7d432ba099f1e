"""Where one area stands among all areas, as sentences: value, rank as a range, peers, and how firm that is."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR, ordinal, rank_words
from csp_analytics.charts.measure import Measure
from csp_analytics.charts.words import count, listed, points
from csp_analytics.frameworks.model import Framework

NOT_ASSESSED = "not assessed"
NO_PEERS = "with no peers to compare with"
BAND_WORDS = {HIGHER: "higher than its peers", SIMILAR: "similar to its peers", LOWER: "lower than its peers"}


def standing(
    own: dict[str, Any],
    measure: Measure,
    *,
    area: str,
    statistic: str,
    outside: bool = False,
    peers: pd.Series | None = None,
) -> str:
    """Such as "Fife has 48 on Leadership: joint 9th to 14th of 31 areas, similar to its peers (median 52)."

    Args:
        own: the area's row of ``compare_with_peers`` with a value, and ``n_at_or_above`` (areas at its level or above).
        measure: what the value is of.
        area: name of the area.
        statistic: ``median``, or ``mean`` for the published convention, which counts the area among its peers.
        outside: whether the area is not in the register (it is then ranked among the register's areas and itself).
        peers: values of its peers, empty where there is none: similar can still be lower or higher than all of them.
    """
    rank = rank_words(own["rank_best"], own["rank_worst"], int(own["n_ranked"]))
    place = f"{rank} areas" if own["n_ranked"] > 1 else "the only area with a value"
    if measure.levels and own["n_ranked"] > 1 and not measure.asked:
        place += f" ({int(own['n_at_or_above'])} at this level or above)"
    if outside:
        place += ", itself counted"
    beside = _beside_peers(own, measure, statistic)
    if own["band"] == SIMILAR and peers is not None:
        beside += beyond_all(own["value"], peers)
    return f"{area} {_says(own, measure)}: {place}, {beside}."


def beyond_all(value: float, peers: pd.Series) -> str:
    """``, though lower than all 7 of them``, or higher; empty among the peers. Values count as shown, in whole points.

    Args:
        value: the area's own.
        peers: values of its peers, the area itself not among them; empty where there is none.
    """
    theirs, own = np.floor(peers.dropna().astype(float) + 0.5), np.floor(value + 0.5)
    if theirs.empty or theirs.min() <= own <= theirs.max():
        return ""
    return f", though {LOWER if own < theirs.min() else HIGHER} than all {len(theirs)} of them"


def no_standing(area: str, reason: str, measure: Measure, round_: str, others: pd.Series) -> str:
    """Why the own area has no place, and where the others stand (``others``: their values)."""
    what = "answer" if measure.levels else "score"
    known = others.dropna()
    tail = f"The middle of {count(len(known), 'area')} {_says({'value': known.median()}, measure)}."
    if known.empty:
        tail = f"No area has {'an answer' if measure.levels else 'a score'}."
    if reason.startswith(NOT_ASSESSED):
        return f"{area} was {reason}. {tail}"
    return f"{area} has no {what} {measure.on} in {round_}: {reason}. {tail}"


def firmness(own: dict[str, Any], framework: Framework) -> str:
    """How far one answer would move the area: "One criterion one level up or down would move it between ...".

    ``own`` has ``rank_best, rank_worst, moved_best, moved_worst``; empty without them.
    """
    if own["moved_best"] != own["moved_best"] or own["n_ranked"] < 2:
        return ""
    one = f"One {framework.row_word} " + (
        "answered the other way" if framework.is_checklist else "one level up or down"
    )
    best, worst = int(own["moved_best"]), int(own["moved_worst"])
    if (best, worst) == (own["rank_best"], own["rank_worst"]):
        return f"{one} would leave it there."
    return f"{one} would move it between {ordinal(best)} and {ordinal(worst)}."


def spread(middle: float, n_within: int, n: int, framework: Framework) -> str:
    """How tight the ranking is: "22 of 31 areas lie within half a level (17 points) of the middle, 52."

    The figures are those of :func:`csp_analytics.analysis.ranking.around_middle`.
    """
    if n < 2:
        return f"{count(n, 'area')} with a score: there is nothing to rank." if n else "There is nothing to rank."
    wide = f"{points(framework.similar_within)} points"
    wide = f"half a level ({wide})" if framework.similar_within_levels == 0.5 else wide
    verb = "lies" if n_within == 1 else "lie"
    return f"{n_within} of {n} areas {verb} within {wide} of the middle, {points(middle)}."


def levels_said(values: pd.Series, measure: Measure) -> str:
    """How many areas say what, highest level first: "8 areas say 'Doing well', 12 'Some success', ..."."""
    known = values.dropna()
    if known.empty:
        return "No area has an answer."
    found = [(label, int((known == value).sum())) for value, label in reversed(measure.levels.items())]
    (first, n), *rest = [(label, n) for label, n in found if n]
    verb = "says" if n == 1 else "say"
    said = [f"{count(n, 'area')} {verb} '{first}'", *(f"{n} '{label}'" for label, n in rest)]
    return f"{listed(said)}."


def without_value(rows: pd.DataFrame, *, most: int = 30) -> str:
    """Areas without a value by reason: "Not ranked – Angus: not enough answers (5 of 9); Fife and Moray: not assessed."

    Args:
        rows: ``name, value, reason``.
        most: how many areas are named for one reason; the table has them all.
    """
    without = rows[rows["value"].isna()]
    parts = [
        f"{listed(sorted(names), most=most)}: {reason}"
        for reason, names in without.groupby("reason", sort=True)["name"]
    ]
    return f"Not ranked – {'; '.join(parts)}." if parts else ""


def _says(own: dict[str, Any], measure: Measure) -> str:
    said = measure.quoted(own["value"])
    if measure.levels:
        return f"{'answers' if measure.asked else 'is at'} {said} {measure.on}"
    return f"has {said} {measure.on}"


def _beside_peers(own: dict[str, Any], measure: Measure, statistic: str) -> str:
    counted = ", itself counted" if statistic == "mean" else ""
    if own["band"] != NOT_COMPARED:
        return f"{BAND_WORDS[own['band']]} ({statistic} {measure.quoted(own['peer_value'])}{counted})"
    if own["n_peers"] == 0:
        return NO_PEERS
    n = int(own["n_peers"]) - (statistic == "mean")  # the area itself makes no minimum
    return f"not compared with its peers ({n} with a value, and it takes {MIN_PEERS})" if n else NO_PEERS
