"""Whether a finding depends on the choice of peers, in sentences made of the bands that the pictures show."""

from __future__ import annotations

import math

import pandas as pd

from csp_analytics.analysis.peers import HIGHER, LOWER, MIN_PEERS, NOT_COMPARED, SIMILAR
from csp_analytics.analysis.sensitivity import sensitivity_words
from csp_analytics.charts.words import count, listed, signed

DEPENDS = "depends on the peers"
SHOWN, NOT_SMALL = 0.5, 5  # points: less than the first is shown as no gap, the second is worth a word


def sentence(rows: pd.DataFrame, titles: dict[str, str], statistic: str = "median") -> str:
    """Such as "lower than peers under 3 of 4 peer groupings; similar under Urban-rural class".

    Args:
        rows: ``grouping_id, value, gap, band`` and, where there is one, ``note``, of one measure.
        titles: title of each grouping.
        statistic: ``median`` or ``mean``, the peer figure.
    """
    words = sensitivity_words(list(rows["band"]))
    if (rows["band"] == NOT_COMPARED).all():
        return f"{words}: {why_not(rows)}"
    exceptions = _exceptions(rows, titles)
    aside = one_sided(rows, statistic) if _one_side(rows) else ""
    return f"{words}; {exceptions}{aside}" if exceptions else f"{words}{aside}"


def finding(
    rows: pd.DataFrame,
    titles: dict[str, str],
    groupings: dict[str, str],
    *,
    unit: str,
    area: str,
    statistic: str = "median",
) -> str:
    """What holds whichever peers one takes, measure by measure, what stands out first.

    Args:
        rows: the unit column, ``grouping_id, value, gap, band`` and, where there is one, ``note``: a row for each
            grouping and measure.
        titles: title of each measure.
        groupings: title of each grouping.
        unit: the column of measures.
        area: name of the area.
        statistic: ``median`` or ``mean``, the peer figure.
    """
    if (rows["band"] == NOT_COMPARED).all():
        return f"{area} is not compared under any peer grouping: {why_not(rows)}."
    said: dict[tuple[str, str, int], list[str]] = {}
    for key, part in rows.groupby(unit, sort=False):
        compared = part[part["band"] != NOT_COMPARED]
        more = f", but {but}" if (but := _exceptions(part, groupings)) else ""
        more = more if len(compared) else f" ({why_not(part)})"
        words = sensitivity_words(list(compared["band"]))
        said.setdefault((words, more, _one_side(part)), []).append(str(key))
    parts: list[str] = []
    for words, more, side in sorted(said, key=_foremost):
        keys = said[words, more, side]
        names = [titles[key] for key in keys]
        more += one_sided(rows[rows[unit].isin(keys)], statistic) if side else ""
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


def _one_side(rows: pd.DataFrame) -> int:
    """1 or -1 where "similar" would hide that every gap of a measure has one sign, as shown, and is not small; else 0.

    ``rows``: ``band, gap`` of one measure; where higher or lower is the rule, the words say the side already.
    """
    compared = rows[rows["band"] != NOT_COMPARED]
    if compared.empty or sensitivity_words(list(compared["band"])).startswith((HIGHER, LOWER)):
        return 0
    gaps = compared["gap"]
    same = (gaps >= SHOWN).all() or (gaps <= -SHOWN).all()
    return int(math.copysign(1, gaps.iloc[0])) if same and gaps.abs().max() >= NOT_SMALL else 0


def one_sided(rows: pd.DataFrame, statistic: str) -> str:
    """Such as ``, each time below their median (−11 to −15)``, from ``band, gap``: gaps of one sign."""
    known = rows.loc[rows["band"] != NOT_COMPARED, "gap"].sort_values(key=abs)
    ends = list(dict.fromkeys(signed(gap) for gap in (known.iloc[0], known.iloc[-1])))
    each = "each time " if len(known) > 1 else ""
    return f", {each}{'below' if known.iloc[0] < 0 else 'above'} their {statistic} ({' to '.join(ends)})"


def _foremost(said: tuple[str, str, int]) -> tuple[int, bool, bool]:
    """Order of sentences: what is higher or lower, what depends, what is similar, what is not compared."""
    words, more, side = said
    order = (HIGHER, LOWER, DEPENDS, SIMILAR)
    place = next((place for place, start in enumerate(order) if words.startswith(start)), len(order))
    return place, not more, not side


def _too_few(rows: pd.DataFrame, unit: str) -> str:
    """How many groupings compare nothing although the area has a score."""
    left_out = (rows["band"] == NOT_COMPARED).groupby(rows[unit])
    without = left_out.sum()[~left_out.all()]
    n = int(without.max())
    more = count(n, "peer grouping has", "peer groupings have")
    few = f" {'Up to ' if without.min() < n else ''}{more} too few peers with a score to be compared."
    return few if n else ""
