"""Whether a finding depends on the choice of peers, in sentences made of the bands that the pictures show."""

from __future__ import annotations

import pandas as pd

from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR
from csp_analytics.analysis.sensitivity import sensitivity_words
from csp_analytics.charts.words import count, listed

DEPENDS = "depends on the peers"


def sentence(rows: pd.DataFrame, titles: dict[str, str]) -> str:
    """Such as "lower than peers under 3 of 4 peer groupings; similar under Urban-rural class".

    Args:
        rows: ``grouping_id, value, band`` and, where there is one, ``note``, of one measure.
        titles: title of each grouping.
    """
    words = sensitivity_words(list(rows["band"]))
    if (rows["band"] == NOT_COMPARED).all():
        return f"{words}: {why_not(rows)}"
    exceptions = _exceptions(rows, titles)
    return f"{words}; {exceptions}" if exceptions else words


def finding(rows: pd.DataFrame, titles: dict[str, str], groupings: dict[str, str], *, unit: str, area: str) -> str:
    """What holds whichever peers one takes, measure by measure, what stands out first.

    Args:
        rows: the unit column, ``grouping_id, value, band`` and, where there is one, ``note``: a row for each grouping
            and measure.
        titles: title of each measure.
        groupings: title of each grouping.
        unit: the column of measures.
        area: name of the area.
    """
    if (rows["band"] == NOT_COMPARED).all():
        return f"{area} is not compared under any peer grouping: {why_not(rows)}."
    said: dict[tuple[str, str], list[str]] = {}
    for key, part in rows.groupby(unit, sort=False):
        compared = part[part["band"] != NOT_COMPARED]
        more = f", but {but}" if (but := _exceptions(part, groupings)) else ""
        more = more if len(compared) else f" ({why_not(part)})"
        said.setdefault((sensitivity_words(list(compared["band"])), more), []).append(titles[str(key)])
    parts: list[str] = []
    for words, more in sorted(said, key=_foremost):
        names = said[words, more]
        on = "on every principle" if len(said) == 1 and len(names) > 1 else f"on {listed(names)}"
        words = words.replace(" peer groupings", "") if parts else words
        parts.append(f"{on} it {words}{more}" if words.startswith(DEPENDS) else f"{words} {on}{more}")
    opening = f"{area}: " if parts[0].startswith("on ") else f"{area} is "
    return f"{opening}{'; '.join(parts)}.{_too_few(rows, unit)}"


def why_not(rows: pd.DataFrame) -> str:
    """Why nothing is compared: no score of its own, or too few peers with one under every grouping."""
    if rows["value"].isna().all():
        notes = [note for note in rows.get("note", pd.Series(dtype=object)).dropna().unique() if note]
        return notes[0] if len(notes) == 1 else "it has not enough answers for a score"
    return f"no group has {MIN_PEERS} peers with a score"


def _exceptions(rows: pd.DataFrame, titles: dict[str, str]) -> str:
    """Under which groupings the band is not the most frequent one; empty when none is more frequent than the others."""
    compared = rows[rows["band"] != NOT_COMPARED]
    counts = compared["band"].value_counts()
    if len(counts) < 2 or counts.iloc[0] == counts.iloc[1]:
        return ""
    others = compared[compared["band"] != counts.index[0]]
    return listed(
        [
            f"{band} under {listed([titles[key] for key in part['grouping_id']])}"
            for band, part in others.groupby("band", sort=False)
        ]
    )


def _foremost(said: tuple[str, str]) -> tuple[int, bool]:
    """Order of sentences: what is higher or lower, what depends, what is similar, what is not compared."""
    words, more = said
    order = (HIGHER, LOWER, DEPENDS, SIMILAR)
    place = next((place for place, start in enumerate(order) if words.startswith(start)), len(order))
    return place, not more


def _too_few(rows: pd.DataFrame, unit: str) -> str:
    """How many groupings compare nothing although the area has a score."""
    left_out = (rows["band"] == NOT_COMPARED).groupby(rows[unit])
    without = left_out.sum()[~left_out.all()]
    n = int(without.max())
    more = count(n, "peer grouping has", "peer groupings have")
    few = f" {'Up to ' if without.min() < n else ''}{more} too few peers with a score to be compared."
    return few if n else ""
